package io.minova.rpcapi;

import io.minova.objects.VirtualInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands in for Neutron's REST API: ports of instances. Served by the conductor, because computes reach no database. */
@Topic("network")
public interface NetworkRpc {

    /**
     * Creates a port for each, or takes the one that is named (null: one on the project's own network; empty: none); texts of {@code RequestedNetwork}. A second
     * call for the same instance answers the same ports.
     */
    @Call
    List<VirtualInterface> allocateForInstance(String instanceUuid, String projectId, String host, @Nullable List<String> networkIds);

    /** Deletes the instance's ports but those that somebody made, which are free again; none is fine. */
    @Call
    void deallocateForInstance(String instanceUuid);

    /**
     * One more port for an instance, as a text of {@code RequestedNetwork} says or, for null, on its project's own network. Fails with NetworkNotFound,
     * PortNotFound, PortInUse or FixedIpAlreadyInUse.
     */
    @Call
    VirtualInterface createPort(String instanceUuid, String projectId, String host, @Nullable String networkId);

    /** Deletes one port of an instance, or frees one that somebody made; none is fine. */
    @Call
    void deletePort(String instanceUuid, String portId);
}
