package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.microversions.Versions;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Progress;
import io.minova.objects.Migration.Status;
import io.minova.objects.Migration.Type;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeAltRpc;
import io.minova.store.Cell;
import io.minova.store.InstanceActionRepository;
import io.minova.store.MigrationRepository;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** A server's live migrations while they run. Mirrors {@code nova/api/openstack/compute/server_migrations.py: ServerMigrationsController}. */
@Controller
@RequestMapping("/compute/v2.1/servers/{id}/migrations")
final class ServerMigrationsController {

    private final ServerLookup lookup;
    private final MigrationRepository migrations;
    private final InstanceActionRepository actions;
    private final RpcClient rpc;

    ServerMigrationsController(ServerLookup lookup, MigrationRepository migrations, InstanceActionRepository actions, RpcClient rpc) {
        this.lookup = lookup;
        this.migrations = migrations;
        this.actions = actions;
        this.rpc = rpc;
    }

    @GetMapping
    @Versions(from = 23)
    Answer index(ComputeRequest request, @PathVariable String id) {
        ServerLookup.Found server = find(request, id, ActionPolicies.MIGRATIONS_INDEX);
        Cell cell = server.cell();
        List<Migration> live = cell == null
                ? List.of()
                : migrations.findByInstance(cell, server.instance().uuid()).stream().filter(ServerMigrationsController::isLiveAndRuns).toList();
        return Answer.ok(Map.of("migrations", live.stream().map(migration -> view(request, migration)).toList()));
    }

    @GetMapping("/{migration}")
    @Versions(from = 23)
    Answer show(ComputeRequest request, @PathVariable String id, @PathVariable String migration) {
        ServerLookup.Found server = find(request, id, ActionPolicies.MIGRATIONS_SHOW);
        Migration found = found(server, migration);
        if (!isLiveAndRuns(found)) {
            throw notFound(server.instance(), migration);
        }
        return Answer.ok(Map.of("migration", view(request, found)));
    }

    @PostMapping("/{migration}/action")
    @Versions(from = 22)
    Answer forceComplete(
            ComputeRequest request, @PathVariable String id, @PathVariable String migration, @Body("server-migration-action") JsonNode body) {
        ServerLookup.Found server = find(request, id, ActionPolicies.MIGRATIONS_FORCE_COMPLETE);
        Instance instance = server.instance();
        InstanceState.require(instance, "force_complete", List.of(VmState.ACTIVE), List.of(TaskState.MIGRATING));
        Migration found = found(server, migration);
        if (found.status() != Status.RUNNING) {
            throw ApiFault.badRequest("Migration " + migration + " state of instance " + instance.uuid() + " is " + found.status().word()
                    + ". Cannot force_complete while the migration is in this state.");
        }
        actions.start(InstanceState.requireHost(server), instance.uuid(), "live_migration_force_complete", request.context());
        rpc.target(ComputeAltRpc.class, found.sourceCompute()).liveMigrationForceComplete(instance, found.uuid());
        return Answer.accepted();
    }

    @DeleteMapping("/{migration}")
    @Versions(from = 24)
    Answer abort(ComputeRequest request, @PathVariable String id, @PathVariable String migration) {
        ServerLookup.Found server = find(request, id, ActionPolicies.MIGRATIONS_DELETE);
        Instance instance = server.instance();
        InstanceState.require(instance, "abort live migration", List.of(VmState.ACTIVE, VmState.PAUSED), List.of(TaskState.MIGRATING));
        Migration found = found(server, migration);
        boolean isQueued = found.status() == Status.QUEUED || found.status() == Status.PREPARING;
        if (found.migrationType() != Type.LIVE_MIGRATION || (found.status() != Status.RUNNING && !(isQueued && request.atLeast(65)))) {
            throw ApiFault.badRequest("Migration " + migration + " state of instance " + instance.uuid() + " is " + found.status().word()
                    + ". Cannot abort live migration while the migration is in this state.");
        }
        actions.start(InstanceState.requireHost(server), instance.uuid(), "live_migration_cancel", request.context());
        rpc.target(ComputeAltRpc.class, found.sourceCompute()).liveMigrationAbort(instance, found.uuid());
        return Answer.accepted();
    }

    private ServerLookup.Found find(ComputeRequest request, String id, Rule rule) {
        ServerLookup.Found server = lookup.find(request.context(), id);
        rule.require(request.context(), server.instance().projectId());
        return server;
    }

    private Migration found(ServerLookup.Found server, String id) {
        Cell cell = server.cell();
        if (cell == null) {
            throw notFound(server.instance(), id);
        }
        return migrations.findByInstance(cell, server.instance().uuid()).stream()
                .filter(migration -> String.valueOf(migration.id()).equals(id) || migration.uuid().equals(id))
                .findFirst()
                .orElseThrow(() -> notFound(server.instance(), id));
    }

    private static ApiFault notFound(Instance instance, String id) {
        return ApiFault.notFound("In-progress live migration " + id + " is not found for server " + instance.uuid() + ".");
    }

    private static boolean isLiveAndRuns(Migration migration) {
        return migration.migrationType() == Type.LIVE_MIGRATION && !migration.status().isOver();
    }

    private static Map<String, Object> view(ComputeRequest request, Migration migration) {
        Progress progress = migration.progress();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", migration.id());
        view.put("status", migration.status().word());
        view.put("created_at", time(migration.createdAt()));
        view.put("updated_at", time(migration.updatedAt()));
        view.put("server_uuid", migration.instanceUuid());
        view.put("source_compute", migration.sourceCompute());
        view.put("source_node", migration.sourceNode());
        view.put("dest_compute", migration.destCompute());
        view.put("dest_host", migration.destCompute());
        view.put("dest_node", migration.destNode());
        view.put("memory_total_bytes", progress.memoryTotal());
        view.put("memory_processed_bytes", progress.memoryProcessed());
        view.put("memory_remaining_bytes", progress.memoryTotal() - progress.memoryProcessed());
        view.put("disk_total_bytes", progress.diskTotal());
        view.put("disk_processed_bytes", progress.diskProcessed());
        view.put("disk_remaining_bytes", progress.diskTotal() - progress.diskProcessed());
        if (request.atLeast(59)) {
            view.put("uuid", migration.uuid());
        }
        if (request.atLeast(80)) {
            view.put("user_id", migration.userId());
            view.put("project_id", migration.projectId());
        }
        return view;
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000000");
    }
}
