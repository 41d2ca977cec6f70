package io.minova.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.minova.concurrency.FaultInjection.Fault;
import io.minova.concurrency.FaultInjection.Kind;
import io.minova.concurrency.testing.FakeTime;
import io.minova.objects.ComputeNode;
import io.minova.objects.ErrorCode;
import io.minova.objects.GroupPlacement;
import io.minova.objects.Instance;
import io.minova.objects.InstanceGroup;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.rpcapi.PlacementRpc.Inventory;
import io.minova.scheduler.filters.ComputeFilter;
import io.minova.scheduler.filters.DifferentHostFilter;
import io.minova.scheduler.filters.RequestedHostFilter;
import io.minova.scheduler.filters.SameHostFilter;
import io.minova.scheduler.filters.ServerGroupAffinityFilter;
import io.minova.scheduler.filters.ServerGroupAntiAffinityFilter;
import io.minova.scheduler.placement.AllocationCandidates;
import io.minova.scheduler.placement.Allocations;
import io.minova.scheduler.placement.ComputeStatus;
import io.minova.scheduler.placement.ResourceProviders;
import io.minova.scheduler.weights.CpuWeigher;
import io.minova.scheduler.weights.RamWeigher;
import io.minova.scheduler.weights.ServerGroupSoftAffinityWeigher;
import io.minova.scheduler.weights.WeightHandler;
import io.minova.store.AggregateRepository;
import io.minova.store.ComputeNodeRepository;
import io.minova.store.InstanceGroupRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.ServiceRepository;
import io.minova.store.TestDatabases;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulerManagerTest {

    private static final WeigherProperties WEIGHTS = WeigherProperties.defaults();
    private static final Duration DOWN_AFTER = Duration.ofSeconds(60);

    private final FakeTime time = new FakeTime();
    private final TestDatabases test = new TestDatabases();
    private final ComputeNodeRepository nodes = new ComputeNodeRepository(time);
    private final ServiceRepository services = new ServiceRepository(time);
    private final ResourceProviders providers = new ResourceProviders(test.databases());
    private final Allocations allocations = new Allocations(test.databases());
    private final InstanceGroupRepository groups = new InstanceGroupRepository(test.databases(), time);
    private final AggregateRepository aggregates = new AggregateRepository(test.databases(), time);
    private final SchedulerManager scheduler = new SchedulerManager(
            new AllocationCandidates(test.databases()),
            allocations,
            new HostManager(test.cells(), nodes, time, DOWN_AFTER),
            new SchedulingRequests(new InstanceRepository(time), test.cells()),
            new HostZones(aggregates, time),
            List.of(),
            new HostFilters(List.of(
                    new RequestedHostFilter(), new ComputeFilter(), new ServerGroupAntiAffinityFilter(), new ServerGroupAffinityFilter(),
                    new SameHostFilter(), new DifferentHostFilter())),
            new WeightHandler(List.of(
                    new RamWeigher(WEIGHTS), new CpuWeigher(WEIGHTS), new ServerGroupSoftAffinityWeigher(WEIGHTS))),
            new SchedulerProperties(1000, 3, 1));

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void theChosenHostIsClaimedAndItsAlternatesAreNot() {
        hosts("h1", "h2", "h3", "h4");

        List<Selection> selections = scheduler.selectDestinations(spec(null), List.of("i1")).getFirst();

        assertThat(selections).extracting(Selection::host).hasSize(3).doesNotHaveDuplicates();
        assertThat(allocations.find("i1")).containsOnlyKeys(selections.getFirst().computeNodeUuid());
        assertThat(selections.getFirst().availabilityZone()).isEqualTo("nova");
        assertThat(selections.getFirst().cellUuid()).isEqualTo(test.cell1().uuid());
    }

    @Test
    void anAlternateIsAHostThatNoServerOfTheRequestWasGiven() {
        hosts("h1", "h2", "h3", "h4");

        List<List<Selection>> selections = scheduler.selectDestinations(spec(null), List.of("i1", "i2", "i3"));

        List<String> chosen = selections.stream().map(each -> each.getFirst().host()).toList();
        assertThat(chosen).doesNotHaveDuplicates();
        assertThat(selections).allSatisfy(each -> assertThat(each).extracting(Selection::host).hasSize(2).last().isNotIn(chosen));
    }

    @Test
    void serversThatLeaveNoHostOverHaveNoAlternates() {
        hosts("h1", "h2");

        assertThat(scheduler.selectDestinations(spec(null), List.of("i1", "i2"))).allSatisfy(each -> assertThat(each).hasSize(1));
    }

    @Test
    void theServersOfOneRequestSpread() {
        hosts("h1", "h2", "h3", "h4");

        Set<String> used = new HashSet<>();
        scheduler.selectDestinations(spec(null), List.of("i1", "i2", "i3", "i4")).forEach(selections -> used.add(selections.getFirst().host()));

        assertThat(used).containsExactlyInAnyOrder("h1", "h2", "h3", "h4");
    }

    @Test
    void aDisabledOrSilentHostIsNotChosen() {
        hosts("silent");
        time.advance(DOWN_AFTER.plusSeconds(1));
        hosts("disabled", "good");
        test.cell1().database().jdbc().sql("update services set disabled = true where host = 'disabled'").update();

        List<Selection> selections = scheduler.selectDestinations(spec(null), List.of("i1")).getFirst();

        assertThat(selections).extracting(Selection::host).containsExactly("good");
    }

    @Test
    void aCellThatIsDownOffersNoHostAndNothingStaysClaimed() {
        hosts("h1", "h2");
        test.faults().set("nova_cell1", new Fault(Kind.DOWN, Duration.ZERO));

        assertThatThrownBy(() -> scheduler.selectDestinations(spec(null), List.of("i1")))
                .isInstanceOfSatisfying(NovaException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NO_VALID_HOST));
        assertThat(allocations.find("i1")).isEmpty();

        test.faults().clear();
        assertThat(scheduler.selectDestinations(spec(null), List.of("i1"))).hasSize(1);
    }

    @Test
    void aRequestedHostIsTheOnlyOne() {
        hosts("h1", "h2");

        assertThat(scheduler.selectDestinations(spec("h2"), List.of("i1")).getFirst()).extracting(Selection::host).containsExactly("h2");
    }

    @Test
    void aServerThatBootsFromAVolumeClaimsNoDiskOfItsHost() {
        hosts("h1");
        RequestSpec spec = new RequestSpec("project", "user", TestDatabases.flavor(), null, null, null, List.of(), Map.of(), null);

        scheduler.selectDestinations(spec, List.of("i1"));
        scheduler.selectDestinations(spec(null), List.of("i2"));

        assertThat(allocations.find("i1").values().iterator().next()).containsOnlyKeys("VCPU", "MEMORY_MB");
        assertThat(allocations.find("i2").values().iterator().next()).containsEntry("DISK_GB", 1L);
    }

    @Test
    void aForcedHostIsTakenWhateverTheFiltersSay() {
        hosts("h1", "h2");
        String server = member(group("affinity", null), "h2");
        RequestSpec asked = new RequestSpec(
                "project", "user", TestDatabases.flavor(), "image", null, "h2", List.of(), Map.of("different_host", server), null);

        assertThatThrownBy(() -> scheduler.selectDestinations(asked, List.of("i1"))).hasMessageContaining("DifferentHostFilter");
        assertThat(scheduler.selectDestinations(asked.with(Map.of(), true), List.of("i2")).getFirst())
                .extracting(Selection::host).containsExactly("h2");
    }

    @Test
    void theProviderOfADisabledComputeIsNoCandidateNotEvenWhenItIsForced() {
        hosts("h1", "h2");
        ComputeStatus status = new ComputeStatus(test.databases());
        status.sync(Map.of("node-of-h1", true));

        assertThat(scheduler.selectDestinations(spec(null), List.of("i1")).getFirst()).extracting(Selection::host).containsExactly("h2");
        assertThatThrownBy(() -> scheduler.selectDestinations(spec("h1").with(Map.of(), true), List.of("i2")))
                .isInstanceOfSatisfying(NovaException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NO_VALID_HOST));

        status.sync(Map.of("node-of-h1", false));
        assertThat(scheduler.selectDestinations(spec("h1").with(Map.of(), true), List.of("i3")).getFirst())
                .extracting(Selection::host).containsExactly("h1");
    }

    @Test
    void aForcedHostMustStillHaveRoom() {
        hosts("h1", "h2");
        RequestSpec forced = spec("h2").with(Map.of(), true);

        assertThatThrownBy(() -> scheduler.selectDestinations(forced, List.of("i1", "i2", "i3", "i4", "i5")))
                .isInstanceOfSatisfying(NovaException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NO_VALID_HOST));
        assertThat(allocations.find("i1")).isEmpty();
    }

    @Test
    void aMoveForgetsThatTheHostWasForced() {
        RequestSpec forced = spec("h2").with(Map.of("hw_vm_mode", "hvm"), true);

        assertThat(forced.skipsFilters()).isTrue();
        assertThat(forced.forMove(TestDatabases.flavor(), "h1", List.of()).skipsFilters()).isFalse();
        assertThat(forced.forMove(TestDatabases.flavor(), "h1", List.of()).imageProperties()).containsEntry("hw_vm_mode", "hvm");
    }

    @Test
    void withoutAHostTheReasonNamesTheFilter() {
        hosts("h1");
        time.advance(DOWN_AFTER.plusSeconds(1));

        assertThatThrownBy(() -> scheduler.selectDestinations(spec(null), List.of("i1")))
                .isInstanceOfSatisfying(NovaException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NO_VALID_HOST))
                .hasMessage("No valid host was found. Filter ComputeFilter returned 0 hosts of 1.");
    }

    @Test
    void anAntiAffinityGroupSpreadsAndEndsWhenTheHostsDo() {
        hosts("h1", "h2");
        Map<String, String> hints = Map.of("group", group("anti-affinity", null));

        List<List<Selection>> selections = scheduler.selectDestinations(spec(hints, null), List.of("i1", "i2"));

        assertThat(selections).extracting(each -> each.getFirst().host()).doesNotHaveDuplicates();
        assertThatThrownBy(() -> scheduler.selectDestinations(spec(hints, null), List.of("i3", "i4", "i5")))
                .hasMessage("No valid host was found. Filter ServerGroupAntiAffinityFilter returned 0 hosts of 2.");
    }

    @Test
    void aPolicyThatNoFilterEnforcesIsRefused() {
        hosts("h1");
        HostFilters withoutGroups = new HostFilters(List.of(new ComputeFilter()));

        assertThatThrownBy(() -> withoutGroups.requireSupport(new GroupMembers(new GroupPlacement("g", "affinity", null, Map.of(), List.of()))))
                .hasMessage("ServerGroup policy is not supported: ServerGroupAffinityFilter not configured");
    }

    @Test
    void anAntiAffinityGroupMayAllowSeveralPerHost() {
        hosts("h1");

        assertThat(scheduler.selectDestinations(spec(Map.of("group", group("anti-affinity", 2)), null), List.of("i1", "i2"))).hasSize(2);
    }

    @Test
    void anAffinityGroupStaysWhereItsMembersAre() {
        hosts("h1", "h2", "h3");
        String group = group("affinity", null);
        member(group, "h2");

        List<List<Selection>> selections = scheduler.selectDestinations(spec(Map.of("group", group), null), List.of("i1", "i2"));

        assertThat(selections).extracting(each -> each.getFirst().host()).containsExactly("h2", "h2");
    }

    @Test
    void softAffinityPrefersButDoesNotInsist() {
        hosts("h1", "h2");
        String group = group("soft-affinity", null);
        member(group, "h2");

        List<List<Selection>> selections = scheduler.selectDestinations(spec(Map.of("group", group), null), List.of("i1", "i2", "i3", "i4", "i5"));

        assertThat(selections.getFirst().getFirst().host()).isEqualTo("h2");
        assertThat(selections).extracting(each -> each.getFirst().host()).contains("h1");
    }

    @Test
    void hintsNameServersToBeWithOrWithout() {
        hosts("h1", "h2");
        String server = member(group("affinity", null), "h2");

        assertThat(scheduler.selectDestinations(spec(Map.of("same_host", server), null), List.of("i1")).getFirst().getFirst().host()).isEqualTo("h2");
        assertThat(scheduler.selectDestinations(spec(Map.of("different_host", server), null), List.of("i2")).getFirst())
                .extracting(Selection::host).containsExactly("h1");
    }

    @Test
    void aZoneIsItsAggregatesHosts() {
        hosts("h1", "h2");
        long aggregate = aggregates.create("rack", "east").orElseThrow().id();
        aggregates.addHost(aggregate, "h2");

        List<Selection> selections = scheduler.selectDestinations(spec(Map.of(), "east"), List.of("i1")).getFirst();

        assertThat(selections).extracting(Selection::host, Selection::availabilityZone).containsExactly(tuple("h2", "east"));
    }

    @Test
    void aZoneThatWasJustMadeIsKnown() {
        hosts("h1", "h2");
        scheduler.selectDestinations(spec(Map.of(), "nova"), List.of("i0"));
        aggregates.addHost(aggregates.create("rack", "east").orElseThrow().id(), "h2");

        assertThat(scheduler.selectDestinations(spec(Map.of(), "east"), List.of("i1")).getFirst()).extracting(Selection::host).containsExactly("h2");
    }

    @Test
    void aRequestThatDoesNotFitWholeClaimsNothing() {
        hosts("h1");

        assertThatThrownBy(() -> scheduler.selectDestinations(spec(null), List.of("i1", "i2", "i3", "i4", "i5")))
                .hasMessageContaining("There are not enough hosts available");

        assertThat(List.of("i1", "i2", "i3", "i4", "i5")).allSatisfy(instance -> assertThat(allocations.find(instance)).isEmpty());
    }

    private void hosts(String... names) {
        services.register(test.cell1(), List.of(names), "nova-compute", "compute");
        services.report(test.cell1(), List.of(names), "nova-compute");
        for (String name : names) {
            String uuid = "node-of-" + name;
            nodes.save(test.cell1(), new ComputeNode(0, uuid, name, name, "fake", 1, "::1", 4, 2048, 100, 0, 0, 0, 0, 0, 0, 1.0, 1.0, 1.0, "", null));
            providers.setInventory(
                    uuid,
                    name,
                    Map.of(
                            "VCPU", new Inventory(4, 0, 1, 4, 1, 1.0),
                            "MEMORY_MB", new Inventory(2048, 0, 1, 2048, 1, 1.0),
                            "DISK_GB", new Inventory(100, 0, 1, 100, 1, 1.0)));
        }
    }

    private String group(String policy, @Nullable Integer maxServerPerHost) {
        return groups.create("project", "user", "group", policy, maxServerPerHost).uuid();
    }

    private String member(String group, String host) {
        Instance instance = TestDatabases.instance("member", time.now());
        new InstanceRepository(time).create(test.cell1(), instance);
        test.cell1().database().jdbc().sql("update instances set host = ? where uuid = ?").params(host, instance.uuid()).update();
        groups.addMembers(groups.find(group).orElseThrow().id(), List.of(instance.uuid()));
        return instance.uuid();
    }

    /** As the conductor sends it: with the group that a hint names. */
    private RequestSpec spec(Map<String, String> hints, @Nullable String zone) {
        RequestSpec spec = new RequestSpec("project", "user", TestDatabases.flavor(), "image", zone, null, List.of(), hints, null);
        String group = hints.get("group");
        return group == null ? spec : spec.with(placed(groups.find(group).orElseThrow()));
    }

    private GroupPlacement placed(InstanceGroup group) {
        Map<String, String> hosts = new HashMap<>();
        group.members().forEach(member -> hosts.put(
                member, String.valueOf(new InstanceRepository(time).find(test.cell1(), member).orElseThrow().host())));
        return new GroupPlacement(group.uuid(), group.policy(), group.maxServerPerHost(), hosts, group.members());
    }

    private static RequestSpec spec(@Nullable String requestedHost) {
        return new RequestSpec("project", "user", TestDatabases.flavor(), "image", null, requestedHost, List.of(), Map.of(), null);
    }
}
