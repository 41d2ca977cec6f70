package io.minova.scheduler;

import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.scheduler.filters.HostFilter;
import io.minova.scheduler.filters.RequestedHostFilter;
import io.minova.scheduler.filters.ServerGroupAffinityFilter;
import io.minova.scheduler.filters.ServerGroupAntiAffinityFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The enabled filters in their order, each on the hosts that the ones before left.
 *
 * <p>Fails with NoValidHost, whose message says what each filter left.
 * <p>Mirrors {@code nova/filters.py: BaseFilterHandler}.
 */
@Component
public class HostFilters {

    private static final Logger LOG = LoggerFactory.getLogger(HostFilters.class);

    private static final Map<String, String> NEEDED_BY_POLICY = Map.of(
            "affinity", ServerGroupAffinityFilter.class.getSimpleName(), "anti-affinity", ServerGroupAntiAffinityFilter.class.getSimpleName());

    private static final List<HostFilter> FORCED = List.of(new RequestedHostFilter());

    private final List<HostFilter> enabled;

    @Autowired
    public HostFilters(List<HostFilter> known, FilterProperties properties) {
        this(select(known, properties));
    }

    HostFilters(List<HostFilter> enabled) {
        this.enabled = enabled;
    }

    private static List<HostFilter> select(List<HostFilter> known, FilterProperties properties) {
        Map<String, HostFilter> byName = new TreeMap<>();
        known.forEach(filter -> byName.put(filter.name(), filter));
        // Always and first: who is asked for, and who must be ignored, is no matter of taste.
        HostFilter requested = byName.remove(RequestedHostFilter.class.getSimpleName());
        List<HostFilter> enabled = new ArrayList<>(requested == null ? List.of() : List.of(requested));
        for (String name : properties.enabledFilters()) {
            HostFilter filter = byName.get(name);
            if (filter == null) {
                throw new IllegalArgumentException("nova.enabled-filters names " + name + ", which is no filter; allowed are " + byName.keySet());
            }
            enabled.add(filter);
        }
        return enabled;
    }

    /** Fails when nobody would look after the group's policy. Soft ones are a weigher's, and those are always there. */
    void requireSupport(GroupMembers group) {
        String needed = NEEDED_BY_POLICY.get(group.policy());
        if (needed != null && enabled.stream().noneMatch(filter -> filter.name().equals(needed))) {
            throw new NovaException(ErrorCode.UNSUPPORTED_POLICY, "ServerGroup policy is not supported: " + needed + " not configured");
        }
    }

    boolean readAggregates() {
        return enabled.stream().anyMatch(HostFilter::readsAggregates);
    }

    /** Those that all filters let pass; fails, with what each filter left, when there is none. */
    List<HostState> filter(List<HostState> hosts, SchedulingRequest request) {
        StringBuilder story = new StringBuilder();
        List<HostState> left = passing(hosts, request, story);
        if (left.isEmpty()) {
            LOG.info("{}; candidates at the start: {}", story, hosts.size());
            throw new NovaException(ErrorCode.NO_VALID_HOST, "No valid host was found. " + story + ".");
        }
        return left;
    }

    /** Those that all filters let pass, perhaps none. */
    List<HostState> passing(List<HostState> hosts, SchedulingRequest request) {
        return passing(hosts, request, new StringBuilder());
    }

    private List<HostState> passing(List<HostState> hosts, SchedulingRequest request, StringBuilder story) {
        List<HostState> left = hosts;
        // Of a forced host only that it is the one, as Nova's get_filtered_hosts does.
        for (HostFilter filter : request.spec().skipsFilters() ? FORCED : enabled) {
            int before = left.size();
            left = left.stream().filter(host -> filter.passes(host, request)).toList();
            if (left.isEmpty()) {
                story.append("Filter %s returned 0 hosts of %d".formatted(filter.name(), before));
                return left;
            }
            if (left.size() < before) {
                story.append("Filter %s left %d hosts of %d. ".formatted(filter.name(), left.size(), before));
            }
        }
        return left;
    }
}
