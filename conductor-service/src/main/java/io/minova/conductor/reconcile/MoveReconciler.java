package io.minova.conductor.reconcile;

import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.conductor.ColdMigrations;
import io.minova.conductor.Evacuations;
import io.minova.conductor.LiveMigrations;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.objects.NovaException;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeAltRpc;
import io.minova.rpcapi.PlacementRpc;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.InstanceQuery;
import io.minova.store.InstanceQuery.Field;
import io.minova.store.InstanceRepository;
import io.minova.store.MigrationRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes up moves that nobody has worked on for longer than the patience, each by what its server and itself say:
 *
 * <pre>
 * the server is gone                                  the move's claim is given back, the move is over
 * accepted, pre-migrating; resize_prep                given up: the server is what it was, with a fault
 * accepted; migrating (live)                          the same
 * accepted, pre-migrating; rebuild* (evacuation)      the server is in error, with a fault
 * confirming; resized/null                            the source is told once more
 * not over, and the server has no task and is not resized    the server went on without it: over, its claim given back
 * anything else                                       the hosts' own to put right, when they start and at each audit
 * </pre>
 *
 * and servers without a move: unshelving without a host is done again, resize_prep and migrating are taken back.
 *
 * <p>Differs from Nova, where each of these waits for an administrator.
 */
@Component
public class MoveReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(MoveReconciler.class);
    private static final int PER_RUN_MAX = 500;

    private final Cells cells;
    private final InstanceRepository instances;
    private final MigrationRepository migrations;
    private final ColdMigrations cold;
    private final LiveMigrations live;
    private final Evacuations evacuations;
    private final PlacementRpc placement;
    private final RpcClient rpc;
    private final Time time;

    public MoveReconciler(
            Cells cells,
            InstanceRepository instances,
            MigrationRepository migrations,
            ColdMigrations cold,
            LiveMigrations live,
            Evacuations evacuations,
            RpcClient rpc,
            Time time) {
        this.cells = cells;
        this.instances = instances;
        this.migrations = migrations;
        this.cold = cold;
        this.live = live;
        this.evacuations = evacuations;
        this.placement = rpc.target(PlacementRpc.class);
        this.rpc = rpc;
        this.time = time;
    }

    /** One look at every cell that can have hosts. */
    public void reconcile() {
        Instant then = time.now().minus(BuildRequestReconciler.PATIENCE);
        cells.answersOfHosts(cell -> migrations.unchangedSince(cell, then)).forEach((cell, moves) -> {
            for (Migration migration : moves) {
                asService(migration.instanceUuid(), () -> reconcile(cell, migration, then));
            }
        });
        for (TaskState task : List.of(TaskState.UNSHELVING, TaskState.RESIZE_PREP, TaskState.MIGRATING)) {
            cells.answersOfHosts(cell -> withTask(cell, task, then)).forEach((cell, waiting) -> {
                waiting.forEach(instance -> asService(instance.uuid(), () -> withoutMove(cell, instance, task)));
            });
        }
    }

    private List<Instance> withTask(Cell cell, TaskState task, Instant then) {
        return instances.list(cell, new InstanceQuery()
                .notDeleted()
                .where(Field.TASK_STATE, task.word())
                .changedBefore(then)
                .sortBy(Field.UPDATED_AT, true)
                .limit(PER_RUN_MAX));
    }

    private void reconcile(Cell cell, Migration migration, Instant then) {
        Instance instance = instances.find(cell, migration.instanceUuid()).orElse(null);
        if (instance == null) {
            end(cell, migration);
            return;
        }
        Instant changed = instance.updatedAt();
        if (changed != null && changed.isAfter(then)) {
            return;
        }
        TaskState task = instance.taskState();
        boolean isBeforeItLeft = migration.status() == Status.ACCEPTED || migration.status() == Status.PRE_MIGRATING;
        if (isBeforeItLeft && task == TaskState.RESIZE_PREP) {
            cold.giveUp(instance, migration, lost(migration));
        } else if (isBeforeItLeft && task == TaskState.MIGRATING) {
            live.giveUp(instance, migration, lost(migration));
        } else if (isBeforeItLeft && isRebuilding(task)) {
            evacuations.giveUp(instance, migration, lost(migration));
        } else if (migration.status() == Status.CONFIRMING && instance.vmState() == VmState.RESIZED && task == null) {
            LOG.warn("Confirmation of {} has waited for more than {} s, telling the source again", instance.uuid(), patience());
            rpc.target(ComputeAltRpc.class, migration.sourceCompute()).confirmResize(instance, migration);
        } else if (task == null && instance.vmState() != VmState.RESIZED && migration.status() != Status.DONE) {
            end(cell, migration);
        }
    }

    private void end(Cell cell, Migration migration) {
        LOG.warn("Move {} of {} goes on without its server: ended, its claim given back", migration.uuid(), migration.instanceUuid());
        placement.deleteAllocations(migration.uuid());
        migrations.save(cell, migration.withStatus(Status.ERROR));
    }

    private void withoutMove(Cell cell, Instance instance, TaskState task) {
        if (task == TaskState.UNSHELVING) {
            if (instance.host() == null) {
                LOG.warn("Instance {} has waited for more than {} s to be unshelved, taking it up", instance.uuid(), patience());
                // From here the patience counts anew; fails when somebody began meanwhile.
                instances.update(cell, instance.uuid(), InstanceUpdate.builder().build(), List.of(task));
                evacuations.unshelve(instance.uuid(), null);
            }
        } else if (migrations.inProgress(cell, instance.uuid()).isEmpty()) {
            LOG.warn("Instance {} is {} and no move of it is known: taken back", instance.uuid(), task.word());
            instances.update(cell, instance.uuid(), InstanceUpdate.builder().taskState(null).build(), List.of(task));
        }
    }

    private static void asService(String uuid, Runnable body) {
        try {
            RequestContext.admin("req-" + UUID.randomUUID()).run(body);
        } catch (NovaException failure) {
            LOG.info("Instance {} is left for the next run: {}", uuid, failure.getMessage());
        }
    }

    private static boolean isRebuilding(@Nullable TaskState task) {
        return task == TaskState.REBUILDING || task == TaskState.REBUILD_BLOCK_DEVICE_MAPPING || task == TaskState.REBUILD_SPAWNING;
    }

    private static NovaException lost(Migration migration) {
        return new NovaException(
                ErrorCode.MIGRATION_ERROR,
                "Migration error: the " + migration.migrationType().word() + " was not worked on for more than " + patience() + " s.");
    }

    private static long patience() {
        return BuildRequestReconciler.PATIENCE.toSeconds();
    }
}
