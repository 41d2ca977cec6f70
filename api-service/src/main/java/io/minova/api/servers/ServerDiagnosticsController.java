package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.microversions.Versions;
import io.minova.api.policy.Rule;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.concurrency.Time;
import io.minova.objects.Instance;
import io.minova.objects.PowerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * How a guest does, and where its processors are.
 *
 * <p>Mirrors {@code nova/api/openstack/compute/server_diagnostics.py, server_topology.py} and {@code nova/virt/fake.py: get_diagnostics}. Differs: the
 * figures are those of a simulated guest that never did anything, so the API answers by itself instead of asking the host.
 */
@Controller
@RequestMapping("/compute/v2.1/servers/{id}")
final class ServerDiagnosticsController {

    private static final Rule DIAGNOSTICS = new Rule("os_compute_api:os-server-diagnostics", Rule.Check.ADMIN);
    private static final Rule TOPOLOGY = new Rule("compute:server:topology:index", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final List<String> COUNTERS =
            List.of("rx_octets", "rx_errors", "rx_drop", "rx_packets", "rx_rate", "tx_octets", "tx_errors", "tx_drop", "tx_packets", "tx_rate");

    private final ServerLookup lookup;
    private final Time time;

    ServerDiagnosticsController(ServerLookup lookup, Time time) {
        this.lookup = lookup;
        this.time = time;
    }

    @GetMapping("/diagnostics")
    Answer diagnostics(ComputeRequest request, @PathVariable String id) {
        DIAGNOSTICS.require(request.context());
        Instance instance = lookup.find(request.context(), id).instance();
        if (instance.host() == null) {
            throw ApiFault.conflict("Instance " + id + " is not ready");
        }
        return Answer.ok(request.atLeast(48) ? standard(instance) : old(instance));
    }

    @GetMapping("/topology")
    @Versions(from = 78)
    Answer topology(ComputeRequest request, @PathVariable String id) {
        Instance instance = lookup.find(request.context(), id).instance();
        TOPOLOGY.require(request.context(), instance.projectId());
        Map<String, Object> topology = new LinkedHashMap<>();
        topology.put("nodes", List.of());
        topology.put("pagesize_kb", null);
        return Answer.ok(topology);
    }

    private static Map<String, Object> old(Instance instance) {
        Map<String, Object> view = new LinkedHashMap<>();
        for (int cpu = 0; cpu < instance.flavor().vcpus(); cpu++) {
            view.put("cpu" + cpu + "_time", 17_300_000_000L);
        }
        view.put("memory", instance.flavor().memoryMb() * 1024L);
        view.put("vda_errors", -1);
        view.put("vda_read", 262_144);
        view.put("vda_read_req", 112);
        view.put("vda_write", 5_778_432);
        view.put("vda_write_req", 488);
        return view;
    }

    private Map<String, Object> standard(Instance instance) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("state", state(instance.powerState()));
        view.put("driver", "libvirt");
        view.put("hypervisor", "fake");
        view.put("hypervisor_os", "fake-os");
        Instant launched = instance.launchedAt();
        view.put("uptime", launched == null ? 0 : Duration.between(launched, time.now()).toSeconds());
        view.put("config_drive", instance.configDrive());
        List<Map<String, Object>> cpus = new ArrayList<>();
        for (int cpu = 0; cpu < instance.flavor().vcpus(); cpu++) {
            cpus.add(Map.of("id", cpu, "time", 17_300_000_000L, "utilisation", 15));
        }
        List<Map<String, Object>> nics = instance.networkInfo().stream().map(vif -> nic(vif.macAddress())).toList();
        List<Map<String, Object>> disks = List.of(Map.of(
                "read_bytes", 262_144, "read_requests", 112, "write_bytes", 5_778_432, "write_requests", 488, "errors_count", 1));
        view.put("num_cpus", cpus.size());
        view.put("num_nics", nics.size());
        view.put("num_disks", disks.size());
        view.put("memory_details", Map.of("maximum", instance.flavor().memoryMb(), "used", 0));
        view.put("cpu_details", cpus);
        view.put("nic_details", nics);
        view.put("disk_details", disks);
        return view;
    }

    private static Map<String, Object> nic(String macAddress) {
        Map<String, Object> nic = new LinkedHashMap<>();
        nic.put("mac_address", macAddress);
        COUNTERS.forEach(counter -> nic.put(counter, 0));
        return nic;
    }

    private static String state(PowerState state) {
        return switch (state) {
            case NOSTATE -> "pending";
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case SHUTDOWN -> "shutdown";
            case CRASHED -> "crashed";
            case SUSPENDED -> "suspended";
        };
    }
}
