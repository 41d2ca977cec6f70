package io.minova.api.migrations;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.validation.NovaFormats;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Paging;
import io.minova.api.web.Query;
import io.minova.api.web.QueryParameters;
import io.minova.api.web.Timestamps;
import io.minova.concurrency.CellResult;
import io.minova.objects.Migration;
import io.minova.store.Cells;
import io.minova.store.MigrationRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** GET /os-migrations. Mirrors {@code nova/api/openstack/compute/migrations.py: MigrationsController}. */
@Controller
final class MigrationsController {

    private static final Rule INDEX = new Rule("os_compute_api:os-migrations:index", Rule.Check.ADMIN);
    private static final Comparator<Migration> NEWEST_FIRST =
            Comparator.comparing(Migration::createdAt).thenComparing(Migration::uuid).reversed();

    private final Cells cells;
    private final MigrationRepository migrations;

    MigrationsController(Cells cells, MigrationRepository migrations) {
        this.cells = cells;
        this.migrations = migrations;
    }

    @GetMapping("/compute/v2.1/os-migrations")
    @Query("migrations-query")
    Answer index(ComputeRequest request) {
        INDEX.require(request.context());
        List<Migration> matching = new ArrayList<>();
        for (CellResult<List<Migration>> result : cells.scatterGather(cells.withHosts(), migrations::list).values()) {
            if (result instanceof CellResult.Answered<List<Migration>>(List<Migration> rows)) {
                rows.stream().filter(filter(request)).forEach(matching::add);
            }
        }
        matching.sort(NEWEST_FIRST);
        Map<String, Object> answer = new LinkedHashMap<>();
        if (!request.atLeast(59)) {
            answer.put("migrations", matching.stream().map(migration -> view(request, migration)).toList());
            return Answer.ok(answer);
        }
        Paging paging = Paging.of(request.query());
        List<Migration> page = paging.page(matching, Migration::uuid, "Marker %s could not be found.");
        answer.put("migrations", page.stream().map(migration -> view(request, migration)).toList());
        paging.addLink(answer, "migrations_links", request, "os-migrations", page, page.isEmpty() ? null : page.getLast().uuid());
        return Answer.ok(answer);
    }

    private static Predicate<Migration> filter(ComputeRequest request) {
        QueryParameters query = request.query();
        Predicate<Migration> filter = equal(query.get("status"), migration -> migration.status().word());
        filter = filter.and(equal(query.get("migration_type"), migration -> migration.migrationType().word()));
        filter = filter.and(equal(query.get("instance_uuid"), Migration::instanceUuid));
        filter = filter.and(equal(query.get("source_compute"), Migration::sourceCompute));
        String host = query.get("host");
        if (host != null) {
            filter = filter.and(migration -> host.equals(migration.sourceCompute()) || host.equals(migration.destCompute()));
        }
        if (request.atLeast(59)) {
            Instant since = time(query, "changes-since");
            Instant before = request.atLeast(66) ? time(query, "changes-before") : null;
            if (since != null && before != null && before.isBefore(since)) {
                throw ApiFault.badRequest("The value of changes-since must be less than or equal to changes-before.");
            }
            filter = filter.and(migration -> since == null || !changed(migration).isBefore(since));
            filter = filter.and(migration -> before == null || !changed(migration).isAfter(before));
        }
        if (request.atLeast(80)) {
            filter = filter.and(equal(query.get("user_id"), migration -> String.valueOf(migration.userId())));
            filter = filter.and(equal(query.get("project_id"), migration -> String.valueOf(migration.projectId())));
        }
        return filter;
    }

    private static Predicate<Migration> equal(@Nullable String wanted, Function<Migration, String> field) {
        return migration -> wanted == null || wanted.equals(field.apply(migration));
    }

    private static @Nullable Instant time(QueryParameters query, String name) {
        String text = query.get(name);
        return text == null ? null : NovaFormats.time(text);
    }

    private static Instant changed(Migration migration) {
        Instant updated = migration.updatedAt();
        return updated == null ? migration.createdAt() : updated;
    }

    private static Map<String, Object> view(ComputeRequest request, Migration migration) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", migration.id());
        view.put("status", migration.status().word());
        view.put("instance_uuid", migration.instanceUuid());
        view.put("source_compute", migration.sourceCompute());
        view.put("source_node", migration.sourceNode());
        view.put("dest_compute", migration.destCompute());
        view.put("dest_node", migration.destNode());
        view.put("dest_host", null);
        view.put("old_instance_type_id", migration.oldFlavor().id());
        view.put("new_instance_type_id", migration.newFlavor().id());
        view.put("created_at", Timestamps.micros(migration.createdAt()));
        view.put("updated_at", Timestamps.micros(migration.updatedAt()));
        if (request.atLeast(23)) {
            view.put("migration_type", migration.migrationType().word());
            if (migration.migrationType() == Migration.Type.LIVE_MIGRATION && !migration.status().isOver()) {
                view.put("links", request.links().of("servers/" + migration.instanceUuid() + "/migrations", Long.toString(migration.id())));
            }
        }
        if (request.atLeast(59)) {
            view.put("uuid", migration.uuid());
        }
        if (request.atLeast(80)) {
            view.put("user_id", migration.userId());
            view.put("project_id", migration.projectId());
        }
        return view;
    }
}
