package io.minova.scheduler;

import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.Executors;
import io.minova.concurrency.TaskExecutor;
import io.minova.rpc.RpcServer;
import io.minova.rpcapi.PlacementRpc;
import io.minova.rpcapi.SchedulerRpc;
import io.minova.scheduler.placement.AggregateSync;
import io.minova.scheduler.placement.PlacementManager;
import io.minova.service.NovaProperties;
import io.minova.service.NovaService;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.ServiceRepository;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The scheduler's place in the life of a process. Mirrors {@code nova/cmd/scheduler.py}. */
@Component
public class SchedulerService implements NovaService {

    private final SchedulerManager scheduler;
    private final PlacementManager placement;
    private final AggregateSync aggregates;
    private final Cells cells;
    private final ServiceRepository services;
    private final Executors executors;
    private final String host;

    public SchedulerService(
            SchedulerManager scheduler,
            PlacementManager placement,
            AggregateSync aggregates,
            Cells cells,
            ServiceRepository services,
            Executors executors,
            NovaProperties properties) {
        this.scheduler = scheduler;
        this.placement = placement;
        this.aggregates = aggregates;
        this.cells = cells;
        this.services = services;
        this.executors = executors;
        this.host = properties.host();
    }

    @Override
    public String binary() {
        return "nova-scheduler";
    }

    @Override
    public String openStores() {
        return cells.all().stream().map(Cell::name).collect(Collectors.joining(", ")) + ", placement";
    }

    @Override
    public void initHost() {
        // Rows of services above the cells are in cell0.
        services.register(cells.cell0(), List.of(host), binary(), "scheduler");
        aggregates.run();
    }

    @Override
    public void reportState() {
        services.report(cells.cell0(), List.of(host), binary());
    }

    @Override
    public void serveRpc(RpcServer server) {
        TaskExecutor rpc = executors.executor(ExecutorType.RPC);
        server.serve(SchedulerRpc.class, scheduler, rpc);
        server.serve(PlacementRpc.class, placement, rpc);
    }
}
