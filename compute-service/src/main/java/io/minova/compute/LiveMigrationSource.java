package io.minova.compute;

import io.minova.compute.virt.LiveMigrationJob;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.TaskFuture;
import io.minova.objects.ErrorCode;
import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Progress;
import io.minova.objects.Migration.Status;
import io.minova.objects.NovaException;
import io.minova.objects.TaskState;
import io.minova.rpcapi.ComputeAltRpc;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live migration on the host that the running guest leaves.
 *
 * <pre>
 * active|paused/migrating; the migration: queued -> preparing -> running -> completed, the guest and the instance are the other host's
 * failed, given up: the state it had/null and a fault; error or cancelled; the claim on the destination is given back
 * </pre>
 *
 * <p>Threads: on live_migration, whose queue holds those that can still be cancelled; with the instance's lock. Abort and force come on any thread.
 * <p>Mirrors {@code nova/compute/manager.py: live_migration, _do_live_migration, live_migration_abort, live_migration_force_complete}.
 */
final class LiveMigrationSource {

    private static final Logger LOG = LoggerFactory.getLogger(LiveMigrationSource.class);
    private static final List<@Nullable TaskState> MIGRATING = Arrays.asList(TaskState.MIGRATING);
    // 5 s: how often Nova's libvirt driver saves what it has copied.
    private static final Duration SAVE_SPACING = Duration.ofSeconds(5);
    private static final long MIB = 1L << 20;

    private final HostContext host;
    private final InstanceTask task;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();

    LiveMigrationSource(HostContext host, InstanceTask task) {
        this.host = host;
        this.task = task;
    }

    void start(Instance instance, Migration migration) {
        Job job = new Job(migration, instance.takenOfHost(migration.oldFlavor()));
        if (jobs.putIfAbsent(migration.uuid(), job) != null) {
            return; // told again
        }
        try {
            job.future = host.executors().executor(ExecutorType.LIVE_MIGRATION).submit("live_migration", () -> run(instance, job));
        } catch (RejectedExecutionException ending) {
            jobs.remove(migration.uuid());
            giveUp(instance, migration, Status.ERROR, ending);
        }
    }

    /** Whether it waits or runs here. */
    boolean has(String migrationUuid) {
        return jobs.containsKey(migrationUuid);
    }

    void abort(Instance instance, String migrationUuid) {
        Job job = jobs.get(migrationUuid);
        if (job == null) {
            LOG.info("instance {}: live migration {} is not here", instance.uuid(), migrationUuid);
            return;
        }
        job.isAborted = true;
        TaskFuture<Boolean> future = job.future;
        if (future != null && future.cancel()) {
            jobs.remove(migrationUuid);
            giveUp(instance, job.migration, Status.CANCELLED, aborted(instance));
        }
    }

    void forceComplete(String migrationUuid) {
        Job job = jobs.get(migrationUuid);
        if (job != null) {
            job.isForced = true;
        }
    }

    /** What an earlier process of this host left: the guest is where it was. */
    void interrupted(Instance instance, Migration migration) {
        giveUp(instance, migration, Status.ERROR,
                new NovaException(ErrorCode.MIGRATION_ERROR, "Migration error: compute host " + host.host() + " stopped during the live migration."));
    }

    private Boolean run(Instance instance, Job job) {
        Migration migration = job.migration;
        try {
            task.run(instance.uuid(), "live_migration", MIGRATING, () -> migrate(instance, job),
                    () -> giveUp(instance, migration, job.isAborted ? Status.CANCELLED : Status.ERROR, null));
        } finally {
            jobs.remove(migration.uuid());
        }
        return true;
    }

    private void migrate(Instance instance, Job job) throws InterruptedException {
        String uuid = instance.uuid();
        Migration migration = job.migration;
        ComputeAltRpc destination = host.otherHost(String.valueOf(migration.destCompute()));
        host.conductor().migrationSave(migration.withStatus(Status.PREPARING));
        destination.preLiveMigration(instance, migration);
        host.conductor().migrationSave(migration.withStatus(Status.RUNNING));
        if (!host.driver().liveMigration(instance, job)) {
            throw aborted(instance);
        }
        destination.postLiveMigrationAtDestination(instance, migration);
        // From here on it is the other host's: what is left are things to clean, which an audit does too.
        host.driver().reap(uuid);
        host.tracker().drop(uuid);
        host.placement().deleteAllocations(migration.uuid());
        host.conductor().migrationSave(job.now().withStatus(Status.COMPLETED));
        host.scheduler().deleteInstanceInfo(host.host(), uuid);
    }

    private void giveUp(Instance instance, Migration migration, Status status, @Nullable Exception noted) {
        String uuid = instance.uuid();
        Instance row = host.conductor().instanceGet(uuid);
        if (row != null && !host.host().equals(row.host())) {
            return; // it had arrived: only cleaning failed
        }
        LOG.info("instance {}: its live migration ends {}: {}", uuid, status.word(), noted == null ? "see its fault" : noted.getMessage());
        host.placement().moveAllocations(migration.uuid(), uuid, instance.projectId(), instance.userId());
        host.conductor().migrationSave(migration.withStatus(status));
        host.save(uuid, InstanceUpdate.builder().taskState(null), MIGRATING);
        host.otherHost(String.valueOf(migration.destCompute())).rollbackLiveMigrationAtDestination(instance, migration);
    }

    private static NovaException aborted(Instance instance) {
        return new NovaException(ErrorCode.MIGRATION_ERROR,
                "Migration error: the live migration of " + instance.uuid() + " was cancelled by a user.");
    }

    /** One live migration that waits or runs here. */
    private final class Job implements LiveMigrationJob {

        private final Migration migration;
        private final Flavor copied;
        private volatile @Nullable TaskFuture<Boolean> future;
        private volatile boolean isAborted;
        private volatile boolean isForced;
        private volatile double fraction;
        private long savedAtNanos = host.time().nanoTime();

        Job(Migration migration, Flavor copied) {
            this.migration = migration;
            this.copied = copied;
        }

        @Override
        public boolean isAborted() {
            return isAborted;
        }

        @Override
        public boolean isForced() {
            return isForced;
        }

        @Override
        public void progress(double newFraction) {
            fraction = newFraction;
            long now = host.time().nanoTime();
            if (now - savedAtNanos >= SAVE_SPACING.toNanos()) {
                savedAtNanos = now;
                host.conductor().migrationSave(now().withStatus(Status.RUNNING));
            }
        }

        Migration now() {
            long memory = copied.memoryMb() * MIB;
            long disk = copied.rootGb() * MIB * 1024;
            return migration.withProgress(new Progress(memory, (long) (memory * fraction), disk, (long) (disk * fraction)));
        }
    }
}
