package io.minova.conductor;

import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.Executors;
import io.minova.concurrency.TaskExecutor;
import io.minova.conductor.reconcile.BuildRequestReconciler;
import io.minova.conductor.reconcile.MoveReconciler;
import io.minova.conductor.reconcile.ResizeConfirmations;
import io.minova.conductor.reconcile.ScheduledInstanceReconciler;
import io.minova.rpc.RpcServer;
import io.minova.rpcapi.ConductorRpc;
import io.minova.rpcapi.NetworkRpc;
import io.minova.service.NovaProperties;
import io.minova.service.NovaService;
import io.minova.service.PeriodicTask;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.ServiceRepository;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The conductor's place in the life of a process. Mirrors {@code nova/cmd/conductor.py}. */
@Component
public class ConductorService implements NovaService {

    private static final Duration RECONCILE_SPACING = Duration.ofSeconds(30);

    private final ConductorManager conductor;
    private final NetworkManager network;
    private final BuildRequestReconciler buildRequests;
    private final ScheduledInstanceReconciler scheduledInstances;
    private final MoveReconciler moves;
    private final ResizeConfirmations confirmations;
    private final Cells cells;
    private final ServiceRepository services;
    private final Executors executors;
    private final String host;

    public ConductorService(
            ConductorManager conductor,
            NetworkManager network,
            BuildRequestReconciler buildRequests,
            ScheduledInstanceReconciler scheduledInstances,
            MoveReconciler moves,
            ResizeConfirmations confirmations,
            Cells cells,
            ServiceRepository services,
            Executors executors,
            NovaProperties properties) {
        this.conductor = conductor;
        this.network = network;
        this.buildRequests = buildRequests;
        this.scheduledInstances = scheduledInstances;
        this.moves = moves;
        this.confirmations = confirmations;
        this.cells = cells;
        this.services = services;
        this.executors = executors;
        this.host = properties.host();
    }

    @Override
    public String binary() {
        return "nova-conductor";
    }

    @Override
    public String openStores() {
        return cells.all().stream().map(Cell::name).collect(Collectors.joining(", "));
    }

    @Override
    public void initHost() {
        // Rows of services above the cells are in cell0.
        services.register(cells.cell0(), List.of(host), binary(), "conductor");
    }

    @Override
    public void reportState() {
        services.report(cells.cell0(), List.of(host), binary());
    }

    @Override
    public void serveRpc(RpcServer server) {
        TaskExecutor rpc = executors.executor(ExecutorType.RPC);
        server.serve(ConductorRpc.class, conductor, rpc);
        server.serve(NetworkRpc.class, network, rpc);
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(
                new PeriodicTask("reconcile_build_requests", RECONCILE_SPACING, PeriodicTask.Start.IMMEDIATELY, buildRequests::reconcile),
                new PeriodicTask("reconcile_scheduled_instances", RECONCILE_SPACING, PeriodicTask.Start.IMMEDIATELY, scheduledInstances::reconcile),
                new PeriodicTask("reconcile_moves", RECONCILE_SPACING, PeriodicTask.Start.IMMEDIATELY, moves::reconcile),
                new PeriodicTask("poll_unconfirmed_resizes", RECONCILE_SPACING, PeriodicTask.Start.IMMEDIATELY, confirmations::poll));
    }
}
