package io.minova.api.aggregates;

import io.minova.api.faults.ApiFault;
import io.minova.concurrency.CellResult;
import io.minova.objects.Aggregate;
import io.minova.objects.Instance;
import io.minova.store.AggregateRepository;
import io.minova.store.Cells;
import io.minova.store.HostMappingRepository;
import io.minova.store.InstanceRepository;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes which hosts and which zone an aggregate has: a host is in one zone only, and does not change it under servers.
 *
 * <p>Failure: 404 for an unknown aggregate or host, 409 for a host in two zones or with servers.
 * <p>Mirrors {@code nova/compute/api.py: AggregateAPI}.
 */
@Component
final class AggregateHosts {

    // As the creation of servers keeps it.
    private static final String PINNED_ZONE = "minova_pinned_az";

    private final AggregateRepository aggregates;
    private final HostMappingRepository hostMappings;
    private final InstanceRepository instances;
    private final Cells cells;
    private final Zones zones;
    private final MirroredAggregates mirror;

    AggregateHosts(
            AggregateRepository aggregates, HostMappingRepository hostMappings, InstanceRepository instances, Cells cells, Zones zones,
            MirroredAggregates mirror) {
        this.mirror = mirror;
        this.aggregates = aggregates;
        this.hostMappings = hostMappings;
        this.instances = instances;
        this.cells = cells;
        this.zones = zones;
    }

    Aggregate find(String id) {
        // Longer than any key: such an aggregate cannot exist, and the text is no number.
        if (id.length() > 18 || !id.matches("-?[0-9]+")) {
            throw ApiFault.badRequest("Invalid aggregate id " + id + ": it must be an integer.");
        }
        return aggregates.find(Long.parseLong(id)).orElseThrow(() -> ApiFault.notFound("Aggregate " + id + " could not be found."));
    }

    void add(Aggregate aggregate, String host) {
        requireHost(host);
        String zone = aggregate.availabilityZone();
        if (zone != null) {
            requireNoOtherZone(List.of(host), zone, aggregate, "add_host_to_aggregate");
            // Servers that asked for no zone may find themselves in another one; Nova of late refuses those too.
            requireSameZoneForServers(List.of(host), zone, server -> server.systemMetadata().containsKey(PINNED_ZONE));
        }
        if (!aggregates.addHost(aggregate.id(), host)) {
            throw ApiFault.conflict("Aggregate " + aggregate.id() + " already has host " + host + ".");
        }
        zones.forget();
        mirror.added(aggregate, host);
    }

    void remove(Aggregate aggregate, String host) {
        requireHost(host);
        // First: what fails there can be tried again as long as the host is in the aggregate.
        mirror.removed(aggregate, host);
        if (!aggregates.removeHost(aggregate.id(), host)) {
            throw ApiFault.notFound("Aggregate " + aggregate.id() + " has no host " + host + ".");
        }
        zones.forget();
    }

    void changeMetadata(Aggregate aggregate, Map<String, @Nullable String> changes, String action) {
        String zone = changes.get(Aggregate.AVAILABILITY_ZONE);
        if (changes.containsKey(Aggregate.AVAILABILITY_ZONE) && !Objects.equals(zone, aggregate.availabilityZone())) {
            if (zone != null && zone.isEmpty()) {
                throw ApiFault.badRequest("Aggregate " + aggregate.id() + " does not support empty named availability zone");
            }
            if (zone != null) {
                requireNoOtherZone(aggregate.hosts(), zone, aggregate, action + "_aggregate");
            }
            requireSameZoneForServers(aggregate.hosts(), zone == null ? Zones.DEFAULT : zone, server -> true);
        }
        aggregates.setMetadata(aggregate.id(), changes);
        zones.forget();
    }

    private void requireHost(String host) {
        if (hostMappings.find(host).isEmpty()) {
            throw ApiFault.notFound("Compute host " + host + " could not be found.");
        }
    }

    private void requireNoOtherZone(Collection<String> hosts, String zone, Aggregate aggregate, String action) {
        for (Aggregate other : aggregates.list()) {
            String otherZone = other.availabilityZone();
            if (other.id() != aggregate.id() && otherZone != null && !otherZone.equals(zone)) {
                for (String host : hosts) {
                    if (other.hosts().contains(host)) {
                        throw ApiFault.conflict("Cannot perform action '" + action + "' on aggregate " + aggregate.id()
                                + ". Reason: One or more hosts already in availability zone(s) ['" + otherZone + "'].");
                    }
                }
            }
        }
    }

    /** Servers on these hosts would be in another zone afterwards. */
    private void requireSameZoneForServers(Collection<String> hosts, String zone, Predicate<Instance> which) {
        List<String> moved = hosts.stream().filter(host -> !zones.ofHost(host).equals(zone)).toList();
        if (moved.isEmpty()) {
            return;
        }
        for (CellResult<List<Instance>> result : cells.scatterGather(cells.withHosts(), cell -> instances.findByHosts(cell, moved)).values()) {
            if (result instanceof CellResult.Answered<List<Instance>>(List<Instance> found) && found.stream().anyMatch(which)) {
                throw ApiFault.conflict("One or more hosts contain instances in this zone: they would leave the availability zone they are in.");
            }
        }
    }
}
