package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLock;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import io.minova.objects.RequestedNetwork;
import io.minova.objects.VirtualInterface;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeRpc;
import io.minova.store.Cell;
import io.minova.store.InstanceActionRepository;
import io.minova.store.NetworkPortRepository;
import io.minova.store.Networks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** A server's ports. Mirrors {@code nova/api/openstack/compute/attach_interfaces.py: InterfaceAttachmentController}. */
@Controller
@RequestMapping("/compute/v2.1/servers/{id}/os-interface")
final class InterfacesController {

    private static final List<VmState> CHANGEABLE = List.of(VmState.ACTIVE, VmState.PAUSED, VmState.STOPPED);

    private final ServerLookup lookup;
    private final InstanceActionRepository actions;
    private final RpcClient rpc;

    InterfacesController(ServerLookup lookup, InstanceActionRepository actions, RpcClient rpc) {
        this.lookup = lookup;
        this.actions = actions;
        this.rpc = rpc;
    }

    @GetMapping
    Answer index(ComputeRequest request, @PathVariable String id) {
        Instance instance = find(request, id, ActionPolicies.INTERFACES_LIST).instance();
        return Answer.ok(Map.of("interfaceAttachments", instance.networkInfo().stream().map(port -> view(request, port)).toList()));
    }

    @GetMapping("/{port}")
    Answer show(ComputeRequest request, @PathVariable String id, @PathVariable String port) {
        return Answer.ok(Map.of("interfaceAttachment", view(request, required(find(request, id, ActionPolicies.INTERFACES_SHOW).instance(), port))));
    }

    @PostMapping
    Answer create(ComputeRequest request, @PathVariable String id, @Body("interface-create") JsonNode body) {
        ServerLookup.Found server = changeable(request, id, ActionPolicies.INTERFACES_CREATE, "attach_interface");
        JsonNode wanted = body.path("interfaceAttachment");
        RequestedNetwork requested = requested(wanted);
        Instance instance = server.instance();
        actions.start(InstanceState.requireHost(server), instance.uuid(), "attach_interface", request.context());
        try {
            VirtualInterface port = rpc.target(ComputeRpc.class, String.valueOf(instance.host()))
                    .attachInterface(instance, requested == null ? null : requested.text());
            return Answer.ok(Map.of("interfaceAttachment", view(request, port)));
        } catch (NovaException e) {
            throw switch (e.code()) {
                case NETWORK_NOT_FOUND, PORT_NOT_FOUND -> ApiFault.notFound(String.valueOf(e.getMessage()));
                case PORT_IN_USE, FIXED_IP_ALREADY_IN_USE -> ApiFault.conflict(String.valueOf(e.getMessage()));
                default -> e;
            };
        }
    }

    /** Null lets the host take the project's own network. */
    private static @Nullable RequestedNetwork requested(JsonNode wanted) {
        if (wanted.hasNonNull("port_id")) {
            if (wanted.hasNonNull("net_id")) {
                throw ApiFault.badRequest("Must not input both network_id and port_id");
            }
            return new RequestedNetwork(null, wanted.path("port_id").asString(""), null);
        }
        String address = wanted.hasNonNull("fixed_ips") ? wanted.path("fixed_ips").path(0).path("ip_address").asString("") : null;
        if (!wanted.hasNonNull("net_id")) {
            if (address != null) {
                throw ApiFault.badRequest("Must input network_id when request IP address");
            }
            return null;
        }
        String network = wanted.path("net_id").asString("");
        if (address != null && !NetworkPortRepository.isAddress(address)) {
            throw ApiFault.badRequest("Fixed IP " + address + " is not a valid ip address for network " + network + ".");
        }
        return new RequestedNetwork(network, null, address);
    }

    @DeleteMapping("/{port}")
    Answer delete(ComputeRequest request, @PathVariable String id, @PathVariable String port) {
        ServerLookup.Found server = changeable(request, id, ActionPolicies.INTERFACES_DELETE, "detach_interface");
        Instance instance = server.instance();
        required(instance, port);
        actions.start(InstanceState.requireHost(server), instance.uuid(), "detach_interface", request.context());
        rpc.target(ComputeRpc.class, String.valueOf(instance.host())).detachInterface(instance, port);
        return Answer.accepted();
    }

    private ServerLookup.Found find(ComputeRequest request, String id, Rule rule) {
        ServerLookup.Found server = lookup.find(request.context(), id);
        rule.require(request.context(), server.instance().projectId());
        return server;
    }

    private ServerLookup.Found changeable(ComputeRequest request, String id, Rule rule, String action) {
        ServerLookup.Found server = find(request, id, rule);
        ServerLock.requireUnlocked(request.context(), server.instance());
        InstanceState.require(server.instance(), action, CHANGEABLE, Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        return new ServerLookup.Found(server.instance(), cell);
    }

    private static VirtualInterface required(Instance instance, String port) {
        return instance.networkInfo().stream()
                .filter(candidate -> candidate.portId().equals(port))
                .findFirst()
                .orElseThrow(() -> ApiFault.notFound("Port id " + port + " could not be found."));
    }

    private static Map<String, Object> view(ComputeRequest request, VirtualInterface port) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("net_id", port.networkId());
        view.put("port_id", port.portId());
        view.put("mac_addr", port.macAddress());
        view.put("port_state", "ACTIVE");
        view.put("fixed_ips", List.of(Map.of("subnet_id", Networks.PRIVATE_SUBNET_ID, "ip_address", port.address())));
        if (request.atLeast(70)) {
            view.put("tag", null);
        }
        return view;
    }
}
