package io.minova.conductor;

import io.minova.concurrency.CellResult;
import io.minova.objects.GroupPlacement;
import io.minova.objects.Instance;
import io.minova.objects.InstanceGroup;
import io.minova.objects.RequestSpec;
import io.minova.store.Cells;
import io.minova.store.InstanceGroupRepository;
import io.minova.store.InstanceQuery;
import io.minova.store.InstanceRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts the server group that a hint names into the request, with the hosts of its members, before each scheduling.
 *
 * <p>A cell that does not answer keeps its members to itself: they are not seen, and anti-affinity may be violated, as in Nova.
 * <p>Threads: safe for any caller; a request without the hint costs nothing.
 * <p>Mirrors {@code nova/scheduler/utils.py: setup_instance_group}; differs: whether the policy is supported is said by the scheduler, who knows its filters.
 */
@Component
class InstanceGroups {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceGroups.class);
    private static final String HINT = "group";

    private final InstanceGroupRepository groups;
    private final InstanceRepository instances;
    private final Cells cells;

    InstanceGroups(InstanceGroupRepository groups, InstanceRepository instances, Cells cells) {
        this.groups = groups;
        this.instances = instances;
        this.cells = cells;
    }

    /** The same request with its group, if it has one. */
    RequestSpec setUp(RequestSpec spec) {
        String uuid = spec.schedulerHints().get(HINT);
        if (uuid == null) {
            return spec;
        }
        // A group that was deleted binds nobody any more.
        return find(uuid).map(spec::with).orElse(spec);
    }

    Optional<GroupPlacement> find(String uuid) {
        return groups.find(uuid).map(this::placed);
    }

    Optional<GroupPlacement> ofInstance(String instanceUuid) {
        return groups.findByInstance(instanceUuid).map(this::placed);
    }

    private GroupPlacement placed(InstanceGroup group) {
        Map<String, String> hosts = new HashMap<>();
        List<String> members = group.members();
        if (!members.isEmpty()) {
            cells.scatterGather(cells.withHosts(), cell -> instances.list(
                    cell, new InstanceQuery().notDeleted().whereIn(InstanceQuery.Field.UUID, members).limit(members.size())))
                    .forEach((cell, answer) -> {
                        if (answer instanceof CellResult.Answered<List<Instance>>(List<Instance> rows)) {
                            rows.stream().filter(row -> row.host() != null).forEach(row -> hosts.put(row.uuid(), String.valueOf(row.host())));
                        } else {
                            LOG.warn("Members of group {} in cell {} are not seen: it did not answer", group.uuid(), cell.name());
                        }
                    });
        }
        return new GroupPlacement(group.uuid(), group.policy(), group.maxServerPerHost(), hosts, members);
    }
}
