package io.minova.compute;

import io.minova.objects.ComputeNode;
import io.minova.objects.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the trackers believe with the database: each host once a minute, a tenth of the hosts every six seconds, one question and at most one
 * answer for all of them.
 *
 * <p>Guarantees: a host on which an instance came or went meanwhile is left for the next time; nothing is written when nothing changed.
 * <p>Threads: the periodic tasks' loop.
 * <p>Mirrors {@code nova/compute/manager.py: update_available_resource, _cleanup_running_deleted_instances}; what placement has is {@link ProviderAudit}'s.
 */
final class ResourceAudit {

    // 60 s: Nova's update_resources_interval 0 means this.
    private static final Duration PERIOD = Duration.ofSeconds(60);
    private static final Logger LOG = LoggerFactory.getLogger(ResourceAudit.class);

    static final Duration SPACING = HostSlices.spacing(PERIOD);

    private final ComputeHosts hosts;
    private final HostSlices slices;

    ResourceAudit(ComputeHosts hosts) {
        this.hosts = hosts;
        this.slices = new HostSlices(hosts);
    }

    /** Audits the next slice of hosts. */
    void updateAvailableResource() {
        List<Audited> slice = nextSlice();
        if (slice.isEmpty()) {
            return;
        }
        Map<String, List<Instance>> rows = new HashMap<>();
        for (Instance instance : hosts.conductor().instancesByHosts(slice.stream().map(audited -> audited.host().host()).toList())) {
            rows.computeIfAbsent(String.valueOf(instance.host()), host -> new ArrayList<>()).add(instance);
        }
        dropMovesThatAreOver(slice);
        for (Audited audited : slice) {
            audit(audited.host(), audited.generation(), rows.getOrDefault(audited.host().host(), List.of()));
        }
        save(slice);
        for (Audited audited : slice) {
            OrphanedTasks.recover(audited.manager(), rows.getOrDefault(audited.host().host(), List.of()));
        }
    }

    /** A move can end without telling both hosts: its server was deleted, a host was killed. What the database no longer knows as a move is none. */
    private void dropMovesThatAreOver(List<Audited> slice) {
        Map<String, Set<String>> before = new HashMap<>();
        slice.forEach(audited -> before.put(audited.host().host(), audited.host().tracker().moves()));
        List<String> moving = before.entrySet().stream().filter(entry -> !entry.getValue().isEmpty()).map(Map.Entry::getKey).toList();
        if (moving.isEmpty()) {
            return;
        }
        Set<String> inProgress = new HashSet<>();
        hosts.conductor().migrationsInProgress(moving).forEach(migration -> inProgress.add(migration.instanceUuid()));
        for (Audited audited : slice) {
            for (String uuid : before.getOrDefault(audited.host().host(), Set.of())) {
                if (!inProgress.contains(uuid)) {
                    audited.host().tracker().dropMove(uuid);
                    if (!audited.host().tracker().tracks(uuid)) {
                        audited.host().driver().reap(uuid);
                    }
                }
            }
        }
    }

    private List<Audited> nextSlice() {
        return slices.next().values().stream().map(manager -> new Audited(manager, manager.host().tracker().generation())).toList();
    }

    private static void audit(HostContext host, long generation, List<Instance> rows) {
        for (String vanished : host.tracker().audit(generation, rows)) {
            LOG.warn("instance {} no longer exists in the database; its guest on {} is destroyed", vanished, host.host());
            host.driver().reap(vanished);
        }
    }

    private void save(List<Audited> slice) {
        Map<ResourceTracker, ComputeNode> changed = new LinkedHashMap<>();
        for (Audited audited : slice) {
            ResourceTracker tracker = audited.host().tracker();
            tracker.changed().ifPresent(node -> changed.put(tracker, node));
        }
        if (!changed.isEmpty()) {
            hosts.conductor().computeNodesSave(List.copyOf(changed.values()));
            changed.forEach(ResourceTracker::savedAs);
        }
    }

    /** A host and what its tracker had seen before the database was asked. */
    private record Audited(ComputeManager manager, long generation) {

        HostContext host() {
            return manager.host();
        }
    }
}
