package io.minova.conductor;

import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.objects.VirtualInterface;
import io.minova.rpcapi.NetworkRpc;
import io.minova.store.NetworkPortRepository;
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
        for (String networkId : wanted) {
            if (!networkId.equals(Networks.PRIVATE_ID)) {
                throw new NovaException(ErrorCode.NETWORK_NOT_FOUND, "Network " + networkId + " could not be found.");
            }
            Optional<VirtualInterface> made = ports.create(networkId, Networks.PRIVATE_NAME, instanceUuid, projectId, host, interfaces.size());
            // A build that was tried before, here or on another host, keeps its ports.
            interfaces.add(made.orElseGet(() -> existing(instanceUuid, interfaces.size())));
        }
        return interfaces;
    }

    private VirtualInterface existing(String instanceUuid, int number) {
        return ports.findByInstance(instanceUuid, Networks.PRIVATE_NAME).get(number).vif();
    }

    @Override
    public void deallocateForInstance(String instanceUuid) {
        ports.deleteByInstance(instanceUuid);
    }

    @Override
    public VirtualInterface createPort(String instanceUuid, String projectId, String host, @Nullable String networkId) {
        String wanted = networkId == null ? Networks.PRIVATE_ID : networkId;
        if (!wanted.equals(Networks.PRIVATE_ID)) {
            throw new NovaException(ErrorCode.NETWORK_NOT_FOUND, "Network " + wanted + " could not be found.");
        }
        while (true) { // until nobody else makes a port of this instance between the two statements
            int count = ports.findByInstance(instanceUuid, Networks.PRIVATE_NAME).size();
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
