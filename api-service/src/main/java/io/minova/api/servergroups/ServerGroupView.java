package io.minova.api.servergroups;

import io.minova.api.web.ComputeRequest;
import io.minova.concurrency.CellResult;
import io.minova.objects.InstanceGroup;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cells;
import io.minova.store.InstanceRepository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Groups by microversion, with the members that still exist. Mirrors {@code server_groups.py: _format_server_group, _get_not_deleted}. */
@Component
final class ServerGroupView {

    private final Cells cells;
    private final InstanceRepository instances;
    private final BuildRequestRepository buildRequests;

    ServerGroupView(Cells cells, InstanceRepository instances, BuildRequestRepository buildRequests) {
        this.cells = cells;
        this.instances = instances;
        this.buildRequests = buildRequests;
    }

    List<Map<String, Object>> of(ComputeRequest request, List<InstanceGroup> groups) {
        Set<String> alive = alive(groups.stream().flatMap(group -> group.members().stream()).toList());
        return groups.stream().map(group -> view(request, group, alive)).toList();
    }

    private static Map<String, Object> view(ComputeRequest request, InstanceGroup group, Set<String> alive) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", group.uuid());
        view.put("name", group.name());
        if (request.atLeast(64)) {
            view.put("policy", group.policy());
            Integer most = group.maxServerPerHost();
            view.put("rules", most == null ? Map.of() : Map.of("max_server_per_host", most));
        } else {
            view.put("policies", List.of(group.policy()));
            view.put("metadata", Map.of());
        }
        view.put("members", group.members().stream().filter(alive::contains).toList());
        if (request.atLeast(13)) {
            view.put("project_id", group.projectId());
            view.put("user_id", group.userId());
        }
        return view;
    }

    private Set<String> alive(List<String> members) {
        if (members.isEmpty()) {
            return Set.of();
        }
        Set<String> alive = new HashSet<>();
        for (CellResult<List<String>> result : cells.scatterGather(cells.all(), cell -> instances.existing(cell, members)).values()) {
            if (result instanceof CellResult.Answered<List<String>>(List<String> found)) {
                alive.addAll(found);
            }
        }
        List<String> rest = new ArrayList<>(members);
        rest.removeAll(alive);
        rest.stream().filter(uuid -> buildRequests.find(uuid).isPresent()).forEach(alive::add);
        return alive;
    }
}
