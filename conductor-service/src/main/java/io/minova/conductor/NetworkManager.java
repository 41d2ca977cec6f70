package io.minova.conductor;

import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.objects.RequestedNetwork;
import io.minova.objects.VirtualInterface;
import io.minova.rpcapi.NetworkRpc;
import io.minova.store.NetworkPortRepository;
import io.minova.store.NetworkPortRepository.Port;
import io.minova.store.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stands in for Neutron: gives instances their ports. */
@Component
public class NetworkManager implements NetworkRpc {

    private final NetworkPortRepository ports;

    public NetworkManager(NetworkPortRepository ports) {
        this.ports = ports;
    }

    @Override
    public List<VirtualInterface> allocateForInstance(String instanceUuid, String projectId, String host, @Nullable List<String> networkIds) {
        List<String> wanted = networkIds == null ? List.of(Networks.PRIVATE_ID) : networkIds;
        List<VirtualInterface> interfaces = new ArrayList<>();
        int made = 0;
        for (String text : wanted) {
            RequestedNetwork requested = RequestedNetwork.parse(text);
            if (requested.portId() != null) {
                interfaces.add(bound(requested.portId(), instanceUuid, projectId, host));
            } else {
                interfaces.add(madeFor(instanceUuid, projectId, host, requested, made++));
            }
        }
        return interfaces;
    }

    /** The {@code number}-th port that is made for the instance; a build that was tried before, here or on another host, keeps its ports. */
    private VirtualInterface madeFor(String instanceUuid, String projectId, String host, RequestedNetwork requested, int number) {
        String networkId = requireNetwork(requested.networkId());
        String address = requested.address();
        if (address == null) {
            return ports.create(networkId, Networks.PRIVATE_NAME, instanceUuid, projectId, host, number)
                    .orElseGet(() -> made(instanceUuid).get(number));
        }
        return made(instanceUuid).stream().filter(vif -> vif.address().equals(address)).findFirst()
                .or(() -> ports.createAt(address, networkId, Networks.PRIVATE_NAME, instanceUuid, projectId, host))
                .orElseThrow(() -> taken(address));
    }

    private List<VirtualInterface> made(String instanceUuid) {
        return ports.findByInstance(instanceUuid, Networks.PRIVATE_NAME).stream().filter(port -> !port.isUsers()).map(Port::vif).toList();
    }

    private VirtualInterface bound(String portId, String instanceUuid, String projectId, String host) {
        Port port = ports.find(portId, Networks.PRIVATE_NAME).filter(found -> found.projectId().equals(projectId))
                .orElseThrow(() -> new NovaException(ErrorCode.PORT_NOT_FOUND, "Port id " + portId + " could not be found."));
        if (!ports.bind(portId, projectId, instanceUuid, host)) {
            throw new NovaException(ErrorCode.PORT_IN_USE, "Port " + portId + " is still in use.");
        }
        return port.vif();
    }

    private static String requireNetwork(@Nullable String networkId) {
        if (networkId == null || !networkId.equals(Networks.PRIVATE_ID)) {
            throw new NovaException(ErrorCode.NETWORK_NOT_FOUND, "Network " + networkId + " could not be found.");
        }
        return networkId;
    }

    private static NovaException taken(String address) {
        return new NovaException(ErrorCode.FIXED_IP_ALREADY_IN_USE, "Fixed IP address " + address + " is already in use.");
    }

    @Override
    public void deallocateForInstance(String instanceUuid) {
        ports.deleteByInstance(instanceUuid);
    }

    @Override
    public VirtualInterface createPort(String instanceUuid, String projectId, String host, @Nullable String networkId) {
        RequestedNetwork requested = RequestedNetwork.parse(networkId == null ? Networks.PRIVATE_ID : networkId);
        if (requested.portId() != null) {
            return bound(requested.portId(), instanceUuid, projectId, host);
        }
        String wanted = requireNetwork(requested.networkId());
        String address = requested.address();
        if (address != null) {
            return ports.createAt(address, wanted, Networks.PRIVATE_NAME, instanceUuid, projectId, host).orElseThrow(() -> taken(address));
        }
        while (true) { // until nobody else makes a port of this instance between the two statements
            int count = made(instanceUuid).size();
            Optional<VirtualInterface> made = ports.create(wanted, Networks.PRIVATE_NAME, instanceUuid, projectId, host, count);
            if (made.isPresent()) {
                return made.get();
            }
        }
    }

    @Override
    public void deletePort(String instanceUuid, String portId) {
        ports.delete(instanceUuid, portId);
    }
}
