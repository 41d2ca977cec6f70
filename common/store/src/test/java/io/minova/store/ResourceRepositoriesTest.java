package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.Time;
import io.minova.objects.Aggregate;
import io.minova.objects.Flavor;
import io.minova.objects.InstanceGroup;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResourceRepositoriesTest {

    private final TestDatabases test = new TestDatabases();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void anAggregateKeepsItsHostsAndLosesAKeySetToNull() {
        AggregateRepository aggregates = new AggregateRepository(test.databases(), Time.system());
        Aggregate made = aggregates.create("fast", "zone-1").orElseThrow();
        assertThat(made.availabilityZone()).isEqualTo("zone-1");
        assertThat(aggregates.create("fast", null)).isEmpty();
        assertThat(aggregates.addHost(made.id(), "b")).isTrue();
        assertThat(aggregates.addHost(made.id(), "a")).isTrue();
        assertThat(aggregates.addHost(made.id(), "a")).isFalse();
        aggregates.setMetadata(made.id(), Map.of("k", "v"));
        aggregates.setMetadata(made.id(), Collections.singletonMap("availability_zone", null));
        Aggregate changed = aggregates.find(made.id()).orElseThrow();
        assertThat(changed.hosts()).containsExactly("a", "b");
        assertThat(changed.metadata()).isEqualTo(Map.of("k", "v"));
        assertThat(aggregates.removeHost(made.id(), "c")).isFalse();
    }

    @Test
    void aGroupKnowsItsMembersAndTheyKnowIt() {
        InstanceGroupRepository groups = new InstanceGroupRepository(test.databases(), Time.system());
        InstanceGroup group = groups.create("p", "u", "g", "anti-affinity", 2);
        groups.create("other", "u", "g", "affinity", null);
        groups.addMembers(group.id(), List.of("i-1", "i-2"));
        assertThat(groups.list("p")).singleElement().satisfies(found -> assertThat(found.members()).containsExactlyInAnyOrder("i-1", "i-2"));
        assertThat(groups.list(null)).hasSize(2);
        groups.removeMember("i-1");
        assertThat(groups.findByInstance("i-1")).isEmpty();
        assertThat(groups.findByInstance("i-2").orElseThrow().maxServerPerHost()).isEqualTo(2);
        groups.destroy(group.id());
        assertThat(groups.find(group.uuid())).isEmpty();
    }

    @Test
    void deletingTheLimitsOfAProjectDeletesThoseOfItsUsers() {
        QuotaRepository quotas = new QuotaRepository(test.databases());
        quotas.setOfProject("p", QuotaRepository.WHOLE_PROJECT, Map.of("cores", 5));
        quotas.setOfProject("p", QuotaRepository.WHOLE_PROJECT, Map.of("cores", 6));
        quotas.setOfProject("p", "u", Map.of("cores", 1));
        assertThat(quotas.ofProject("p", QuotaRepository.WHOLE_PROJECT)).isEqualTo(Map.of("cores", 6));
        quotas.destroyOfProject("p", QuotaRepository.WHOLE_PROJECT);
        assertThat(quotas.ofProject("p", "u")).isEmpty();
    }

    @Test
    void aFlavorNamesTheProjectsThatMayUseIt() {
        FlavorRepository flavors = new FlavorRepository(test.databases());
        Flavor wanted = new Flavor(0, "f", "f", 1, 64, 0, 0, 0, 1.0, false, false, null, Map.of());
        Flavor made = flavors.create(wanted).orElseThrow();
        assertThat(flavors.create(wanted)).isEmpty();
        assertThat(flavors.addProject(made.id(), "p")).isTrue();
        assertThat(flavors.addProject(made.id(), "p")).isFalse();
        assertThat(flavors.accessibleTo("p")).containsExactly(made.id());
        flavors.destroy(made.id());
        assertThat(flavors.find("f")).isEmpty();
    }

    @Test
    void anImageComesBackWithItsBytes() {
        ImageRepository images = new ImageRepository(test.databases());
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        ImageRepository.ImageRow row = new ImageRepository.ImageRow(
                "id", null, "queued", "private", "p", null, null, null, "bare", "raw", 0, 0, false, List.of("t"), Map.of("k", "v"), now, now);
        assertThat(images.create(row)).isTrue();
        assertThat(images.create(row)).isFalse();
        images.addChunk("id", 0, new byte[] {1, 2, 3});
        assertThat(images.find("id")).contains(row);
        assertThat(images.chunk("id", 0).orElseThrow()).containsExactly(1, 2, 3);
        assertThat(images.storedBytes()).isEqualTo(3);
        assertThat(images.destroy("id")).isTrue();
    }
}
