package io.minova.scheduler;

import io.minova.concurrency.CellResult;
import io.minova.objects.GroupPlacement;
import io.minova.objects.Instance;
import io.minova.objects.RequestSpec;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.InstanceQuery;
import io.minova.store.InstanceRepository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks up the servers that the hints of a request name. A request without hints costs nothing here. Mirrors {@code nova/scheduler/filters/affinity_filter.py}. */
@Component
public class SchedulingRequests {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulingRequests.class);
    private static final List<String> BY_INSTANCE = List.of("same_host", "different_host");

    private final InstanceRepository instances;
    private final Cells cells;

    public SchedulingRequests(InstanceRepository instances, Cells cells) {
        this.instances = instances;
        this.cells = cells;
    }

    public SchedulingRequest of(RequestSpec spec) {
        Map<String, String> hints = spec.schedulerHints();
        if (hints.isEmpty()) {
            return SchedulingRequest.of(spec);
        }
        List<String> named = new ArrayList<>();
        BY_INSTANCE.forEach(hint -> {
            if (hints.containsKey(hint)) {
                named.addAll(List.of(hints.get(hint).split(",")));
            }
        });
        GroupPlacement group = spec.instanceGroup();
        return new SchedulingRequest(spec, group == null ? null : new GroupMembers(group), hosts(named));
    }

    private Map<String, String> hosts(Collection<String> instanceUuids) {
        Map<String, String> hosts = new HashMap<>();
        if (instanceUuids.isEmpty()) {
            return hosts;
        }
        Map<Cell, CellResult<List<Instance>>> answers = cells.scatterGather(cells.withHosts(), cell -> instances.list(
                cell, new InstanceQuery().notDeleted().whereIn(InstanceQuery.Field.UUID, instanceUuids).limit(instanceUuids.size())));
        answers.forEach((cell, answer) -> {
            if (answer instanceof CellResult.Answered<List<Instance>> answered) {
                answered.value().stream().filter(instance -> instance.host() != null)
                        .forEach(instance -> hosts.put(instance.uuid(), instance.host()));
            } else {
                LOG.warn("Servers of cell {} are not looked at for hints: it did not answer", cell.name());
            }
        });
        return hosts;
    }
}
