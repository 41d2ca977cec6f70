package io.minova.api.hypervisors;

import io.minova.api.services.ServiceGroup;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.ComputeNode;
import io.minova.objects.Instance;
import io.minova.objects.ServiceRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Hypervisors as administrators see them, by microversion. Mirrors {@code nova/api/openstack/compute/hypervisors.py: _view_hypervisor}. */
@Component
final class HypervisorView {

    private final ServiceGroup services;
    private final JsonMapper mapper = JsonMapper.builder().build();

    HypervisorView(ServiceGroup services) {
        this.services = services;
    }

    /** The row's number before 2.53, its uuid from then on. */
    static Object id(ComputeRequest request, ComputeNode node) {
        return request.atLeast(53) ? node.uuid() : (Object) node.id();
    }

    Map<String, Object> basic(ComputeRequest request, ComputeNode node, ServiceRecord service, @Nullable List<Instance> servers) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id(request, node));
        view.put("hypervisor_hostname", node.hypervisorHostname());
        view.put("state", services.isUp(service) ? "up" : "down");
        view.put("status", service.disabled() ? "disabled" : "enabled");
        addServers(request, view, servers);
        return view;
    }

    Map<String, Object> detail(ComputeRequest request, ComputeNode node, ServiceRecord service, @Nullable List<Instance> servers) {
        Map<String, Object> view = basic(request, node, service, servers);
        view.put("hypervisor_type", node.hypervisorType());
        view.put("hypervisor_version", node.hypervisorVersion());
        view.put("host_ip", node.hostIp());
        Map<String, Object> serviceView = new LinkedHashMap<>();
        serviceView.put("id", request.atLeast(53) ? service.uuid() : (Object) service.id());
        serviceView.put("host", node.host());
        serviceView.put("disabled_reason", service.disabledReason());
        view.put("service", serviceView);
        if (request.atLeast(88)) {
            view.put("uptime", null);
            return view;
        }
        view.put("vcpus", node.vcpus());
        view.put("memory_mb", node.memoryMb());
        view.put("local_gb", node.localGb());
        view.put("vcpus_used", node.vcpusUsed());
        view.put("memory_mb_used", node.memoryMbUsed());
        view.put("local_gb_used", node.localGbUsed());
        view.put("free_ram_mb", node.memoryMb() - node.memoryMbUsed());
        view.put("free_disk_gb", node.localGb() - node.localGbUsed());
        view.put("current_workload", node.currentWorkload());
        view.put("running_vms", node.runningVms());
        view.put("disk_available_least", node.localGb() - node.localGbUsed());
        view.put("cpu_info", request.atLeast(28) ? cpuInfo(node) : node.cpuInfo());
        return view;
    }

    private static void addServers(ComputeRequest request, Map<String, Object> view, @Nullable List<Instance> servers) {
        if (servers != null && (!servers.isEmpty() || request.atLeast(75))) {
            view.put("servers", servers.stream().map(server -> Map.of("name", server.displayName(), "uuid", server.uuid())).toList());
        }
    }

    private Object cpuInfo(ComputeNode node) {
        try {
            return node.cpuInfo().isEmpty() ? Map.of() : mapper.readTree(node.cpuInfo());
        } catch (JacksonException e) {
            return Map.of();
        }
    }
}
