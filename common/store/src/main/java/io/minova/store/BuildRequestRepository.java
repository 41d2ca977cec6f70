package io.minova.store;

import static io.minova.store.Columns.time;

import io.minova.objects.BuildRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Servers that were promised and have no cell yet: the record that makes a 202 a promise.
 *
 * <p>Mirrors {@code nova/objects/build_request.py: BuildRequest} and {@code nova/compute/api.py: _provision_instances}.
 */
public final class BuildRequestRepository {

    private final Database api;

    public BuildRequestRepository(Databases databases) {
        this.api = databases.database(Databases.API);
    }

    /** Request spec, build request and an instance mapping without a cell, for each server, all or none. */
    public void provision(List<BuildRequest> requests) {
        api.inTransaction(() -> requests.forEach(this::provision));
    }

    private void provision(BuildRequest request) {
        JdbcClient jdbc = api.jdbc();
        String uuid = request.instance().uuid();
        var created = time(request.instance().createdAt());
        jdbc.sql("insert into request_specs (instance_uuid, body, created_at) values (?, ?, ?)")
                .params(uuid, Json.write(request.requestSpec()), created)
                .update();
        jdbc.sql("insert into build_requests (instance_uuid, project_id, body, created_at) values (?, ?, ?, ?)")
                .params(uuid, request.instance().projectId(), Json.write(request), created)
                .update();
        jdbc.sql("insert into instance_mappings (instance_uuid, project_id, user_id, created_at) values (?, ?, ?, ?)")
                .params(uuid, request.instance().projectId(), request.instance().userId(), created)
                .update();
    }

    public Optional<BuildRequest> find(String instanceUuid) {
        return api.jdbc()
                .sql("select body from build_requests where instance_uuid = ?")
                .param(instanceUuid)
                .query((row, number) -> Json.read(row.getString("body"), BuildRequest.class))
                .optional();
    }

    /**
     * Takes those of them that nobody works on, for {@code taker}, and reads them. Who has neither landed one nor kept it within {@code lease} may be dead and
     * loses it to the next.
     */
    public List<BuildRequest> take(Collection<String> instanceUuids, String taker, Instant now, Duration lease) {
        if (instanceUuids.isEmpty()) {
            return List.of();
        }
        List<Object> arguments = new ArrayList<>(List.of(taker, time(now)));
        arguments.addAll(instanceUuids);
        arguments.add(time(now.minus(lease)));
        return api.updateReturning(
                "update build_requests set taken_by = ?, taken_at = ? where instance_uuid in ("
                        + String.join(", ", Collections.nCopies(instanceUuids.size(), "?"))
                        + ") and (taken_at is null or taken_at < ?)",
                arguments,
                new String[] {"body"},
                (row, number) -> Json.read(row.getString("body"), BuildRequest.class));
    }

    /** The lease begins anew; false when {@code taker} has it no longer, or nobody has. */
    public boolean keep(String instanceUuid, String taker, Instant now) {
        return api.jdbc()
                .sql("update build_requests set taken_at = ? where instance_uuid = ? and taken_by = ?")
                .params(time(now), instanceUuid, taker)
                .update() == 1;
    }

    /** Of a project, or of all when {@code projectId} is empty; newest first. */
    public List<BuildRequest> list(Optional<String> projectId) {
        return list(projectId, Optional.empty());
    }

    /** The same, only those made since then: a client that polls for changes must not cost a read of every promise. */
    public List<BuildRequest> list(Optional<String> projectId, Optional<Instant> createdSince) {
        List<String> conditions = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        projectId.ifPresent(project -> {
            conditions.add("project_id = ?");
            arguments.add(project);
        });
        createdSince.ifPresent(since -> {
            conditions.add("created_at >= ?");
            arguments.add(time(since));
        });
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return api.jdbc()
                .sql("select body from build_requests" + where + " order by created_at desc, instance_uuid")
                .params(arguments)
                .query((row, number) -> Json.read(row.getString("body"), BuildRequest.class))
                .list();
    }

    /** Those that wait for longer than {@code age}, or were taken longer ago: their message was lost, or whoever had it died. */
    public List<String> olderThan(Duration age, Instant now) {
        return api.jdbc()
                .sql("select instance_uuid from build_requests where created_at < :old and (taken_at is null or taken_at < :old) order by created_at limit 1000")
                .param("old", time(now.minus(age)))
                .query(String.class)
                .list();
    }

    public boolean exists(String instanceUuid) {
        return api.jdbc().sql("select 1 from build_requests where instance_uuid = ?").param(instanceUuid).query(Integer.class).optional().isPresent();
    }

    /** Replaces the instance of a request that still waits; false when it is gone. */
    public boolean update(BuildRequest request) {
        return api.jdbc()
                .sql("update build_requests set body = ? where instance_uuid = ?")
                .params(Json.write(request), request.instance().uuid())
                .update() == 1;
    }

    /** False when somebody else deleted it first: the user gave up, or another conductor finished. */
    public boolean delete(String instanceUuid) {
        return api.jdbc().sql("delete from build_requests where instance_uuid = ?").param(instanceUuid).update() == 1;
    }
}
