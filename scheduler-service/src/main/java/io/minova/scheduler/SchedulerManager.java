package io.minova.scheduler;

import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.rpcapi.SchedulerRpc;
import io.minova.scheduler.placement.AllocationCandidates;
import io.minova.scheduler.placement.Allocations;
import io.minova.scheduler.placement.ComputeStatus;
import io.minova.scheduler.placement.ResourceRequest;
import io.minova.scheduler.requestfilters.RequestFilter;
import io.minova.scheduler.weights.WeightHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Answers where servers shall go: candidates, filters, weighers, claim; one server of a request after the other, each seeing what the ones before took.
 *
 * <p>Fails with NoValidHost, whose message names the filter that left none; then nothing of the request stays claimed.
 * <p>Mirrors {@code nova/scheduler/manager.py: SchedulerManager}.
 */
@Component
public class SchedulerManager implements SchedulerRpc {

    // With one of these among the hints, any host may be the one: a limited choice of candidates could miss it.
    private static final Set<String> UNLIMITED_BY = Set.of("group", "same_host", "different_host");

    private final AllocationCandidates candidates;
    private final Allocations allocations;
    private final HostManager hosts;
    private final List<RequestFilter> requestFilters;
    private final HostFilters filters;
    private final WeightHandler weights;
    private final SchedulingRequests requests;
    private final HostZones zones;
    private final SchedulerProperties properties;

    public SchedulerManager(
            AllocationCandidates candidates,
            Allocations allocations,
            HostManager hosts,
            SchedulingRequests requests,
            HostZones zones,
            List<RequestFilter> requestFilters,
            HostFilters filters,
            WeightHandler weights,
            SchedulerProperties properties) {
        this.candidates = candidates;
        this.allocations = allocations;
        this.hosts = hosts;
        this.requests = requests;
        this.zones = zones;
        this.requestFilters = requestFilters;
        this.filters = filters;
        this.weights = weights;
        this.properties = properties;
    }

    @Override
    public List<List<Selection>> selectDestinations(RequestSpec requestSpec, List<String> instanceUuids) {
        SchedulingRequest asked = requests.of(requestSpec);
        if (filters.readAggregates()) {
            asked = asked.with(zones.aggregatesByHost());
        }
        if (asked.group() != null) {
            filters.requireSupport(asked.group());
        }
        ResourceRequest request = placementRequest(requestSpec);
        String zone = requestSpec.availabilityZone();
        boolean isLimited = Collections.disjoint(requestSpec.schedulerHints().keySet(), UNLIMITED_BY);
        List<String> providers = candidates.find(
                request, isLimited ? properties.maxPlacementResults() : Integer.MAX_VALUE, requestSpec.requestedHost(),
                zone == null ? null : zones.hostsOf(zone));
        if (providers.isEmpty()) {
            throw noValidHost("Placement has no candidate with room for " + request.resources());
        }
        List<HostState> states = hosts.hostStates(providers);
        List<String> claimed = new ArrayList<>();
        try {
            List<HostState> sorted = List.of();
            List<HostState> chosen = new ArrayList<>();
            for (String instanceUuid : instanceUuids) {
                sorted = weights.sorted(filters.filter(states, asked), asked);
                chosen.add(choose(sorted, asked, request, instanceUuid));
                claimed.add(instanceUuid);
            }
            // The first ones were sorted before the last ones took their share.
            List<HostState> left = instanceUuids.size() == 1 ? sorted : weights.sorted(filters.passing(states, asked), asked);
            List<HostState> spare = left.stream().filter(host -> !chosen.contains(host)).toList();
            return chosen.stream().map(host -> withAlternates(host, spare, request)).toList();
        } catch (RuntimeException failure) {
            claimed.forEach(allocations::delete);
            throw failure;
        }
    }

    // For forced hosts too, as Nova does.
    private ResourceRequest placementRequest(RequestSpec spec) {
        ResourceRequest request =
                ResourceRequest.of(spec.takenOfHost()).requiring(ImageTraits.of(spec.imageProperties())).forbidding(ComputeStatus.DISABLED);
        for (RequestFilter filter : requestFilters) {
            request = filter.apply(request, spec);
        }
        return request;
    }

    /** Claimed for the instance, and taken into account for those that come after it. */
    private HostState choose(List<HostState> sorted, SchedulingRequest asked, ResourceRequest request, String instanceUuid) {
        HostState chosen = claim(shuffleBest(sorted), asked.spec(), request, instanceUuid);
        chosen.consume(asked.spec().takenOfHost());
        if (asked.group() != null) {
            asked.group().add(chosen.host(), instanceUuid);
        }
        return chosen;
    }

    /** Unclaimed ones behind it, which none of the request's servers is on: where a build goes that fails on the chosen host. */
    private List<Selection> withAlternates(HostState chosen, List<HostState> spare, ResourceRequest request) {
        return Stream.concat(Stream.of(chosen), spare.stream().filter(host -> host.cellUuid().equals(chosen.cellUuid())))
                .limit(properties.maxAttempts())
                .map(host -> selection(host, request))
                .toList();
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

    private Selection selection(HostState host, ResourceRequest request) {
        return new Selection(
                host.host(),
                host.node().hypervisorHostname(),
                host.node().uuid(),
                host.cellUuid(),
                zones.zoneOf(host.host()),
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
