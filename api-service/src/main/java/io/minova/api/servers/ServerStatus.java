package io.minova.api.servers;

import static io.minova.objects.TaskState.MIGRATING;
import static io.minova.objects.TaskState.REBOOTING;
import static io.minova.objects.TaskState.REBOOTING_HARD;
import static io.minova.objects.TaskState.REBOOT_PENDING;
import static io.minova.objects.TaskState.REBOOT_PENDING_HARD;
import static io.minova.objects.TaskState.REBOOT_STARTED;
import static io.minova.objects.TaskState.REBOOT_STARTED_HARD;
import static io.minova.objects.TaskState.REBUILDING;
import static io.minova.objects.TaskState.REBUILD_BLOCK_DEVICE_MAPPING;
import static io.minova.objects.TaskState.REBUILD_SPAWNING;
import static io.minova.objects.TaskState.RESIZE_FINISH;
import static io.minova.objects.TaskState.RESIZE_MIGRATED;
import static io.minova.objects.TaskState.RESIZE_MIGRATING;
import static io.minova.objects.TaskState.RESIZE_PREP;
import static io.minova.objects.TaskState.RESIZE_REVERTING;
import static io.minova.objects.TaskState.UPDATING_PASSWORD;

import io.minova.objects.Instance;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one word that clients see, from a server's two states.
 *
 * <p>Mirrors {@code nova/api/openstack/common.py: _STATE_MAP}.
 */
final class ServerStatus {

    private static final Map<VmState, String> DEFAULTS = new EnumMap<>(Map.ofEntries(
            Map.entry(VmState.ACTIVE, "ACTIVE"),
            Map.entry(VmState.BUILDING, "BUILD"),
            Map.entry(VmState.STOPPED, "SHUTOFF"),
            Map.entry(VmState.RESIZED, "VERIFY_RESIZE"),
            Map.entry(VmState.PAUSED, "PAUSED"),
            Map.entry(VmState.SUSPENDED, "SUSPENDED"),
            Map.entry(VmState.RESCUED, "RESCUE"),
            Map.entry(VmState.ERROR, "ERROR"),
            Map.entry(VmState.DELETED, "DELETED"),
            Map.entry(VmState.SOFT_DELETE, "SOFT_DELETED"),
            Map.entry(VmState.SHELVED, "SHELVED"),
            Map.entry(VmState.SHELVED_OFFLOADED, "SHELVED_OFFLOADED")));
    private static final Map<VmState, Map<TaskState, String>> BY_TASK = new EnumMap<>(VmState.class);

    static {
        List<TaskState> rebuild = List.of(REBUILDING, REBUILD_BLOCK_DEVICE_MAPPING, REBUILD_SPAWNING);
        List<TaskState> resize = List.of(RESIZE_PREP, RESIZE_MIGRATING, RESIZE_MIGRATED, RESIZE_FINISH);
        show(VmState.ACTIVE, "REBOOT", List.of(REBOOTING, REBOOT_PENDING, REBOOT_STARTED));
        show(VmState.ACTIVE, "HARD_REBOOT", List.of(REBOOTING_HARD, REBOOT_PENDING_HARD, REBOOT_STARTED_HARD));
        show(VmState.ACTIVE, "PASSWORD", List.of(UPDATING_PASSWORD));
        show(VmState.ACTIVE, "REBUILD", rebuild);
        show(VmState.ACTIVE, "MIGRATING", List.of(MIGRATING));
        show(VmState.ACTIVE, "RESIZE", resize);
        show(VmState.STOPPED, "RESIZE", resize);
        show(VmState.STOPPED, "REBUILD", rebuild);
        show(VmState.RESIZED, "REVERT_RESIZE", List.of(RESIZE_REVERTING));
        show(VmState.PAUSED, "MIGRATING", List.of(MIGRATING));
        show(VmState.ERROR, "REBUILD", rebuild);
    }

    /** Every pair of states that gives one of the words asked for; a null inside the task states means "any task that has no word of its own". */
    record States(Set<VmState> vmStates, Set<TaskState> taskStates, boolean anyTask) {
        boolean isEmpty() {
            return vmStates.isEmpty();
        }
    }

    private ServerStatus() {}

    private static void show(VmState vmState, String status, List<TaskState> taskStates) {
        Map<TaskState, String> map = BY_TASK.computeIfAbsent(vmState, unused -> new EnumMap<>(TaskState.class));
        taskStates.forEach(taskState -> map.put(taskState, status));
    }

    static String of(Instance instance) {
        return instance.deletedAt() != null ? "DELETED" : of(instance.vmState(), instance.taskState());
    }

    static String of(VmState vmState, @Nullable TaskState taskState) {
        Map<TaskState, String> byTask = BY_TASK.get(vmState);
        String status = byTask == null || taskState == null ? null : byTask.get(taskState);
        return status == null ? DEFAULTS.getOrDefault(vmState, "UNKNOWN") : status;
    }

    /** The states behind a filter, as Nova expands them: the sets of both states are matched independently. */
    static States statesOf(Collection<String> statuses) {
        Set<VmState> vmStates = EnumSet.noneOf(VmState.class);
        Set<TaskState> taskStates = EnumSet.noneOf(TaskState.class);
        boolean anyTask = false;
        for (String status : statuses) {
            for (Map.Entry<VmState, String> entry : DEFAULTS.entrySet()) {
                if (entry.getValue().equalsIgnoreCase(status)) {
                    vmStates.add(entry.getKey());
                    anyTask = true;
                }
            }
            BY_TASK.forEach((vmState, byTask) -> byTask.forEach((taskState, word) -> {
                if (word.equalsIgnoreCase(status)) {
                    vmStates.add(vmState);
                    taskStates.add(taskState);
                }
            }));
        }
        return new States(vmStates, taskStates, anyTask);
    }
}
