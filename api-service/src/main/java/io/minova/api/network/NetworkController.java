package io.minova.api.network;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.QueryParameters;
import io.minova.api.web.ServiceRequest;
import io.minova.concurrency.RequestContext;
import io.minova.store.NetworkPortRepository;
import io.minova.store.NetworkPortRepository.Port;
import io.minova.store.Networks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Network v2.0: networks and subnets, which are as they are, and ports. Mirrors {@code neutron/api/v2/base.py: Controller}; unknown filters are ignored, known ones compare as text. */
@Controller
@RequestMapping("/network/v2.0")
final class NetworkController {

    // 1000: as the compute API's lists.
    private static final int PORTS_MAX = 1000;
    private static final Set<String> NOT_FILTERS = Set.of("fields", "limit", "marker", "page_reverse", "sort_key", "sort_dir");
    private static final String CREATED = "2026-01-01T00:00:00Z";

    private final NetworkPortRepository ports;

    NetworkController(NetworkPortRepository ports) {
        this.ports = ports;
    }

    @GetMapping("/networks")
    Answer networks(ServiceRequest request) {
        return Answer.ok(Map.of("networks", matching(request.query(), List.of(network()))));
    }

    @GetMapping("/networks/{id}")
    Answer network(@PathVariable String id) {
        return Answer.ok(Map.of("network", found(id.equals(Networks.PRIVATE_ID) ? network() : null, "Network", id)));
    }

    @GetMapping("/subnets")
    Answer subnets(ServiceRequest request) {
        return Answer.ok(Map.of("subnets", matching(request.query(), List.of(subnet()))));
    }

    @GetMapping("/subnets/{id}")
    Answer subnet(@PathVariable String id) {
        return Answer.ok(Map.of("subnet", found(id.equals(Networks.PRIVATE_SUBNET_ID) ? subnet() : null, "Subnet", id)));
    }

    @GetMapping("/ports")
    Answer ports(ServiceRequest request) {
        RequestContext caller = caller(request);
        String device = request.query().get("device_id");
        List<Port> rows = device == null
                ? ports.list(caller.isAdmin() ? Optional.empty() : Optional.ofNullable(caller.projectId()), Networks.PRIVATE_NAME, PORTS_MAX)
                : ports.findByInstance(device, Networks.PRIVATE_NAME);
        List<Map<String, Object>> views = rows.stream().filter(port -> sees(caller, port)).map(NetworkController::port).toList();
        return Answer.ok(Map.of("ports", matching(request.query(), views)));
    }

    @GetMapping("/ports/{id}")
    Answer port(ServiceRequest request, @PathVariable String id) {
        RequestContext caller = caller(request);
        return Answer.ok(Map.of("port", port(findPort(caller, id))));
    }

    @PostMapping("/ports")
    Answer createPort(ServiceRequest request, @Body JsonNode body) {
        RequestContext caller = SecurityGroupRequest.member(request);
        JsonNode given = SecurityGroupRequest.object(body, "port");
        String network = SecurityGroupRequest.text(given, "network_id");
        if (network == null) {
            throw ApiFault.badRequest("Failed to parse request. Required attribute 'network_id' not specified");
        }
        found(network.equals(Networks.PRIVATE_ID) ? network() : null, "Network", network);
        if (given.hasNonNull("device_id") && !given.path("device_id").asString("").isEmpty()) {
            throw ApiFault.badRequest("Invalid input for device_id. Reason: only a server takes a port, when it is attached to it.");
        }
        String address = address(given);
        Port made = ports.createForUser(
                address, network, Networks.PRIVATE_NAME, String.valueOf(caller.projectId()), orEmpty(SecurityGroupRequest.text(given, "name")),
                orEmpty(SecurityGroupRequest.text(given, "description")))
                .orElseThrow(() -> ApiFault.conflict("IP address " + address + " already allocated in subnet " + Networks.PRIVATE_SUBNET_ID));
        return new Answer(201, Map.of("port", port(made)));
    }

    @PutMapping("/ports/{id}")
    Answer updatePort(ServiceRequest request, @PathVariable String id, @Body JsonNode body) {
        Port port = findPort(SecurityGroupRequest.member(request), id);
        JsonNode given = SecurityGroupRequest.object(body, "port");
        String name = SecurityGroupRequest.text(given, "name");
        String description = SecurityGroupRequest.text(given, "description");
        ports.describe(id, name == null ? port.name() : name, description == null ? port.description() : description);
        return port(request, id);
    }

    @DeleteMapping("/ports/{id}")
    Answer deletePort(ServiceRequest request, @PathVariable String id) {
        Port port = findPort(SecurityGroupRequest.member(request), id);
        if (!ports.deleteUnused(id)) {
            throw ApiFault.conflict("Unable to complete operation on port " + id + " for network " + port.vif().networkId()
                    + ". Port already has an attached device " + port.instanceUuid() + ".");
        }
        return Answer.noContent();
    }

    private Port findPort(RequestContext caller, String id) {
        return ports.find(id, Networks.PRIVATE_NAME).filter(port -> sees(caller, port))
                .orElseThrow(() -> ApiFault.notFound("Port " + id + " could not be found."));
    }

    /** The one address that a port shall have; null for any. */
    private static @Nullable String address(JsonNode given) {
        JsonNode fixedIps = given.path("fixed_ips");
        if (fixedIps.isMissingNode() || fixedIps.isNull() || fixedIps.isEmpty()) {
            return null;
        }
        if (!fixedIps.isArray() || fixedIps.size() > 1 || !fixedIps.path(0).isObject()) {
            throw ApiFault.badRequest("Invalid input for fixed_ips. Reason: it must be a list of one object: a port has one address here.");
        }
        String subnet = SecurityGroupRequest.text(fixedIps.path(0), "subnet_id");
        found(subnet == null || subnet.equals(Networks.PRIVATE_SUBNET_ID) ? subnet() : null, "Subnet", String.valueOf(subnet));
        String address = SecurityGroupRequest.text(fixedIps.path(0), "ip_address");
        if (address != null && !NetworkPortRepository.isAddress(address)) {
            throw ApiFault.badRequest("IP address " + address + " is not a valid IP for the specified subnet.");
        }
        return address;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @GetMapping("/floatingips")
    Answer floatingIps() {
        return Answer.ok(Map.of("floatingips", List.of()));
    }

    @GetMapping("/extensions")
    Answer extensions() {
        List<Map<String, Object>> extensions = new ArrayList<>();
        for (String alias : List.of("security-group", "binding", "quotas", "external-net", "provider", "net-mtu")) {
            extensions.add(Map.of("alias", alias, "name", alias, "description", alias, "updated", CREATED, "links", List.of()));
        }
        return Answer.ok(Map.of("extensions", extensions));
    }

    @GetMapping({"/quotas/{project}", "/quotas/{project}/default"})
    Answer quotas(@PathVariable String project) {
        Map<String, Object> quota = new LinkedHashMap<>();
        for (String resource : List.of("network", "subnet", "port", "security_group", "security_group_rule", "router", "floatingip")) {
            quota.put(resource, -1);
        }
        return Answer.ok(Map.of("quota", quota));
    }

    private static RequestContext caller(ServiceRequest request) {
        RequestContext context = request.context();
        if (context == null) {
            throw ApiFault.unauthorized("The request you have made requires authentication.");
        }
        return context;
    }

    private static boolean sees(RequestContext caller, Port port) {
        return caller.isAdmin() || port.projectId().equals(caller.projectId());
    }

    private static Map<String, Object> found(@Nullable Map<String, Object> view, String kind, String id) {
        if (view == null) {
            throw ApiFault.notFound(kind + " " + id + " could not be found.");
        }
        return view;
    }

    /** Those whose fields equal the query's; a field that repeats means any of its values. */
    static List<Map<String, Object>> matching(QueryParameters query, List<Map<String, Object>> views) {
        return views.stream()
                .filter(view -> query.names().stream()
                        .filter(name -> !NOT_FILTERS.contains(name) && view.containsKey(name))
                        .allMatch(name -> query.all(name).stream().anyMatch(value -> value.equalsIgnoreCase(String.valueOf(view.get(name))))))
                .toList();
    }

    private static Map<String, Object> network() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", Networks.PRIVATE_ID);
        view.put("name", Networks.PRIVATE_NAME);
        view.put("status", "ACTIVE");
        view.put("admin_state_up", true);
        view.put("shared", true);
        view.put("router:external", false);
        view.put("is_default", true);
        view.put("subnets", List.of(Networks.PRIVATE_SUBNET_ID));
        view.put("tenant_id", "");
        view.put("project_id", "");
        view.put("mtu", 1500);
        view.put("port_security_enabled", true);
        view.put("availability_zone_hints", List.of());
        view.put("availability_zones", List.of("nova"));
        view.put("description", "");
        view.put("tags", List.of());
        view.put("created_at", CREATED);
        view.put("updated_at", CREATED);
        view.put("revision_number", 1);
        return view;
    }

    private static Map<String, Object> subnet() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", Networks.PRIVATE_SUBNET_ID);
        view.put("name", "private-subnet");
        view.put("network_id", Networks.PRIVATE_ID);
        view.put("cidr", Networks.PRIVATE_CIDR);
        view.put("gateway_ip", "10.0.0.1");
        view.put("ip_version", 4);
        view.put("enable_dhcp", true);
        view.put("allocation_pools", List.of(Map.of("start", "10.0.0.10", "end", "10.15.255.250")));
        view.put("dns_nameservers", List.of());
        view.put("host_routes", List.of());
        view.put("tenant_id", "");
        view.put("project_id", "");
        view.put("description", "");
        view.put("tags", List.of());
        return view;
    }

    private static Map<String, Object> port(Port port) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", port.vif().portId());
        view.put("name", port.name());
        view.put("network_id", port.vif().networkId());
        view.put("device_id", orEmpty(port.instanceUuid()));
        view.put("device_owner", port.instanceUuid() == null ? "" : "compute:nova");
        view.put("fixed_ips", List.of(Map.of("subnet_id", Networks.PRIVATE_SUBNET_ID, "ip_address", port.vif().address())));
        view.put("mac_address", port.vif().macAddress());
        view.put("status", port.instanceUuid() == null ? "DOWN" : "ACTIVE");
        view.put("admin_state_up", true);
        view.put("binding:host_id", port.host() == null ? "" : port.host());
        view.put("binding:vif_type", port.instanceUuid() == null ? "unbound" : "ovs");
        view.put("binding:vnic_type", "normal");
        view.put("binding:profile", Map.of());
        view.put("binding:vif_details", Map.of());
        view.put("security_groups", List.of(SecurityGroups.defaultId(port.projectId())));
        view.put("tenant_id", port.projectId());
        view.put("project_id", port.projectId());
        view.put("port_security_enabled", true);
        view.put("description", port.description());
        view.put("tags", List.of());
        return view;
    }
}
