package io.minova.api.hosts;

import io.minova.api.faults.ApiFault;
import io.minova.api.microversions.Versions;
import io.minova.api.policy.Rule;
import io.minova.api.services.ServiceGroup;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Query;
import io.minova.concurrency.CellResult;
import io.minova.objects.ComputeNode;
import io.minova.objects.Instance;
import io.minova.store.Cells;
import io.minova.store.ComputeNodeRepository;
import io.minova.store.InstanceRepository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** /os-hosts, until 2.42. Mirrors {@code nova/api/openstack/compute/hosts.py: HostController}. */
@Controller
@RequestMapping("/compute/v2.1/os-hosts")
final class HostsController {

    private static final Rule LIST = new Rule("os_compute_api:os-hosts:list", Rule.Check.ADMIN);
    private static final Rule SHOW = new Rule("os_compute_api:os-hosts:show", Rule.Check.ADMIN);

    private static final Rule UPDATE = new Rule("os_compute_api:os-hosts:update", Rule.Check.ADMIN);

    private final ServiceGroup services;
    private final ComputeNodeRepository nodes;
    private final InstanceRepository instances;
    private final Cells cells;

    HostsController(ServiceGroup services, ComputeNodeRepository nodes, InstanceRepository instances, Cells cells) {
        this.services = services;
        this.nodes = nodes;
        this.instances = instances;
        this.cells = cells;
    }

    @GetMapping
    @Versions(to = 42)
    @Query("hosts-query")
    Answer index(ComputeRequest request) {
        LIST.require(request.context());
        String zone = request.query().get("zone");
        List<Map<String, String>> hosts = services.all().stream()
                .map(service -> Map.of(
                        "host_name", service.host(), "service", service.binary().replace("nova-", ""), "zone", services.zone(service)))
                .filter(host -> zone == null || zone.isEmpty() || zone.equals(host.get("zone")))
                .toList();
        return Answer.ok(Map.of("hosts", hosts));
    }

    @GetMapping("/{host}")
    @Versions(to = 42)
    Answer show(ComputeRequest request, @PathVariable String host) {
        SHOW.require(request.context());
        for (CellResult<List<ComputeNode>> result : cells.scatterGather(cells.withHosts(), nodes::list).values()) {
            if (result instanceof CellResult.Answered<List<ComputeNode>>(List<ComputeNode> rows)) {
                for (ComputeNode node : rows) {
                    if (node.host().equals(host)) {
                        return Answer.ok(Map.of("host", resources(node)));
                    }
                }
            }
        }
        throw ApiFault.notFound("Compute host " + host + " could not be found.");
    }

    /** Nobody's hypervisor can be switched off here: like Nova's own fake driver, the simulated one does not implement it. */
    @PutMapping("/{host}")
    @Versions(to = 42)
    Answer update(ComputeRequest request, @PathVariable String host, @Body("host-update") JsonNode body) {
        UPDATE.require(request.context());
        requireHost(host);
        throw new ApiFault(501, "Virt driver does not implement host " + (body.has("status") ? "disabled status." : "maintenance mode."));
    }

    @GetMapping("/{host}/{action:startup|shutdown|reboot}")
    @Versions(to = 42)
    Answer power(ComputeRequest request, @PathVariable String host, @PathVariable String action) {
        new Rule("os_compute_api:os-hosts:" + action, Rule.Check.ADMIN).require(request.context());
        requireHost(host);
        throw new ApiFault(501, "Virt driver does not implement host power management.");
    }

    private void requireHost(String host) {
        if (services.compute(host) == null) {
            throw ApiFault.notFound("Compute host " + host + " could not be found.");
        }
    }

    /** The whole, what is used, what servers may use at most, and that by project. */
    private List<Map<String, Object>> resources(ComputeNode node) {
        List<Map<String, Object>> resources = new ArrayList<>();
        resources.add(resource(node.host(), "(total)", node.vcpus(), node.memoryMb(), node.localGb()));
        resources.add(resource(node.host(), "(used_now)", node.vcpusUsed(), node.memoryMbUsed(), node.localGbUsed()));
        Map<String, int[]> byProject = new TreeMap<>();
        int[] all = new int[3];
        for (CellResult<List<Instance>> result : cells.scatterGather(cells.withHosts(), cell -> instances.findByHosts(cell, List.of(node.host())))
                .values()) {
            if (result instanceof CellResult.Answered<List<Instance>>(List<Instance> rows)) {
                rows.forEach(row -> {
                    add(all, row);
                    add(byProject.computeIfAbsent(row.projectId(), unused -> new int[3]), row);
                });
            }
        }
        resources.add(resource(node.host(), "(used_max)", all[0], all[1], all[2]));
        byProject.forEach((project, sum) -> resources.add(resource(node.host(), project, sum[0], sum[1], sum[2])));
        return resources;
    }

    private static void add(int[] sum, Instance instance) {
        sum[0] += instance.flavor().vcpus();
        sum[1] += instance.flavor().memoryMb();
        sum[2] += instance.flavor().rootGb() + instance.flavor().ephemeralGb();
    }

    private static Map<String, Object> resource(String host, String project, int cpu, int memoryMb, int diskGb) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("host", host);
        resource.put("project", project);
        resource.put("cpu", cpu);
        resource.put("memory_mb", memoryMb);
        resource.put("disk_gb", diskGb);
        return Map.of("resource", resource);
    }
}
