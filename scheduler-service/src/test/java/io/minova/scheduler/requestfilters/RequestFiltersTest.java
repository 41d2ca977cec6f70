package io.minova.scheduler.requestfilters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.testing.FakeTime;
import io.minova.objects.RequestSpec;
import io.minova.rpcapi.PlacementRpc.Inventory;
import io.minova.scheduler.placement.AggregateSync;
import io.minova.scheduler.placement.AllocationCandidates;
import io.minova.scheduler.placement.Allocations;
import io.minova.scheduler.placement.ResourceProviders;
import io.minova.scheduler.placement.ResourceRequest;
import io.minova.scheduler.placement.objects.Aggregates;
import io.minova.scheduler.placement.objects.Providers;
import io.minova.store.AggregateRepository;
import io.minova.store.Database;
import io.minova.store.Databases;
import io.minova.store.TestDatabases;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of the hosts h1, h2 and h3 placement offers. */
class RequestFiltersTest {

    private static final RequestFilterProperties OFF = new RequestFilterProperties(false, false, false);
    private static final RequestFilterProperties LIMITED = new RequestFilterProperties(true, false, false);
    private static final RequestFilterProperties REQUIRED = new RequestFilterProperties(true, true, false);
    private static final RequestFilterProperties ISOLATED = new RequestFilterProperties(false, false, true);

    private final TestDatabases test = new TestDatabases();
    private final Database database = test.databases().database(Databases.PLACEMENT);
    private final AggregateRepository repository = new AggregateRepository(test.databases(), new FakeTime());
    private final Aggregates mirrored = new Aggregates(test.databases(), new Providers(test.databases(), new Allocations(test.databases())));

    @BeforeEach
    void hosts() {
        for (String host : List.of("h1", "h2", "h3")) {
            new ResourceProviders(test.databases()).setInventory(host, host, Map.of("VCPU", new Inventory(8, 0, 1, 8, 1, 1.0)));
        }
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aProjectIsKeptToItsAggregates() {
        aggregate("one", Map.of("filter_tenant_id", "project"), "h1");
        aggregate("two", Map.of("filter_tenant_id_2", "project"), "h2");
        aggregate("others", Map.of("filter_tenant_id", "other"), "h3");

        assertThat(offered(new TenantAggregates(repository, LIMITED))).containsExactly("h1", "h2");
        assertThat(offered(new TenantAggregates(repository, OFF))).containsExactly("h1", "h2", "h3");
    }

    @Test
    void aProjectWithoutAnAggregateGoesAnywhereUnlessItMustHaveOne() {
        aggregate("others", Map.of("filter_tenant_id", "other"), "h3");
        aggregate("a remark", Map.of("asked_for_by", "project"), "h2");

        assertThat(offered(new TenantAggregates(repository, LIMITED))).containsExactly("h1", "h2", "h3");
        assertThatThrownBy(() -> offered(new TenantAggregates(repository, REQUIRED)))
                .hasMessage("No valid host was found. No hosts available for tenant.");
    }

    @Test
    void anAggregateThatRequiresATraitIsForThoseWhoDoToo() {
        aggregate("gold", Map.of("trait:CUSTOM_GOLD", "required"), "h1");
        aggregate("gold and silver", Map.of("trait:CUSTOM_GOLD", "required", "trait:CUSTOM_SILVER", "required"), "h2");
        aggregate("perhaps", Map.of("trait:CUSTOM_IRON", "preferred"), "h3");
        IsolatedAggregates filter = new IsolatedAggregates(repository, ISOLATED);

        assertThat(offered(filter)).containsExactly("h3");
        assertThat(offered(new IsolatedAggregates(repository, OFF))).containsExactly("h1", "h2", "h3");
        trait("h1", "CUSTOM_GOLD");
        trait("h2", "CUSTOM_GOLD");
        assertThat(offered(filter, "CUSTOM_GOLD")).containsExactly("h1");
        trait("h2", "CUSTOM_SILVER");
        assertThat(offered(filter, "CUSTOM_GOLD", "CUSTOM_SILVER")).containsExactly("h2");
    }

    @Test
    void aHostIsInAnAggregateOnceAndLeavesOnlyThatOne() {
        long before = generation();

        assertThat(mirrored.add("a", "h1")).isTrue();
        assertThat(mirrored.add("a", "h1")).isTrue();
        assertThat(mirrored.add("b", "h1")).isTrue();
        assertThat(mirrored.remove("a", "h1")).isTrue();
        assertThat(mirrored.remove("a", "h1")).isTrue();

        assertThat(members()).containsExactly("b");
        assertThat(generation()).isGreaterThan(before);
        assertThat(mirrored.add("a", "nobody")).isFalse();
        assertThat(mirrored.remove("a", "nobody")).isFalse();
    }

    @Test
    void aSchedulerThatStartsPutsHostsIntoTheAggregatesThatPlacementMissed() {
        var made = repository.create("rack", null).orElseThrow();
        repository.addHost(made.id(), "h1");
        repository.addHost(made.id(), "h2");
        repository.addHost(made.id(), "without a provider");
        mirrored.add(made.uuid(), "h1");
        mirrored.add(made.uuid(), "h3");
        long before = generation();

        new AggregateSync(repository, mirrored).run();

        assertThat(mirrored.membersByAggregate()).isEqualTo(Map.of(made.uuid(), Set.of("h1", "h2", "h3")));
        assertThat(generation()).as("of what was right already").isEqualTo(before);
    }

    private void aggregate(String name, Map<String, String> metadata, String host) {
        var made = repository.create(name, null).orElseThrow();
        repository.setMetadata(made.id(), Map.copyOf(metadata));
        repository.addHost(made.id(), host);
        mirrored.add(made.uuid(), host);
    }

    private void trait(String host, String trait) {
        database.jdbc()
                .sql("insert into resource_provider_traits (resource_provider_id, trait) select id, ? from resource_providers where uuid = ?")
                .params(trait, host)
                .update();
    }

    private List<String> offered(RequestFilter filter, String... traits) {
        RequestSpec spec = new RequestSpec("project", "user", TestDatabases.flavor(), null, null, null, List.of(), Map.of(), null);
        ResourceRequest request = new ResourceRequest(Map.of("VCPU", 1L)).requiring(Set.of(traits));
        return new AllocationCandidates(test.databases()).find(filter.apply(request, spec), 10, null);
    }

    private List<String> members() {
        return database.jdbc().sql("select aggregate_uuid from resource_provider_aggregates").query(String.class).list();
    }

    private long generation() {
        return database.jdbc().sql("select generation from resource_providers where name = 'h1'").query(Long.class).single();
    }
}
