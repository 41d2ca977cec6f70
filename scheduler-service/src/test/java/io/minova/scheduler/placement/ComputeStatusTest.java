package io.minova.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.rpcapi.PlacementRpc.Inventory;
import io.minova.scheduler.placement.objects.Consumers;
import io.minova.store.Database;
import io.minova.store.Databases;
import io.minova.store.TestDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComputeStatusTest {

    private final TestDatabases test = new TestDatabases();
    private final Database placement = test.databases().database(Databases.PLACEMENT);
    private final ComputeStatus status = new ComputeStatus(test.databases());

    @BeforeEach
    void providers() {
        for (String uuid : List.of("one", "two")) {
            new ResourceProviders(test.databases()).setInventory(uuid, "host of " + uuid, Map.of("VCPU", new Inventory(8, 0, 1, 8, 1, 1.0)));
        }
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void onlyWhatIsDifferentIsWritten() {
        long before = generation("one");

        status.sync(Map.of("one", true, "two", false, "unknown", true));
        status.sync(Map.of("one", true, "two", false));

        assertThat(disabled()).containsExactly("one");
        assertThat(generation("one")).isEqualTo(before + 1);

        status.sync(Map.of("one", false, "two", true));

        assertThat(disabled()).containsExactly("two");
    }

    @Test
    void otherTraitsAreKept() {
        placement.jdbc()
                .sql("insert into resource_provider_traits (resource_provider_id, trait) select id, 'CUSTOM_GOLD' from resource_providers where uuid = 'one'")
                .update();

        status.sync(Map.of("one", true));
        status.sync(Map.of("one", false));

        assertThat(placement.jdbc().sql("select trait from resource_provider_traits").query(String.class).list()).containsExactly("CUSTOM_GOLD");
    }

    @Test
    void whoHoldsSomethingOfAProviderIsFoundByIt() {
        Allocations allocations = new Allocations(test.databases());
        allocations.replace("a", "project", "user", Map.of("one", Map.of("VCPU", 1L)));
        allocations.replace("b", "project", "user", Map.of("one", Map.of("VCPU", 1L), "two", Map.of("VCPU", 1L)));
        Consumers consumers = new Consumers(test.databases());

        assertThat(consumers.ofProviders(List.of("one", "two"))).isEqualTo(Map.of("one", List.of("a", "b"), "two", List.of("b")));
        assertThat(consumers.ofProviders(List.of("unknown"))).isEmpty();
        assertThat(consumers.ofProviders(List.of())).isEmpty();
    }

    private List<String> disabled() {
        return placement.jdbc()
                .sql("select p.uuid from resource_providers p join resource_provider_traits t on t.resource_provider_id = p.id where t.trait = ?")
                .param(ComputeStatus.DISABLED)
                .query(String.class)
                .list();
    }

    private long generation(String uuid) {
        return placement.jdbc().sql("select generation from resource_providers where uuid = ?").param(uuid).query(Long.class).single();
    }
}
