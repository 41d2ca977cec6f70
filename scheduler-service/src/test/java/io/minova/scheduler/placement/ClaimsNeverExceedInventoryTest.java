package io.minova.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.rpcapi.PlacementRpc.Inventory;
import io.minova.store.Database;
import io.minova.store.Databases;
import io.minova.store.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimsNeverExceedInventoryTest {

    private static final String PROVIDER = "provider-1";

    private final TestDatabases test = new TestDatabases();
    private final Database placement = test.databases().database(Databases.PLACEMENT);
    private final ResourceProviders providers = new ResourceProviders(test.databases());
    private final Allocations allocations = new Allocations(test.databases());
    private final AllocationCandidates candidates = new AllocationCandidates(test.databases());

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void concurrentClaimsTakeExactlyWhatThereIs() throws Exception {
        setInventory(PROVIDER, 10);
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            String consumer = UUID.randomUUID().toString();
            claims.add(() -> claim(consumer, 1));
        }

        long granted = run(8, claims).stream().filter(claimed -> claimed).count();

        assertThat(granted).isEqualTo(10);
        assertThat(used(PROVIDER, "VCPU")).isEqualTo(10);
        assertThat(candidates.find(new ResourceRequest(Map.of("VCPU", 1L)), 10, null)).isEmpty();
    }

    @Test
    void usedIsAlwaysTheSumOfTheAllocations() throws Exception {
        long seed = new Random().nextLong();
        setInventory(PROVIDER, 16);
        setInventory("provider-2", 16);
        List<String> consumers = List.of("a", "b", "c", "d");
        List<Callable<Boolean>> operations = new ArrayList<>();
        for (int worker = 0; worker < 4; worker++) {
            Random random = new Random(seed + worker);
            operations.add(() -> {
                for (int step = 0; step < 40; step++) {
                    String consumer = consumers.get(random.nextInt(consumers.size()));
                    int what = random.nextInt(4);
                    if (what == 0) {
                        allocations.delete(consumer);
                    } else if (what == 1) {
                        allocations.move(consumer, consumers.get(random.nextInt(consumers.size())) + "-move", "p", "u");
                    } else {
                        claimAnew(consumer, random);
                    }
                }
                return true;
            });
        }

        run(4, operations);

        for (String provider : List.of(PROVIDER, "provider-2")) {
            long sum = placement.jdbc()
                    .sql("select coalesce(sum(a.used), 0) from allocations a join resource_providers p on p.id = a.resource_provider_id"
                            + " where p.uuid = ? and a.resource_class = 'VCPU'")
                    .param(provider)
                    .query(Long.class)
                    .single();
            assertThat(used(provider, "VCPU")).as("seed %d, %s", seed, provider).isEqualTo(sum).isLessThanOrEqualTo(16);
        }
    }

    @Test
    void aMoveTakesAllAndFreesWhatTheOtherHeld() {
        setInventory(PROVIDER, 4);
        setInventory("provider-2", 4);
        claim("server", 3);
        assertThat(allocations.move("server", "migration", "p", "u")).isTrue();
        assertThat(allocations.replace("server", "p", "u", Map.of("provider-2", Map.of("VCPU", 2L)))).isTrue();

        assertThat(allocations.move("migration", "server", "p", "u")).isTrue();
        assertThat(allocations.move("migration", "server", "p", "u")).as("it holds nothing any more").isFalse();

        assertThat(allocations.find("server")).isEqualTo(Map.of(PROVIDER, Map.of("VCPU", 3L)));
        assertThat(used(PROVIDER, "VCPU")).isEqualTo(3);
        assertThat(used("provider-2", "VCPU")).isZero();
    }

    @Test
    void aRefusedClaimLeavesNothing() {
        setInventory(PROVIDER, 4);

        assertThat(allocations.replace("big", "p", "u", Map.of(PROVIDER, Map.of("VCPU", 3L, "MEMORY_MB", 99_999L)))).isFalse();

        assertThat(allocations.find("big")).isEmpty();
        assertThat(used(PROVIDER, "VCPU")).isZero();
        assertThat(placement.jdbc().sql("select count(*) from consumers").query(Long.class).single()).isZero();
    }

    @Test
    void aClaimReplacesWhatTheConsumerHeld() {
        setInventory(PROVIDER, 4);
        claim("c", 3);

        assertThat(claim("c", 4)).isTrue();

        assertThat(allocations.find("c")).isEqualTo(Map.of(PROVIDER, Map.of("VCPU", 4L)));
        assertThat(used(PROVIDER, "VCPU")).isEqualTo(4);
    }

    @Test
    void unitsAreThoseOfTheWholeAmountNotOfTheDifference() {
        providers.setInventory(PROVIDER, "host", Map.of("VCPU", new Inventory(8, 0, 2, 4, 2, 1.0)));
        assertThat(claim("c", 2)).isTrue();

        assertThat(claim("c", 3)).as("no step").isFalse();
        assertThat(claim("c", 6)).as("more than the most at once").isFalse();
        assertThat(claim("c", 4)).isTrue();
        assertThat(used(PROVIDER, "VCPU")).isEqualTo(4);
    }

    @Test
    void aConsumerThatIsMadeWhileItsMoveLooksIsNotMoved() throws Exception {
        setInventory(PROVIDER, 16);
        for (int round = 0; round < 50; round++) {
            String consumer = "c" + round;
            run(2, List.of(() -> claim(consumer, 1), () -> allocations.move(consumer, consumer + "-move", "p", "u")));
            run(2, List.of(() -> allocations.delete(consumer), () -> allocations.delete(consumer + "-move")));
        }

        assertThat(used(PROVIDER, "VCPU")).isZero();
        assertThat(placement.jdbc().sql("select count(*) from consumers").query(Long.class).single()).isZero();
    }

    @Test
    void candidatesRespectRatioReservationUnitAndName() {
        providers.setInventory("p1", "host-1", Map.of("VCPU", new Inventory(2, 1, 1, 2, 1, 4.0)));
        providers.setInventory("p2", "host-2", Map.of("VCPU", new Inventory(8, 0, 2, 8, 2, 1.0)));

        assertThat(candidates.find(new ResourceRequest(Map.of("VCPU", 2L)), 10, null)).containsExactly("p1", "p2");
        assertThat(candidates.find(new ResourceRequest(Map.of("VCPU", 2L)), 1, null)).containsExactly("p1");
        assertThat(candidates.find(new ResourceRequest(Map.of("VCPU", 2L)), 10, "host-2")).containsExactly("p2");
        assertThat(candidates.find(new ResourceRequest(Map.of("VCPU", 3L)), 10, null)).as("more than p1's max unit, no step of p2's").isEmpty();
        assertThat(candidates.find(new ResourceRequest(Map.of("VCPU", 1L)), 10, null)).as("less than p2's min unit").containsExactly("p1");
    }

    @Test
    void changingAnInventoryKeepsWhatIsUsed() {
        setInventory(PROVIDER, 4);
        claim("c", 3);

        setInventory(PROVIDER, 8);

        assertThat(used(PROVIDER, "VCPU")).isEqualTo(3);
        assertThat(claim("d", 5)).isTrue();
        assertThat(claim("e", 1)).isFalse();
    }

    private void claimAnew(String consumer, Random random) {
        allocations.replace(
                consumer, "p", "u", Map.of(random.nextBoolean() ? PROVIDER : "provider-2", Map.of("VCPU", (long) random.nextInt(1, 7))));
    }

    private boolean claim(String consumer, long vcpus) {
        return allocations.replace(consumer, "p", "u", Map.of(PROVIDER, Map.of("VCPU", vcpus)));
    }

    private void setInventory(String provider, long vcpus) {
        providers.setInventory(
                provider,
                "host of " + provider,
                Map.of("VCPU", new Inventory(vcpus, 0, 1, vcpus, 1, 1.0), "MEMORY_MB", new Inventory(1024, 0, 1, 1024, 1, 1.0)));
    }

    private long used(String provider, String resourceClass) {
        return placement.jdbc()
                .sql("select i.used from inventories i join resource_providers p on p.id = i.resource_provider_id where p.uuid = ? and i.resource_class = ?")
                .params(provider, resourceClass)
                .query(Long.class)
                .single();
    }

    private static List<Boolean> run(int threads, List<Callable<Boolean>> tasks) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> future : pool.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
