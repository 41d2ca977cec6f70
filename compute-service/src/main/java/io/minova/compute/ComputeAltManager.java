package io.minova.compute;

import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.rpcapi.ComputeAltRpc;
import java.util.List;

/** Serves the second door of one host. Threads: called on the host's RPC executor. Mirrors {@code nova/compute/manager.py: ComputeManager} on compute-alt. */
final class ComputeAltManager implements ComputeAltRpc {

    private final ColdMigrationSource source;
    private final ColdMigrationDestination destination;
    private final LiveMigrationSource liveSource;
    private final LiveMigrationDestination liveDestination;

    ComputeAltManager(HostContext host, InstanceEvents events, InstanceTask task) {
        this.source = new ColdMigrationSource(host, task);
        this.destination = new ColdMigrationDestination(host, events, task);
        this.liveSource = new LiveMigrationSource(host, task);
        this.liveDestination = new LiveMigrationDestination(host, events);
    }

    @Override
    public void prepResize(Instance instance, Migration migration, RequestSpec requestSpec, List<Selection> alternates) {
        destination.prepare(instance, migration, requestSpec, alternates);
    }

    @Override
    public void resizeInstance(Instance instance, Migration migration) {
        source.resize(instance, migration);
    }

    @Override
    public void finishResize(Instance instance, Migration migration) {
        destination.finish(instance, migration);
    }

    @Override
    public void confirmResize(Instance instance, Migration migration) {
        source.confirm(instance, migration);
    }

    @Override
    public void confirmResizeNow(Instance instance, Migration migration) {
        source.confirmNow(instance, migration);
    }

    @Override
    public void revertResize(Instance instance, Migration migration) {
        destination.revert(instance, migration);
    }

    @Override
    public void finishRevertResize(Instance instance, Migration migration) {
        source.finishRevert(instance, migration);
    }

    @Override
    public void checkCanLiveMigrateDestination(Instance instance, Migration migration) {
        liveDestination.check(instance);
    }

    @Override
    public void liveMigration(Instance instance, Migration migration) {
        liveSource.start(instance, migration);
    }

    @Override
    public void preLiveMigration(Instance instance, Migration migration) {
        liveDestination.prepare(instance, migration);
    }

    @Override
    public void postLiveMigrationAtDestination(Instance instance, Migration migration) {
        liveDestination.arrived(instance, migration);
    }

    @Override
    public void rollbackLiveMigrationAtDestination(Instance instance, Migration migration) {
        liveDestination.rollback(instance);
    }

    @Override
    public void liveMigrationAbort(Instance instance, String migrationUuid) {
        liveSource.abort(instance, migrationUuid);
    }

    @Override
    public void liveMigrationForceComplete(Instance instance, String migrationUuid) {
        liveSource.forceComplete(migrationUuid);
    }

    LiveMigrationSource liveSource() {
        return liveSource;
    }

    ColdMigrationSource source() {
        return source;
    }
}
