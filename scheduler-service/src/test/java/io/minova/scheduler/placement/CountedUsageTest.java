package io.minova.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.objects.Flavor;
import io.minova.rpcapi.PlacementRpc.Inventory;
import io.minova.scheduler.placement.objects.Consumers;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceRepository.Usage;
import io.minova.store.PlacementUsages;
import io.minova.store.TestDatabases;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a project is counted with when placement counts, on what was really allocated; the rows of the cells would say what the flavor says. */
class CountedUsageTest {

    private static final String PROVIDER = "provider";

    private final TestDatabases test = new TestDatabases();
    private final Allocations allocations = new Allocations(test.databases());
    private final Consumers consumers = new Consumers(test.databases());
    private final PlacementUsages counted = new PlacementUsages(new InstanceMappingRepository(test.databases()), consumers::usage);

    @BeforeEach
    void provider() {
        new ResourceProviders(test.databases()).setInventory(PROVIDER, "host", Map.of(
                "VCPU", new Inventory(8, 0, 1, 8, 1, 4.0), "MEMORY_MB", new Inventory(8192, 0, 1, 8192, 1, 1.0),
                "DISK_GB", new Inventory(100, 0, 1, 100, 1, 1.0)));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void anOverrideOfResourcesIsCountedInsteadOfTheFlavorsSize() {
        Flavor flavor = flavor(Map.of("resources:VCPU", "0", "resources:MEMORY_MB", "64"));

        claim("one", "project", "user", flavor);

        assertThat(flavor.vcpus()).isEqualTo(1);
        assertThat(counted.of("project", null)).isEqualTo(new Usage(0, 0, 64));
    }

    @Test
    void anAllocationIsCountedForTheOwnerOfItsConsumerWhoeverThatIs() {
        claim("one", "project", "user", flavor(Map.of()));
        claim("two", "project", "somebody", flavor(Map.of()));
        // What was claimed before owners were recorded belongs to nobody's project.
        claim("three", "00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000", flavor(Map.of()));

        assertThat(counted.of("project", null)).isEqualTo(new Usage(0, 2, 1024));
        assertThat(counted.of("project", "user")).isEqualTo(new Usage(0, 1, 512));
        assertThat(counted.of("other", null)).isEqualTo(new Usage(0, 0, 0));
    }

    @Test
    void whatAMoveHoldsOnItsSourceIsTheProjectsToo() {
        claim("server", "project", "user", flavor(Map.of()));

        assertThat(allocations.move("server", "migration", "project", "user")).isTrue();
        claim("server", "project", "user", flavor(Map.of()));

        assertThat(counted.of("project", null)).isEqualTo(new Usage(0, 2, 1024));
    }

    private void claim(String consumer, String project, String user, Flavor flavor) {
        assertThat(allocations.replace(consumer, project, user, Map.of(PROVIDER, ResourceRequest.of(flavor).resources()))).isTrue();
    }

    private static Flavor flavor(Map<String, String> extraSpecs) {
        return new Flavor(1, "1", "f", 1, 512, 1, 0, 0, 1.0, true, false, null, extraSpecs);
    }
}
