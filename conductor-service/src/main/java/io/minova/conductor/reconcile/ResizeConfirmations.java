package io.minova.conductor.reconcile;

import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.conductor.ConductorProperties;
import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.objects.NovaException;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeAltRpc;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.MigrationRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Confirms resizes that their owners have left alone for {@code resize_confirm_window}; nothing with a window of 0.
 *
 * <p>Guarantee: a server that got a task, or whose owner reverts meanwhile, is left alone. A source that cannot be told is told by {@link MoveReconciler}.
 * <p>Mirrors {@code nova/compute/manager.py: _poll_unconfirmed_resizes}. Differs: a conductor looks, not the destination.
 */
@Component
public class ResizeConfirmations {

    private static final Logger LOG = LoggerFactory.getLogger(ResizeConfirmations.class);

    private final Cells cells;
    private final InstanceRepository instances;
    private final MigrationRepository migrations;
    private final InstanceActionRepository actions;
    private final RpcClient rpc;
    private final Time time;
    private final Duration window;

    public ResizeConfirmations(
            Cells cells,
            InstanceRepository instances,
            MigrationRepository migrations,
            InstanceActionRepository actions,
            RpcClient rpc,
            Time time,
            ConductorProperties properties) {
        this.cells = cells;
        this.instances = instances;
        this.migrations = migrations;
        this.actions = actions;
        this.rpc = rpc;
        this.time = time;
        this.window = properties.resizeConfirmWindow();
    }

    /** One look at every cell that can have hosts. */
    public void poll() {
        if (window.isZero()) {
            return;
        }
        Instant then = time.now().minus(window);
        cells.answersOfHosts(cell -> migrations.unchangedSince(cell, then)).forEach((cell, found) -> found.stream()
                .filter(migration -> migration.status() == Status.FINISHED)
                .forEach(migration -> confirm(cell, migration)));
    }

    private void confirm(Cell cell, Migration migration) {
        Instance instance = instances.find(cell, migration.instanceUuid()).orElse(null);
        if (instance == null || instance.vmState() != VmState.RESIZED || instance.taskState() != null) {
            return;
        }
        if (!migrations.transition(cell, migration.uuid(), Status.FINISHED, Status.CONFIRMING)) {
            return;
        }
        RequestContext service = RequestContext.admin("req-" + UUID.randomUUID());
        LOG.info("The resize of {} has waited for {} s, confirming it", instance.uuid(), window.toSeconds());
        service.run(() -> {
            actions.start(cell, instance.uuid(), "confirmResize", service);
            try {
                rpc.target(ComputeAltRpc.class, migration.sourceCompute()).confirmResize(instance, migration.withStatus(Status.CONFIRMING));
            } catch (NovaException e) {
                LOG.warn("Host {} was not told to confirm the resize of {}: {}", migration.sourceCompute(), instance.uuid(), e.getMessage());
            }
        });
    }
}
