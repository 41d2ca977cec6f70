package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.FaultInjection.Fault;
import io.minova.concurrency.FaultInjection.Kind;
import io.minova.concurrency.Time;
import io.minova.objects.BuildRequest;
import io.minova.objects.ErrorCode;
import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.VmState;
import io.minova.store.InstanceRepository.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits, and each documented difference between the two ways of counting: {@code legacy} asks the cells, {@code placement} the mappings and placement. */
class ServerQuotaTest {

    private static final QuotaProperties UNLIMITED = new QuotaProperties(-1, -1, -1, false, true);

    private final Time time = Time.system();
    private final TestDatabases test = new TestDatabases();
    private final Cell cell1 = test.cell1();
    private final InstanceRepository instances = new InstanceRepository(time);
    private final InstanceMappingRepository mappings = new InstanceMappingRepository(test.databases());
    private final BuildRequestRepository requests = new BuildRequestRepository(test.databases());
    private final QuotaRepository quotas = new QuotaRepository(test.databases());
    private final Map<String, Long> allocated = new HashMap<>();
    private final UsageCounter legacy = new CellUsages(test.cells(), instances);
    private final UsageCounter placement = new PlacementUsages(mappings, (project, user) -> allocated);
    private final ServerQuota quota = new ServerQuota(new QuotaLimits(quotas, UNLIMITED), legacy, UNLIMITED);
    private final Flavor flavor = TestDatabases.flavor();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void withoutALimitNothingIsCounted() {
        UsageCounter never = (project, user) -> {
            throw new IllegalStateException("counted");
        };

        assertThat(new ServerQuota(new QuotaLimits(quotas, UNLIMITED), never, UNLIMITED).allowed("project", "user", flavor, 1, 5)).isEqualTo(5);
    }

    @Test
    void aLimitBeyondAnyClusterIsNotCountedAgainstUnlessARequestIsOfItsSize() {
        QuotaProperties beyond = new QuotaProperties(-1, 100_000_000, -1, false, true);
        AtomicInteger counted = new AtomicInteger();
        UsageCounter counter = (project, user) -> {
            counted.incrementAndGet();
            return new Usage(0, 0, 0);
        };
        ServerQuota generous = new ServerQuota(new QuotaLimits(quotas, beyond), counter, beyond);

        assertThat(generous.allowed("project", "user", flavor, 1, 1000)).isEqualTo(1000);
        generous.require("project", "user", new Usage(0, 50_000_000, 0));
        generous.recheck("project", "user", new Usage(0, 50_000_000, 0));
        assertThat(counted).hasValue(0);

        assertThatThrownBy(() -> generous.require("project", "user", new Usage(0, 100_000_001, 0)))
                .hasMessage("Quota exceeded for cores: Requested 100000001, but already used 0 of 100000000 cores");
        assertThat(counted).hasPositiveValue();
    }

    @Test
    void theSmallestLimitThatIsBeyondAnyClusterIsTenMillion() {
        UsageCounter tenMillion = (project, user) -> new Usage(0, 10_000_000, 0);
        QuotaProperties near = new QuotaProperties(-1, 9_999_999, -1, false, true);
        QuotaProperties beyond = new QuotaProperties(-1, 10_000_000, -1, false, true);

        assertThatThrownBy(() -> new ServerQuota(new QuotaLimits(quotas, near), tenMillion, near).require("project", "user", new Usage(0, 1, 0)))
                .hasMessageContaining("already used 10000000 of 9999999 cores");
        assertThatCode(() -> new ServerQuota(new QuotaLimits(quotas, beyond), tenMillion, beyond).require("project", "user", new Usage(0, 1, 0)))
                .doesNotThrowAnyException();
    }

    @Test
    void asManyAsFitBetweenMinAndMax() {
        quotas.setOfProject("project", QuotaRepository.WHOLE_PROJECT, Map.of("instances", 3));
        landed("one");

        assertThat(quota.allowed("project", "user", flavor, 1, 5)).isEqualTo(2);
        assertThatThrownBy(() -> quota.allowed("project", "user", flavor, 3, 5))
                .isInstanceOfSatisfying(NovaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_INSTANCES))
                .hasMessage("Quota exceeded for instances: Requested 3, but already used 1 of 3 instances");
    }

    @Test
    void aUserMayHaveLessThanItsProjectAndAClassSetsTheDefault() {
        quotas.setOfClass(QuotaLimits.DEFAULT_CLASS, Map.of("instances", 10));
        quotas.setOfProject("project", "user", Map.of("instances", 1));
        landed("one");

        assertThatThrownBy(() -> quota.allowed("project", "user", flavor, 1, 1)).hasMessageContaining("already used 1 of 1 instances");
        assertThat(quota.allowed("project", "somebody", flavor, 1, 20)).isEqualTo(9);
    }

    @Test
    void aRecheckFailsOnlyWhenTheLimitIsPassed() {
        quotas.setOfProject("project", QuotaRepository.WHOLE_PROJECT, Map.of("instances", 1));
        landed("one");
        assertThatCode(() -> quota.recheck("project", "user", new Usage(1, 1, 1))).doesNotThrowAnyException();

        landed("two");
        assertThatThrownBy(() -> quota.recheck("project", "user", new Usage(1, 1, 1))).hasMessageContaining("already used 2 of 1 instances");
    }

    @Test
    void aServerThatWasOnlyPromisedIsNotCountedByTheCells() {
        promised("one");

        assertThat(legacy.of("project", null)).isEqualTo(new Usage(0, 0, 0));
        assertThat(placement.of("project", null)).as("cores and ram only once they are claimed").isEqualTo(new Usage(1, 0, 0));
    }

    @Test
    void aCellThatIsDownCountsAsEmptyUnlessPlacementCounts() {
        landed("one");
        allocated.putAll(Map.of("VCPU", 1L, "MEMORY_MB", 512L));
        test.faults().set("nova_cell1", new Fault(Kind.DOWN, Duration.ZERO));

        assertThat(legacy.of("project", null)).isEqualTo(new Usage(0, 0, 0));
        assertThat(placement.of("project", null)).isEqualTo(new Usage(1, 1, 512));
    }

    @Test
    void aServerThatNeverLandedHoldsNothingInPlacement() {
        Instance buried = promised("one");
        Cell cell0 = test.cells().cell0();
        instances.create(cell0, buried);
        instances.save(cell0, buried.uuid(), InstanceUpdate.builder().vmState(VmState.ERROR).build(), null);
        mappings.setCell(buried.uuid(), cell0.uuid());

        assertThat(legacy.of("project", null)).isEqualTo(ServerQuota.of(buried.flavor(), 1));
        assertThat(placement.of("project", null)).isEqualTo(new Usage(1, 0, 0));
    }

    @Test
    void aServerShelvedOffItsHostIsCountedWholeByTheCellsOnly() {
        Instance shelved = landed("one");
        instances.save(cell1, shelved.uuid(), InstanceUpdate.builder().vmState(VmState.SHELVED_OFFLOADED).build(), null);

        assertThat(legacy.of("project", null)).isEqualTo(ServerQuota.of(shelved.flavor(), 1));
        assertThat(placement.of("project", null)).isEqualTo(new Usage(1, 0, 0));
    }

    @Test
    void aServerThatMovesIsCountedOnceByTheCellsAndOnBothHostsByPlacement() {
        Instance resized = landed("one");
        instances.save(cell1, resized.uuid(), InstanceUpdate.builder().vmState(VmState.RESIZED).build(), null);
        allocated.putAll(Map.of("VCPU", 3L, "MEMORY_MB", 1536L)); // one of the old size and one of the new

        assertThat(legacy.of("project", null)).isEqualTo(ServerQuota.of(resized.flavor(), 1));
        assertThat(placement.of("project", null)).isEqualTo(new Usage(1, 3, 1536));
    }

    @Test
    void aServerThatIsBeingDeletedIsNoneForTheMappingsButHoldsItsRoom() {
        Instance deleting = landed("one");
        mappings.setQueuedForDelete(deleting.uuid(), true);
        allocated.putAll(Map.of("VCPU", 1L, "MEMORY_MB", 512L));

        assertThat(legacy.of("project", null).instances()).isEqualTo(1);
        assertThat(placement.of("project", null)).isEqualTo(new Usage(0, 1, 512));
    }

    @Test
    void aServerThatIsSoftDeletedIsNoneForTheCellsButHoldsItsRoom() {
        Instance softDeleted = landed("one");
        instances.save(cell1, softDeleted.uuid(), InstanceUpdate.builder().vmState(VmState.SOFT_DELETE).build(), null);
        mappings.setQueuedForDelete(softDeleted.uuid(), true);
        allocated.putAll(Map.of("VCPU", 1L, "MEMORY_MB", 512L));

        assertThat(legacy.of("project", null)).isEqualTo(new Usage(0, 0, 0));
        assertThat(placement.of("project", null)).isEqualTo(new Usage(0, 1, 512));
    }

    @Test
    void pinnedCoresAreCores() {
        allocated.putAll(Map.of("VCPU", 1L, "PCPU", 2L));

        assertThat(placement.of("project", null).cores()).isEqualTo(3);
    }

    @Test
    void withoutPlacementNothingCanBeCounted() {
        UsageCounter unreachable = new PlacementUsages(mappings, (project, user) -> {
            throw new NovaException(ErrorCode.MESSAGING_TIMEOUT, "no answer");
        });

        assertThatThrownBy(() -> unreachable.of("project", null))
                .isInstanceOfSatisfying(NovaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGES_RETRIEVAL_FAILED));
    }

    private Instance promised(String name) {
        Instance instance = TestDatabases.instance(name, time.now());
        requests.provision(List.of(new BuildRequest(
                instance, new RequestSpec("project", "user", instance.flavor(), "image", null, null, List.of(), Map.of(), null))));
        return instance;
    }

    private Instance landed(String name) {
        Instance instance = promised(name);
        instances.create(cell1, instance);
        mappings.setCell(instance.uuid(), cell1.uuid());
        requests.delete(instance.uuid());
        return instance;
    }
}
