package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.store.Cell;
import io.minova.store.MigrationRepository;
import org.springframework.stereotype.Component;

/** The move that a resized server has behind it. Failure: 400 when there is none, 409 when somebody else was faster. */
@Component
final class FinishedMoves {

    private final MigrationRepository migrations;

    FinishedMoves(MigrationRepository migrations) {
        this.migrations = migrations;
    }

    Migration finished(Cell cell, Instance instance) {
        return migrations.inProgress(cell, instance.uuid())
                .filter(migration -> migration.status() == Status.FINISHED)
                .orElseThrow(() -> ApiFault.badRequest("Instance has not been resized."));
    }

    /** Takes it for what is to be done next; only one request can. */
    Migration take(Cell cell, Instance instance, Status next) {
        return take(cell, finished(cell, instance), next);
    }

    Migration take(Cell cell, Migration migration, Status next) {
        if (!migrations.transition(cell, migration.uuid(), Status.FINISHED, next)) {
            throw ApiFault.conflict("Instance " + migration.instanceUuid() + " is being confirmed or reverted already.");
        }
        return migration.withStatus(next);
    }
}
