package io.minova.api.networkproxy;

import io.minova.api.faults.ApiFault;
import io.minova.api.microversions.Versions;
import io.minova.api.policy.Rule;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.store.Networks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The one network there is. Mirrors {@code NetworkController} and {@code TenantNetworkController} of {@code nova/api/openstack/compute}. */
@Controller
final class ProxiedNetworksController {

    private static final Rule LIST = new Rule("os_compute_api:os-networks:list", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule SHOW = new Rule("os_compute_api:os-networks:show", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule TENANT_LIST = new Rule("os_compute_api:os-tenant-networks:list", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule TENANT_SHOW = new Rule("os_compute_api:os-tenant-networks:show", Rule.Check.PROJECT_READER_OR_ADMIN);

    private static final Rule FLOATING_IPS = new Rule("os_compute_api:os-floating-ips:list", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule FLOATING_IP_POOLS = new Rule("os_compute_api:os-floating-ip-pools", Rule.Check.ANY);

    @GetMapping("/compute/v2.1/os-networks")
    @Versions(to = 35)
    Answer index(ComputeRequest request) {
        LIST.require(request.context(), request.projectId());
        return Answer.ok(Map.of("networks", List.of(network())));
    }

    @GetMapping("/compute/v2.1/os-networks/{id}")
    @Versions(to = 35)
    Answer show(ComputeRequest request, @PathVariable String id) {
        SHOW.require(request.context(), request.projectId());
        requireNetwork(id);
        return Answer.ok(Map.of("network", network()));
    }

    @GetMapping("/compute/v2.1/os-tenant-networks")
    @Versions(to = 35)
    Answer tenantIndex(ComputeRequest request) {
        TENANT_LIST.require(request.context(), request.projectId());
        return Answer.ok(Map.of("networks", List.of(tenantNetwork())));
    }

    @GetMapping("/compute/v2.1/os-tenant-networks/{id}")
    @Versions(to = 35)
    Answer tenantShow(ComputeRequest request, @PathVariable String id) {
        TENANT_SHOW.require(request.context(), request.projectId());
        requireNetwork(id);
        return Answer.ok(Map.of("network", tenantNetwork()));
    }

    /** The network facade has no floating addresses. */
    @GetMapping("/compute/v2.1/os-floating-ips")
    @Versions(to = 35)
    Answer floatingIps(ComputeRequest request) {
        FLOATING_IPS.require(request.context(), request.projectId());
        return Answer.ok(Map.of("floating_ips", List.of()));
    }

    @GetMapping("/compute/v2.1/os-floating-ip-pools")
    @Versions(to = 35)
    Answer floatingIpPools(ComputeRequest request) {
        FLOATING_IP_POOLS.require(request.context(), request.projectId());
        return Answer.ok(Map.of("floating_ip_pools", List.of()));
    }

    private static void requireNetwork(String id) {
        if (!id.equals(Networks.PRIVATE_ID)) {
            throw ApiFault.notFound("Network not found");
        }
    }

    private static Map<String, Object> tenantNetwork() {
        return Map.of("id", Networks.PRIVATE_ID, "label", Networks.PRIVATE_NAME, "cidr", "None");
    }

    /** What only Nova's own networks once had is null, as with Neutron behind Nova. */
    private static Map<String, Object> network() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", Networks.PRIVATE_ID);
        view.put("label", Networks.PRIVATE_NAME);
        for (String field : List.of(
                "cidr", "netmask", "gateway", "broadcast", "dns1", "dns2", "cidr_v6", "gateway_v6", "netmask_v6", "vlan", "bridge",
                "bridge_interface",
                "vpn_public_address", "vpn_public_port", "vpn_private_address", "dhcp_start", "project_id", "host", "injected", "multi_host",
                "priority",
                "rxtx_base", "mtu", "dhcp_server", "enable_dhcp", "share_address", "created_at", "updated_at", "deleted_at", "deleted")) {
            view.put(field, null);
        }
        return view;
    }
}
