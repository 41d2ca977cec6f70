package io.minova.scheduler;

import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.rpcapi.SchedulerRpc;
import io.minova.scheduler.filters.HostFilter;
import io.minova.scheduler.placement.AllocationCandidates;
import io.minova.scheduler.placement.Allocations;
import io.minova.scheduler.placement.ResourceRequest;
import io.minova.scheduler.weights.WeightHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Answers where servers shall go: candidates, filters, weighers, claim; one server of a request after the other, each seeing what the ones before took.
 *
 * <p>Fails with NoValidHost, whose message names the filter that left none; then nothing of the request stays claimed.
 * <p>Mirrors {@code nova/scheduler/manager.py: SchedulerManager}.
 */
@Component
public class SchedulerManager implements SchedulerRpc {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulerManager.class);

    // Nova's default availability zone, of hosts in no aggregate with a zone.
    private static final String DEFAULT_ZONE = "nova";

    private final AllocationCandidates candidates;
    private final Allocations allocations;
    private final HostManager hosts;
    private final List<HostFilter> filters;
    private final WeightHandler weights;
    private final SchedulerProperties properties;

    public SchedulerManager(
            AllocationCandidates candidates,
            Allocations allocations,
            HostManager hosts,
            List<HostFilter> filters,
            WeightHandler weights,
            SchedulerProperties properties) {
        this.candidates = candidates;
        this.allocations = allocations;
        this.hosts = hosts;
        this.filters = filters;
        this.weights = weights;
        this.properties = properties;
    }

    @Override
    public List<List<Selection>> selectDestinations(RequestSpec requestSpec, List<String> instanceUuids) {
        ResourceRequest request = ResourceRequest.of(requestSpec.flavor());
        List<String> providers = candidates.find(request, properties.maxPlacementResults(), requestSpec.requestedHost());
        if (providers.isEmpty()) {
            throw noValidHost("Placement has no candidate with room for " + request.resources());
        }
        List<HostState> states = hosts.hostStates(providers);
        List<String> claimed = new ArrayList<>();
        try {
            List<List<Selection>> selections = new ArrayList<>();
            for (String instanceUuid : instanceUuids) {
                selections.add(select(requestSpec, request, states, instanceUuid));
                claimed.add(instanceUuid);
            }
            return selections;
        } catch (RuntimeException failure) {
            claimed.forEach(allocations::delete);
            throw failure;
        }
    }

    private List<Selection> select(RequestSpec requestSpec, ResourceRequest request, List<HostState> states, String instanceUuid) {
        List<HostState> sorted = weights.sorted(filter(states, requestSpec));
        HostState chosen = claim(shuffleBest(sorted), requestSpec, request, instanceUuid);
        chosen.consume(requestSpec.flavor());
        List<Selection> selections = new ArrayList<>();
        selections.add(selection(chosen, requestSpec, request));
        for (HostState alternate : sorted) {
            if (selections.size() == properties.maxAttempts()) {
                break;
            }
            if (alternate != chosen && alternate.cellUuid().equals(chosen.cellUuid())) {
                selections.add(selection(alternate, requestSpec, request));
            }
        }
        return selections;
    }

    private List<HostState> filter(List<HostState> states, RequestSpec requestSpec) {
        List<HostState> left = states;
        for (HostFilter filter : filters) {
            int before = left.size();
            left = left.stream().filter(host -> filter.passes(host, requestSpec)).toList();
            if (left.isEmpty()) {
                String reason = "Filter %s returned 0 hosts of %d".formatted(filter.name(), before);
                LOG.info("{}; candidates at the start: {}", reason, states.size());
                throw noValidHost(reason);
            }
        }
        return left;
    }

    // host_subset_size: the first choice is random among the best, so that schedulers working side by side do not all try the same host.
    private List<HostState> shuffleBest(List<HostState> sorted) {
        int subset = Math.min(properties.hostSubsetSize(), sorted.size());
        if (subset < 2) {
            return sorted;
        }
        List<HostState> order = new ArrayList<>(sorted);
        order.addFirst(order.remove(ThreadLocalRandom.current().nextInt(subset)));
        return order;
    }

    private HostState claim(List<HostState> sorted, RequestSpec requestSpec, ResourceRequest request, String instanceUuid) {
        for (HostState host : sorted) {
            Map<String, Map<String, Long>> wanted = Map.of(host.node().uuid(), request.resources());
            if (allocations.replace(instanceUuid, requestSpec.projectId(), requestSpec.userId(), wanted)) {
                return host;
            }
        }
        Set<String> tried = sorted.stream().map(HostState::host).collect(Collectors.toCollection(HashSet::new));
        throw noValidHost("There are not enough hosts available: none of " + tried.size() + " could be claimed");
    }

    private static Selection selection(HostState host, RequestSpec requestSpec, ResourceRequest request) {
        @Nullable String zone = requestSpec.availabilityZone();
        return new Selection(
                host.host(),
                host.node().hypervisorHostname(),
                host.node().uuid(),
                host.cellUuid(),
                zone == null ? DEFAULT_ZONE : zone,
                Map.of(host.node().uuid(), request.resources()));
    }

    private static NovaException noValidHost(String reason) {
        return new NovaException(ErrorCode.NO_VALID_HOST, "No valid host was found. " + reason + ".");
    }

    @Override
    public void updateInstanceInfo(String host, List<String> instanceUuids) {
        hosts.updateInstances(host, instanceUuids);
    }

    @Override
    public void deleteInstanceInfo(String host, String instanceUuid) {
        hosts.deleteInstance(host, instanceUuid);
    }
}
