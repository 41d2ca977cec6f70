package io.minova.compute;

import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.VirtualInterface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ports that come and go while the server lives. The server has no task meanwhile; its lock keeps two of them apart.
 *
 * <p>Mirrors {@code nova/compute/manager.py: attach_interface, detach_interface}.
 */
final class InterfaceActions {

    private final HostContext host;
    private final InstanceTask task;

    InterfaceActions(HostContext host, InstanceTask task) {
        this.host = host;
        this.task = task;
    }

    /** A port that cannot be attached is deleted again. */
    VirtualInterface attach(Instance instance, @Nullable String requested) {
        String uuid = instance.uuid();
        return task.call(uuid, "attach_interface", Arrays.asList(), () -> {
            VirtualInterface port = host.network().createPort(uuid, instance.projectId(), host.host(), requested);
            try {
                host.driver().attachInterface(instance, port);
            } catch (RuntimeException e) {
                host.network().deletePort(uuid, port.portId());
                throw e;
            }
            List<VirtualInterface> ports = new ArrayList<>(ports(instance));
            ports.add(port);
            host.save(uuid, InstanceUpdate.builder().networkInfo(ports), null);
            return port;
        });
    }

    void detach(Instance instance, String portId) {
        String uuid = instance.uuid();
        task.run(uuid, "detach_interface", Arrays.asList(), () -> {
            List<VirtualInterface> ports = ports(instance);
            for (VirtualInterface port : ports) {
                if (port.portId().equals(portId)) {
                    host.driver().detachInterface(instance, port);
                }
            }
            host.network().deletePort(uuid, portId);
            host.save(uuid, InstanceUpdate.builder().networkInfo(ports.stream().filter(port -> !port.portId().equals(portId)).toList()), null);
        });
    }

    // As they are now: another may have come since the message was sent.
    private List<VirtualInterface> ports(Instance instance) {
        Instance row = host.conductor().instanceGet(instance.uuid());
        return row == null ? instance.networkInfo() : row.networkInfo();
    }
}
