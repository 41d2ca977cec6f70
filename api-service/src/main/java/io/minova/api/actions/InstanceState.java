package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.servers.ServerLookup;
import io.minova.objects.Instance;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server is in a state that an action can start from.
 *
 * <p>Failure: 409 that says which state is in the way.
 * <p>Mirrors {@code nova/compute/api.py: check_instance_state, check_instance_host} and {@code nova/api/openstack/common.py:
 * raise_http_conflict_for_instance_invalid_state}.
 */
final class InstanceState {

    private InstanceState() {}

    /** The host, and the cell with it; 409 while the server has none. */
    static Cell requireHost(ServerLookup.Found server) {
        Cell cell = server.cell();
        if (cell == null || server.instance().host() == null) {
            throw ApiFault.conflict("Instance " + server.instance().uuid() + " is not ready");
        }
        return cell;
    }

    /** The cell; 409 for a server that is only promised. */
    static Cell requireCell(ServerLookup.Found server, String action) {
        Cell cell = server.cell();
        if (cell == null) {
            throw conflict(server.instance(), action, "vm_state " + server.instance().vmState().word());
        }
        return cell;
    }

    /** One of those states, one of those tasks (null stands for none), and launched once. */
    static void require(Instance instance, String action, Collection<VmState> vmStates, List<@Nullable TaskState> taskStates) {
        if (!vmStates.contains(instance.vmState())) {
            throw conflict(instance, action, "vm_state " + instance.vmState().word());
        }
        TaskState task = instance.taskState();
        if (taskStates.stream().noneMatch(allowed -> allowed == task)) { // contains(null) is refused by lists without nulls
            throw conflict(instance, action, "task_state " + (task == null ? "None" : task.word()));
        }
        if (instance.launchedAt() == null) {
            throw ApiFault.conflict("Instance " + instance.uuid() + " is in an invalid state for '" + action + "'");
        }
    }

    static ApiFault conflict(Instance instance, String action, String state) {
        return ApiFault.conflict("Cannot '" + action + "' instance " + instance.uuid() + " while it is in " + state);
    }
}
