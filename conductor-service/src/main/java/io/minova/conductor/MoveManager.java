package io.minova.conductor;

import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.store.Cells;
import io.minova.store.HostAddresses;
import io.minova.store.MigrationRepository;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the conductor does for servers on their way: the tasks, and the records that hosts read and write. */
@Component
class MoveManager {

    private final ColdMigrations cold;
    private final LiveMigrations live;
    private final Evacuations evacuations;
    private final MigrationRepository migrations;
    private final InstanceCells instanceCells;
    private final Cells cells;
    private final HostAddresses addresses;

    MoveManager(
            ColdMigrations cold,
            LiveMigrations live,
            Evacuations evacuations,
            MigrationRepository migrations,
            InstanceCells instanceCells,
            Cells cells,
            HostAddresses addresses) {
        this.cold = cold;
        this.live = live;
        this.evacuations = evacuations;
        this.migrations = migrations;
        this.instanceCells = instanceCells;
        this.cells = cells;
        this.addresses = addresses;
    }

    void migrateServer(String instanceUuid, @Nullable Flavor newFlavor, @Nullable String wantedHost) {
        cold.migrate(instanceUuid, newFlavor, wantedHost);
    }

    void reschedule(Instance instance, Migration migration, RequestSpec requestSpec, List<Selection> alternates, String reason) {
        cold.reschedule(instance, migration, requestSpec, alternates, reason);
    }

    void liveMigrate(String instanceUuid, @Nullable String wantedHost) {
        live.migrate(instanceUuid, wantedHost);
    }

    void evacuate(String instanceUuid, String migrationUuid, @Nullable String wantedHost) {
        evacuations.evacuate(instanceUuid, migrationUuid, wantedHost);
    }

    void unshelve(String instanceUuid, @Nullable String wantedHost) {
        evacuations.unshelve(instanceUuid, wantedHost);
    }

    void save(Migration migration) {
        migrations.save(instanceCells.of(migration.instanceUuid()), migration);
    }

    @Nullable Migration inProgress(String instanceUuid) {
        return migrations.inProgress(instanceCells.of(instanceUuid), instanceUuid).orElse(null);
    }

    List<Migration> inProgress(List<String> hosts) {
        List<Migration> found = new ArrayList<>();
        cells.withHosts().forEach(cell -> found.addAll(migrations.inProgress(cell, hosts)));
        return found;
    }

    @Nullable String hostAddress(String host) {
        return addresses.find(host).stream().findFirst().map(URI::toString).orElse(null);
    }
}
