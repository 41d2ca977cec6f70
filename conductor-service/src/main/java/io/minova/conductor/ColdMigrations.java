package io.minova.conductor;

import io.minova.objects.ErrorCode;
import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.objects.Migration.Type;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.TaskState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeAltRpc;
import io.minova.rpcapi.PlacementRpc;
import io.minova.rpcapi.SchedulerRpc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds the host that a resized or moved server goes to, and the next one when that could not.
 *
 * <p>Failure: the server is what it was, its task taken back, with a fault; the move is in error. The 202 was a promise to try.
 * <p>Mirrors {@code nova/conductor/tasks/migrate.py: MigrationTask} and {@code nova/conductor/manager.py: _cold_migrate}.
 */
@Component
public class ColdMigrations {

    private static final Logger LOG = LoggerFactory.getLogger(ColdMigrations.class);
    private static final List<@Nullable TaskState> PREPARING = List.of(TaskState.RESIZE_PREP);

    private final ServerTasks tasks;
    private final SchedulerRpc scheduler;
    private final PlacementRpc placement;
    private final RpcClient rpc;

    ColdMigrations(ServerTasks tasks, RpcClient rpc) {
        this.tasks = tasks;
        this.scheduler = rpc.target(SchedulerRpc.class);
        this.placement = rpc.target(PlacementRpc.class);
        this.rpc = rpc;
    }

    void migrate(String uuid, @Nullable Flavor newFlavor, @Nullable String wantedHost) {
        tasks.withTask(uuid, TaskState.RESIZE_PREP)
                .ifPresent(instance -> tasks.event(uuid, "cold_migrate", () -> migrate(instance, newFlavor, wantedHost)));
    }

    private void migrate(Instance instance, @Nullable Flavor newFlavor, @Nullable String wantedHost) {
        Flavor flavor = newFlavor == null ? instance.flavor() : newFlavor;
        // allow_resize_to_same_host is False: never where it is.
        RequestSpec spec = tasks.specFor(instance, flavor, wantedHost, List.of(String.valueOf(instance.host())));
        Migration migration = tasks.begin(instance, newFlavor == null ? Type.MIGRATION : Type.RESIZE, Status.PRE_MIGRATING, flavor);
        tasks.lendClaim(instance, migration);
        try {
            List<Selection> offered = scheduler.selectDestinations(spec, List.of(instance.uuid())).getFirst();
            tell(instance, migration, spec, offered.getFirst(), offered.subList(1, offered.size()));
        } catch (NovaException failure) {
            giveUp(instance, migration, failure);
            throw failure;
        }
    }

    /** After a destination could not prepare. */
    void reschedule(Instance instance, Migration migration, RequestSpec spec, List<Selection> alternates, String reason) {
        List<Selection> left = new ArrayList<>(alternates);
        while (!left.isEmpty()) {
            Selection next = left.removeFirst();
            if (placement.claimResources(instance.uuid(), instance.projectId(), instance.userId(), next.allocations())) {
                try {
                    tell(instance, migration, spec, next, left);
                    return;
                } catch (NovaException notTaken) {
                    LOG.warn("Host {} did not take the move of {}: {}", next.host(), instance.uuid(), notTaken.getMessage());
                }
            }
        }
        giveUp(instance, migration, new NovaException(ErrorCode.NO_VALID_HOST, "No valid host was found. " + reason));
    }

    private void tell(Instance instance, Migration migration, RequestSpec spec, Selection selection, List<Selection> alternates) {
        rpc.target(ComputeAltRpc.class, selection.host())
                .prepResize(instance, migration.withDestination(selection.host(), selection.node()), spec, alternates);
    }

    /** The move is over before it left. */
    public void giveUp(Instance instance, Migration migration, NovaException reason) {
        LOG.info("Move of {} failed: {}", instance.uuid(), reason.getMessage());
        tasks.endMove(instance, migration, Status.ERROR);
        try {
            tasks.failed(instance.uuid(), reason, PREPARING, null);
        } catch (NovaException preempted) {
            LOG.info("Instance {} is somebody else's now: {}", instance.uuid(), preempted.getMessage());
        }
    }
}
