package io.minova.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.rpcapi.PlacementRpc.Inventory;
import io.minova.rpcapi.PlacementRpc.ProviderInventory;
import io.minova.store.Database;
import io.minova.store.Databases;
import io.minova.store.TestDatabases;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResourceProvidersTest {

    private static final int MANY = 1200;

    private final TestDatabases test = new TestDatabases();
    private final Database placement = test.databases().database(Databases.PLACEMENT);
    private final ResourceProviders providers = new ResourceProviders(test.databases());

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aThousandNewProvidersTakeAFewStatements() {
        long before = test.databases().statistics().statements();

        providers.setInventories(IntStream.range(0, MANY).mapToObj(number -> provider("p" + number, 8)).toList());

        assertThat(test.databases().statistics().statements() - before).isLessThan(20);
        assertThat(count("select count(*) from resource_providers where generation = 0")).isEqualTo(MANY);
        assertThat(count("select count(*) from inventories where resource_class = 'VCPU' and total = 8 and used = 0")).isEqualTo(MANY);
        assertThat(count("select count(*) from inventories where resource_class = 'MEMORY_MB' and reserved = 512")).isEqualTo(MANY);
    }

    @Test
    void aProviderThatIsTheSameIsNotWrittenAndOneThatDiffersGetsItsNewInventory() {
        providers.setInventories(List.of(provider("same", 8), provider("grown", 8)));

        providers.setInventories(List.of(provider("same", 8), provider("grown", 16), provider("new", 4)));

        assertThat(count("select generation from resource_providers where uuid = 'same'")).isZero();
        assertThat(count("select generation from resource_providers where uuid = 'grown'")).isOne();
        assertThat(total("same")).isEqualTo(8);
        assertThat(total("grown")).isEqualTo(16);
        assertThat(total("new")).isEqualTo(4);
    }

    private static ProviderInventory provider(String uuid, long vcpus) {
        return new ProviderInventory(uuid, "host of " + uuid, Map.of(
                "VCPU", new Inventory(vcpus, 0, 1, vcpus, 1, 4.0), "MEMORY_MB", new Inventory(2048, 512, 1, 2048, 1, 1.0)));
    }

    private long total(String uuid) {
        return count(
                "select i.total from inventories i join resource_providers p on p.id = i.resource_provider_id where i.resource_class = 'VCPU' and p.uuid = '"
                        + uuid + "'");
    }

    private long count(String sql) {
        return placement.jdbc().sql(sql).query(Long.class).single();
    }
}
