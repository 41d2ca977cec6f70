package io.minova.compute;

import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what placement says of the hosts with what is: whether their service is disabled, and who holds room on them. Each host once a minute, a tenth of
 * the hosts at a time.
 *
 * <p>Guarantees: room is given back only for a server that the database knows as deleted; everything else that holds some is kept, and told in the log.
 * <p>Threads: the periodic tasks' loop.
 * <p>Mirrors {@code nova/compute/resource_tracker.py: _remove_deleted_instances_allocations} and
 * {@code nova/compute/manager.py: _sync_compute_service_disabled_trait}.
 */
final class ProviderAudit {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderAudit.class);

    private final ComputeHosts hosts;
    private final HostSlices slices;

    ProviderAudit(ComputeHosts hosts) {
        this.hosts = hosts;
        this.slices = new HostSlices(hosts);
    }

    /** Audits the next slice of hosts. */
    void auditNextSlice() {
        Map<String, ComputeManager> slice = slices.next();
        if (!slice.isEmpty()) {
            syncStatus(hosts, slice.values());
            giveBackRoomOfTheDeleted(slice.values());
        }
    }

    /** Tells placement which of the hosts are disabled. */
    static void syncStatus(ComputeHosts all, Collection<ComputeManager> managers) {
        Map<String, String> providers = new HashMap<>();
        managers.forEach(manager -> providers.put(manager.host().host(), manager.host().tracker().providerUuid()));
        Map<String, Boolean> disabled = new HashMap<>();
        all.conductor().disabledHosts(List.copyOf(providers.keySet())).forEach((host, isDisabled) -> {
            String provider = providers.get(host);
            if (provider != null) {
                disabled.put(provider, isDisabled);
            }
        });
        all.placement().syncComputeStatus(disabled);
    }

    private void giveBackRoomOfTheDeleted(Collection<ComputeManager> managers) {
        Map<String, HostContext> byProvider = new LinkedHashMap<>();
        managers.forEach(manager -> byProvider.put(manager.host().tracker().providerUuid(), manager.host()));
        Map<String, Set<String>> strangers = new HashMap<>();
        hosts.placement().consumersOf(List.copyOf(byProvider.keySet())).forEach((provider, consumers) -> {
            HostContext host = byProvider.get(provider);
            if (host != null) {
                Set<String> known = host.tracker().instances();
                consumers.stream().filter(consumer -> !known.contains(consumer))
                        .forEach(consumer -> strangers.computeIfAbsent(consumer, added -> new HashSet<>()).add(host.host()));
            }
        });
        if (strangers.isEmpty()) {
            return;
        }
        // Who is in no row is being scheduled, or is a move and not a server: Nova keeps those too.
        List<String> names = byProvider.values().stream().map(HostContext::host).toList();
        for (Instance row : hosts.conductor().instancesEvenDeleted(names, new ArrayList<>(strangers.keySet()))) {
            judge(row, strangers.getOrDefault(row.uuid(), Set.of()));
        }
    }

    private void judge(Instance row, Set<String> holdsOn) {
        String home = row.host();
        if (row.deletedAt() != null) {
            LOG.info("instance {} is deleted and still had room on {} in placement; it is given back", row.uuid(), holdsOn);
            try {
                hosts.placement().deleteAllocations(row.uuid());
            } catch (NovaException e) {
                LOG.warn("room of deleted instance {} could not be given back, the next audit tries again: {}", row.uuid(), e.getMessage());
            }
        } else if (home != null && !holdsOn.contains(home)) {
            LOG.warn("instance {} is on {} and has room on {} in placement too; it is kept, an administrator may have to remove it", row.uuid(), home,
                    holdsOn);
        }
    }
}
