package io.minova.conductor;

import io.minova.objects.ErrorCode;
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
import io.minova.store.MigrationRepository;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds the host that a running server goes to, asks it whether it can, and tells the source.
 *
 * <p>Failure: the server is what it was, its task taken back, with a fault; the move is in error.
 * <p>Mirrors {@code nova/conductor/tasks/live_migrate.py: LiveMigrationTask}; a host that refuses is left out and the scheduler asked again, until it has none.
 */
@Component
public class LiveMigrations {

    private static final Logger LOG = LoggerFactory.getLogger(LiveMigrations.class);
    private static final List<@Nullable TaskState> MIGRATING = List.of(TaskState.MIGRATING);

    private final ServerTasks tasks;
    private final MigrationRepository migrations;
    private final SchedulerRpc scheduler;
    private final PlacementRpc placement;
    private final RpcClient rpc;

    LiveMigrations(ServerTasks tasks, MigrationRepository migrations, RpcClient rpc) {
        this.tasks = tasks;
        this.migrations = migrations;
        this.scheduler = rpc.target(SchedulerRpc.class);
        this.placement = rpc.target(PlacementRpc.class);
        this.rpc = rpc;
    }

    void migrate(String uuid, @Nullable String wantedHost) {
        tasks.withTask(uuid, TaskState.MIGRATING)
                .ifPresent(instance -> tasks.event(uuid, "conductor_live_migrate_instance", () -> migrate(instance, wantedHost)));
    }

    private void migrate(Instance instance, @Nullable String wantedHost) {
        Migration accepted = tasks.begin(instance, Type.LIVE_MIGRATION, Status.ACCEPTED, instance.flavor());
        tasks.lendClaim(instance, accepted);
        try {
            Selection chosen = destination(instance, accepted, wantedHost);
            Migration queued = accepted.withDestination(chosen.host(), chosen.node()).withStatus(Status.QUEUED);
            migrations.save(tasks.cell(instance.uuid()), queued);
            rpc.target(ComputeAltRpc.class, String.valueOf(instance.host())).liveMigration(instance, queued);
        } catch (NovaException failure) {
            giveUp(instance, accepted, failure);
            throw failure;
        }
    }

    private Selection destination(Instance instance, Migration migration, @Nullable String wantedHost) {
        List<String> refused = new ArrayList<>(List.of(String.valueOf(instance.host())));
        while (true) {
            RequestSpec spec = tasks.specFor(instance, instance.flavor(), wantedHost, refused);
            Selection candidate = scheduler.selectDestinations(spec, List.of(instance.uuid())).getFirst().getFirst();
            try {
                rpc.target(ComputeAltRpc.class, candidate.host())
                        .checkCanLiveMigrateDestination(instance, migration.withDestination(candidate.host(), candidate.node()));
                return candidate;
            } catch (NovaException e) {
                LOG.info("Host {} does not take the running server {}: {}", candidate.host(), instance.uuid(), e.getMessage());
                placement.deleteAllocations(instance.uuid());
                if (wantedHost != null || e.code() == ErrorCode.INSTANCE_NOT_FOUND) {
                    throw e;
                }
                refused.add(candidate.host());
            }
        }
    }

    /** The guest stays where it is. */
    public void giveUp(Instance instance, Migration migration, NovaException reason) {
        LOG.info("Live migration of {} failed: {}", instance.uuid(), reason.getMessage());
        tasks.endMove(instance, migration, Status.ERROR);
        try {
            tasks.failed(instance.uuid(), reason, MIGRATING, null);
        } catch (NovaException preempted) {
            LOG.info("Instance {} is somebody else's now: {}", instance.uuid(), preempted.getMessage());
        }
    }
}
