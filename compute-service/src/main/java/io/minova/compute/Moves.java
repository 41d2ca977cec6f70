package io.minova.compute;

import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Type;
import java.util.Collection;
import java.util.List;

/** What a restarted host must know of servers that are on their way: the room they hold, and the guest that may come back. */
final class Moves {

    private final List<Migration> inProgress;

    private Moves(List<Migration> inProgress) {
        this.inProgress = inProgress;
    }

    static Moves of(List<Migration> inProgress) {
        return new Moves(List.copyOf(inProgress));
    }

    /** To be called before the tracker's load, which then counts them. {@code own} are the rows of this host. */
    void restore(HostContext host, Collection<Instance> own) {
        for (Migration migration : inProgress) {
            boolean isOurs = own.stream().anyMatch(row -> row.uuid().equals(migration.instanceUuid()));
            if (isOurs) {
                continue;
            }
            if (host.host().equals(migration.sourceCompute())) {
                if (migration.migrationType() == Type.EVACUATION) {
                    evacuated(host, migration);
                    continue;
                }
                host.tracker().restoreMove(migration.instanceUuid(), migration.oldFlavor());
                host.driver().keep(migration.instanceUuid());
            } else if (host.host().equals(migration.destCompute())) {
                host.tracker().restoreMove(migration.instanceUuid(), migration.newFlavor());
            }
        }
    }

    /** The guest lives elsewhere now; this host's claim was the migration's. Mirrors {@code nova/compute/manager.py: _destroy_evacuated_instances}. */
    private static void evacuated(HostContext host, Migration migration) {
        if (migration.status() == Migration.Status.DONE) {
            host.driver().reap(migration.instanceUuid());
            host.placement().deleteAllocations(migration.uuid());
            host.conductor().migrationSave(migration.withStatus(Migration.Status.COMPLETED));
        }
    }
}
