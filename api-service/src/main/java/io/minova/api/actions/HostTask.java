package io.minova.api.actions;

import io.minova.concurrency.RequestContext;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.TaskState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeRpc;
import io.minova.rpcapi.ConductorRpc;
import io.minova.store.Cell;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceRepository;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The common end of an action: take the task state, note the action, tell the host.
 *
 * <p>Guarantee: two requests cannot take the same server at once, the save of the second fails with 409. A host that cannot be told finds the task state
 * in the database when it is back.
 */
@Component
final class HostTask {

    private static final Logger LOG = LoggerFactory.getLogger(HostTask.class);

    private final InstanceRepository instances;
    private final InstanceActionRepository actions;
    private final RpcClient rpc;

    HostTask(InstanceRepository instances, InstanceActionRepository actions, RpcClient rpc) {
        this.instances = instances;
        this.actions = actions;
        this.rpc = rpc;
    }

    /**
     * Starts a task on the server's host.
     *
     * @param expected task states that the row may have; null inside stands for none
     * @param action as the actions list shows it
     */
    void start(
            RequestContext context,
            Cell cell,
            Instance instance,
            TaskState task,
            List<@Nullable TaskState> expected,
            String action,
            BiConsumer<ComputeRpc, Instance> message) {
        start(context, cell, instance, InstanceUpdate.builder().taskState(task), expected, action, message);
    }

    /** The same with more changes than the task; answers the server as it then is. */
    Instance start(
            RequestContext context,
            Cell cell,
            Instance instance,
            InstanceUpdate.Builder changes,
            @Nullable List<@Nullable TaskState> expected,
            String action,
            BiConsumer<ComputeRpc, Instance> message) {
        Instance saved = begin(context, cell, instance, changes, expected, action);
        String host = saved.host();
        if (host == null) {
            return saved;
        }
        try {
            message.accept(rpc.target(ComputeRpc.class, host), saved);
        } catch (NovaException e) {
            LOG.warn("Host {} was not told to {} instance {}: {}", host, action, instance.uuid(), e.getMessage());
        }
        return saved;
    }

    /** The same for a message whose answer the client waits for; what the host throws is thrown here. */
    void call(
            RequestContext context,
            Cell cell,
            Instance instance,
            TaskState task,
            List<@Nullable TaskState> expected,
            String action,
            BiConsumer<ComputeRpc, Instance> message) {
        Instance saved = begin(context, cell, instance, InstanceUpdate.builder().taskState(task), expected, action);
        message.accept(rpc.target(ComputeRpc.class, String.valueOf(saved.host())), saved);
    }

    /** Takes the task state and notes the action: from here on the promise is in the database. */
    Instance begin(
            RequestContext context,
            Cell cell,
            Instance instance,
            InstanceUpdate.Builder changes,
            @Nullable List<@Nullable TaskState> expected,
            String action) {
        Instance saved = instances.save(cell, instance.uuid(), changes.build(), expected);
        actions.start(cell, instance.uuid(), action, context);
        return saved;
    }

    /** Starts a task that a conductor does; one that cannot be told finds it in the database. */
    void startAtConductor(
            RequestContext context,
            Cell cell,
            Instance instance,
            TaskState task,
            List<@Nullable TaskState> expected,
            String action,
            Consumer<ConductorRpc> message) {
        startAtConductor(context, cell, instance, InstanceUpdate.builder().taskState(task), expected, action, message);
    }

    /** The same with more changes than the task. */
    void startAtConductor(
            RequestContext context,
            Cell cell,
            Instance instance,
            InstanceUpdate.Builder changes,
            List<@Nullable TaskState> expected,
            String action,
            Consumer<ConductorRpc> message) {
        begin(context, cell, instance, changes, expected, action);
        tellConductor(action, instance, message);
    }

    void tellConductor(String action, Instance instance, Consumer<ConductorRpc> message) {
        try {
            message.accept(rpc.target(ConductorRpc.class));
        } catch (NovaException e) {
            LOG.warn("No conductor was told to {} instance {}: {}", action, instance.uuid(), e.getMessage());
        }
    }
}
