package io.minova.api.hypervisors;

import io.minova.api.faults.ApiFault;
import io.minova.api.microversions.Versions;
import io.minova.api.policy.Rule;
import io.minova.api.services.ServiceGroup;
import io.minova.api.validation.NovaFormats;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Paging;
import io.minova.api.web.Query;
import io.minova.concurrency.CellResult;
import io.minova.objects.ComputeNode;
import io.minova.objects.Instance;
import io.minova.objects.ServiceRecord;
import io.minova.store.Cells;
import io.minova.store.ComputeNodeRepository;
import io.minova.store.InstanceRepository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** GET /os-hypervisors. Mirrors {@code nova/api/openstack/compute/hypervisors.py: HypervisorsController}. */
@Controller
@RequestMapping("/compute/v2.1/os-hypervisors")
final class HypervisorsController {

    private static final Rule LIST = rule("list");
    private static final Rule LIST_DETAIL = rule("list-detail");
    private static final Rule SHOW = rule("show");
    private static final Rule STATISTICS = rule("statistics");
    private static final Rule UPTIME = rule("uptime");
    private static final Rule SEARCH = rule("search");
    private static final Rule SERVERS = rule("servers");

    private final Cells cells;
    private final ComputeNodeRepository nodes;
    private final InstanceRepository instances;
    private final ServiceGroup services;
    private final HypervisorView view;

    HypervisorsController(Cells cells, ComputeNodeRepository nodes, InstanceRepository instances, ServiceGroup services, HypervisorView view) {
        this.cells = cells;
        this.nodes = nodes;
        this.instances = instances;
        this.services = services;
        this.view = view;
    }

    private static Rule rule(String name) {
        return new Rule("os_compute_api:os-hypervisors:" + name, Rule.Check.ADMIN);
    }

    @GetMapping
    @Query("hypervisors-query")
    Answer index(ComputeRequest request) {
        LIST.require(request.context());
        return list(request, false);
    }

    @GetMapping("/detail")
    @Query("hypervisors-query")
    Answer detail(ComputeRequest request) {
        LIST_DETAIL.require(request.context());
        return list(request, true);
    }

    @GetMapping("/statistics")
    @Versions(to = 87)
    Answer statistics(ComputeRequest request) {
        STATISTICS.require(request.context());
        List<ComputeNode> counted = all().stream().filter(this::isEnabled).toList();
        Map<String, Object> statistics = new LinkedHashMap<>();
        statistics.put("count", counted.size());
        statistics.put("vcpus", sum(counted, ComputeNode::vcpus));
        statistics.put("memory_mb", sum(counted, ComputeNode::memoryMb));
        statistics.put("local_gb", sum(counted, ComputeNode::localGb));
        statistics.put("vcpus_used", sum(counted, ComputeNode::vcpusUsed));
        statistics.put("memory_mb_used", sum(counted, ComputeNode::memoryMbUsed));
        statistics.put("local_gb_used", sum(counted, ComputeNode::localGbUsed));
        statistics.put("free_ram_mb", sum(counted, node -> node.memoryMb() - node.memoryMbUsed()));
        statistics.put("free_disk_gb", sum(counted, node -> node.localGb() - node.localGbUsed()));
        statistics.put("current_workload", sum(counted, ComputeNode::currentWorkload));
        statistics.put("running_vms", sum(counted, ComputeNode::runningVms));
        statistics.put("disk_available_least", sum(counted, node -> node.localGb() - node.localGbUsed()));
        return Answer.ok(Map.of("hypervisor_statistics", statistics));
    }

    /** Without it the path would be taken for a hypervisor's id. */
    @GetMapping("/statistics")
    @Versions(from = 88)
    Answer statisticsAreGone() {
        throw ApiFault.notFound("The resource could not be found.");
    }

    @GetMapping("/{id}")
    @Query("hypervisor-query")
    Answer show(ComputeRequest request, @PathVariable String id) {
        SHOW.require(request.context());
        ComputeNode node = node(request, id);
        List<Instance> servers = withServers(request) ? serversOf(List.of(node)).getOrDefault(node.host(), List.of()) : null;
        return Answer.ok(Map.of("hypervisor", view.detail(request, node, service(node, id), servers)));
    }

    @GetMapping("/{id}/uptime")
    @Versions(to = 87)
    Answer uptime(ComputeRequest request, @PathVariable String id) {
        UPTIME.require(request.context());
        service(node(request, id), id);
        throw new ApiFault(501, "The requested functionality is not supported.");
    }

    @GetMapping("/{pattern}/search")
    @Versions(to = 52)
    Answer search(ComputeRequest request, @PathVariable String pattern) {
        SEARCH.require(request.context());
        return Answer.ok(Map.of("hypervisors", views(request, matching(pattern), false, null)));
    }

    @GetMapping("/{pattern}/servers")
    @Versions(to = 52)
    Answer servers(ComputeRequest request, @PathVariable String pattern) {
        SERVERS.require(request.context());
        List<ComputeNode> found = matching(pattern);
        return Answer.ok(Map.of("hypervisors", views(request, found, false, serversOf(found))));
    }

    private Answer list(ComputeRequest request, boolean detail) {
        String pattern = request.atLeast(53) ? request.query().get("hypervisor_hostname_pattern") : null;
        Paging paging = request.atLeast(33) ? Paging.of(request.query()) : new Paging(Integer.MAX_VALUE, null);
        Map<String, Object> answer = new LinkedHashMap<>();
        if (pattern != null) {
            if (request.query().has("limit") || paging.marker() != null) {
                throw ApiFault.badRequest("Paging over hypervisors with the hypervisor_hostname_pattern query parameter is not supported.");
            }
            List<ComputeNode> found = matching(pattern);
            answer.put("hypervisors", views(request, found, detail, withServers(request) ? serversOf(found) : null));
            return Answer.ok(answer);
        }
        List<ComputeNode> page = paging.page(all(), node -> HypervisorView.id(request, node).toString(), "marker [%s] not found");
        List<Map<String, Object>> views = views(request, page, detail, withServers(request) ? serversOf(page) : null);
        answer.put("hypervisors", views);
        String last = page.isEmpty() ? null : HypervisorView.id(request, page.getLast()).toString();
        paging.addLink(answer, "hypervisors_links", request, detail ? "os-hypervisors/detail" : "os-hypervisors", views, last);
        return Answer.ok(answer);
    }

    private List<Map<String, Object>> views(
            ComputeRequest request, List<ComputeNode> page, boolean detail, @Nullable Map<String, List<Instance>> servers) {
        List<Map<String, Object>> views = new ArrayList<>(page.size());
        for (ComputeNode node : page) {
            ServiceRecord service = services.compute(node.host());
            // A node outlives the deletion of its service; Nova does not list it either.
            if (service != null) {
                List<Instance> own = servers == null ? null : servers.getOrDefault(node.host(), List.of());
                views.add(detail ? view.detail(request, node, service, own) : view.basic(request, node, service, own));
            }
        }
        return views;
    }

    private List<ComputeNode> all() {
        List<ComputeNode> all = new ArrayList<>();
        for (CellResult<List<ComputeNode>> result : cells.scatterGather(cells.withHosts(), nodes::list).values()) {
            if (result instanceof CellResult.Answered<List<ComputeNode>>(List<ComputeNode> rows)) {
                all.addAll(rows);
            }
        }
        return all;
    }

    private List<ComputeNode> matching(String pattern) {
        List<ComputeNode> found = all().stream().filter(node -> node.hypervisorHostname().contains(pattern)).toList();
        if (found.isEmpty()) {
            throw ApiFault.notFound("No hypervisor matching '" + pattern + "' could be found.");
        }
        return found;
    }

    private ComputeNode node(ComputeRequest request, String id) {
        if (request.atLeast(53) && !NovaFormats.isUuid(id)) {
            throw ApiFault.badRequest("Invalid uuid " + id);
        }
        return all().stream().filter(node -> HypervisorView.id(request, node).toString().equals(id)).findFirst().orElseThrow(() -> notFound(id));
    }

    private ServiceRecord service(ComputeNode node, String id) {
        ServiceRecord service = services.compute(node.host());
        if (service == null) {
            throw notFound(id);
        }
        return service;
    }

    private static ApiFault notFound(String id) {
        return ApiFault.notFound("Hypervisor with ID '" + id + "' could not be found.");
    }

    private Map<String, List<Instance>> serversOf(List<ComputeNode> wanted) {
        Set<String> hosts = Set.copyOf(wanted.stream().map(ComputeNode::host).toList());
        Map<String, List<Instance>> byHost = new HashMap<>();
        for (CellResult<List<Instance>> result : cells.scatterGather(cells.withHosts(), cell -> instances.findByHosts(cell, hosts)).values()) {
            if (result instanceof CellResult.Answered<List<Instance>>(List<Instance> rows)) {
                rows.forEach(instance -> byHost.computeIfAbsent(String.valueOf(instance.host()), unused -> new ArrayList<>()).add(instance));
            }
        }
        return byHost;
    }

    private static boolean withServers(ComputeRequest request) {
        String text = request.atLeast(53) ? request.query().get("with_servers") : null;
        return text != null && Set.of("1", "true", "on", "yes").contains(text.toLowerCase(Locale.ROOT));
    }

    private boolean isEnabled(ComputeNode node) {
        ServiceRecord service = services.compute(node.host());
        return service != null && !service.disabled();
    }

    private static long sum(List<ComputeNode> counted, ToIntFunction<ComputeNode> field) {
        return counted.stream().mapToLong(field::applyAsInt).sum();
    }
}
