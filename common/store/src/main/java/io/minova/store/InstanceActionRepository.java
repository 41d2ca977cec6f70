package io.minova.store;

import static io.minova.store.Columns.instant;
import static io.minova.store.Columns.instantOrNull;
import static io.minova.store.Columns.time;
import static io.minova.store.Columns.values;

import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.objects.InstanceAction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a server, and the steps it took.
 *
 * <p>Mirrors {@code nova/db/main/api.py: action_start, action_event_start, action_event_finish}.
 */
public final class InstanceActionRepository {

    private static final String SELECT =
            "select id, instance_uuid, action, request_id, user_id, project_id, start_time, finish_time, updated_at, message from instance_actions";

    private final Time time;

    public InstanceActionRepository(Time time) {
        this.time = time;
    }

    /** Notes that the request of {@code context} asked for {@code action}. */
    public void start(Cell cell, String instanceUuid, String action, RequestContext context) {
        cell.database()
                .jdbc()
                .sql("insert into instance_actions (instance_uuid, action, request_id, user_id, project_id, start_time, updated_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(values(
                        instanceUuid, action, context.requestId(), context.userId(), context.projectId(), time(time.now()), time(time.now())))
                .update();
    }

    /** Says that the request's action is over. */
    public void finish(Cell cell, String instanceUuid, String requestId) {
        cell.database()
                .jdbc()
                .sql("update instance_actions set finish_time = ?, updated_at = ? where instance_uuid = ? and request_id = ?")
                .params(time(time.now()), time(time.now()), instanceUuid, requestId)
                .update();
    }

    /** Starts an event of the request's action, or of the newest one when the request (a recovery) has none. */
    public void eventStart(Cell cell, String instanceUuid, String requestId, String event, @Nullable String host) {
        String insert = "insert into instance_actions_events (action_id, event, start_time, host)"
                + " select id, ?, ?, ? from instance_actions where instance_uuid = ? %s order by id desc limit 1";
        int started = cell.database()
                .jdbc()
                .sql(insert.formatted("and request_id = ?"))
                .params(values(event, time(time.now()), host, instanceUuid, requestId))
                .update();
        if (started == 0) {
            cell.database().jdbc().sql(insert.formatted("")).params(values(event, time(time.now()), host, instanceUuid)).update();
        }
    }

    /** Ends the newest unfinished event of that name; with an error the action says Error. */
    public void eventFinish(Cell cell, String instanceUuid, String event, @Nullable String error, @Nullable String traceback) {
        cell.database()
                .jdbc()
                .sql("update instance_actions_events set finish_time = ?, result = ?, details = ?, traceback = ? where id = ("
                        + "select max(e.id) from instance_actions_events e join instance_actions a on a.id = e.action_id"
                        + " where a.instance_uuid = ? and e.event = ? and e.finish_time is null)")
                .params(values(time(time.now()), error == null ? "Success" : "Error", error, traceback, instanceUuid, event))
                .update();
        if (error != null) {
            cell.database()
                    .jdbc()
                    .sql("update instance_actions set message = 'Error', updated_at = ? where id = ("
                            + "select max(e.action_id) from instance_actions_events e join instance_actions a on a.id = e.action_id"
                            + " where a.instance_uuid = ? and e.event = ?)")
                    .params(time(time.now()), instanceUuid, event)
                    .update();
        }
    }

    /** Newest first, without their events. */
    public List<InstanceAction> list(Cell cell, String instanceUuid) {
        return cell.database()
                .jdbc()
                .sql(SELECT + " where instance_uuid = ? order by id desc")
                .param(instanceUuid)
                .query((row, number) -> new InstanceAction(
                        row.getLong("id"), row.getString("instance_uuid"), row.getString("action"), row.getString("request_id"),
                        row.getString("user_id"), row.getString("project_id"), instant(row, "start_time"), instantOrNull(row, "finish_time"),
                        instantOrNull(row, "updated_at"), row.getString("message"), List.of()))
                .list();
    }

    /** The action of that request with its events, newest first. */
    public Optional<InstanceAction> find(Cell cell, String instanceUuid, String requestId) {
        return list(cell, instanceUuid).stream()
                .filter(action -> action.requestId().equals(requestId))
                .findFirst()
                .map(action -> new InstanceAction(
                        action.id(), action.instanceUuid(), action.action(), action.requestId(), action.userId(), action.projectId(),
                        action.startTime(), action.finishTime(), action.updatedAt(), action.message(), events(cell, action.id())));
    }

    private static List<InstanceAction.Event> events(Cell cell, long actionId) {
        return cell.database()
                .jdbc()
                .sql("select event, start_time, finish_time, result, host, traceback, details from instance_actions_events where action_id = ? order by id desc")
                .param(actionId)
                .query((row, number) -> new InstanceAction.Event(
                        row.getString("event"), instant(row, "start_time"), instantOrNull(row, "finish_time"), row.getString("result"),
                        row.getString("host"), row.getString("traceback"), row.getString("details")))
                .list();
    }
}
