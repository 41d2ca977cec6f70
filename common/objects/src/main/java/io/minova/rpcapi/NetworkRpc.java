package io.minova.rpcapi;

import io.minova.objects.VirtualInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands in for Neutron's REST API: ports of instances. Served by the conductor, because computes reach no database. */
@Topic("network")
public interface NetworkRpc {

    /** Creates a port on each network (null: the project's own network; empty: none); a second call for the same instance answers the same ports. */
    @Call
    List<VirtualInterface> allocateForInstance(String instanceUuid, String projectId, String host, @Nullable List<String> networkIds);

    /** Deletes the instance's ports; none is fine. */
    @Call
    void deallocateForInstance(String instanceUuid);

    /** Creates one more port for an instance, on that network or, for null, its project's own. Fails with NetworkNotFound. */
    @Call
    VirtualInterface createPort(String instanceUuid, String projectId, String host, @Nullable String networkId);

    /** Deletes one port of an instance; none is fine. */
    @Call
    void deletePort(String instanceUuid, String portId);
}
