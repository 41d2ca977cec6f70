package io.minova.store;

import static io.minova.store.Columns.instant;
import static io.minova.store.Columns.instantOrNull;
import static io.minova.store.Columns.time;
import static io.minova.store.Columns.values;

import io.minova.concurrency.Time;
import io.minova.objects.ServiceRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Services and their heartbeats, in one cell at a time.
 *
 * <p>Mirrors {@code nova/db/main/api.py: service_create, service_update} and {@code nova/servicegroup/drivers/db.py}.
 */
public final class ServiceRepository {

    private final Time time;

    public ServiceRepository(Time time) {
        this.time = time;
    }

    public List<ServiceRecord> list(Cell cell) {
        return cell.database()
                .jdbc()
                .sql("select id, uuid, host, binary_name, topic, disabled, disabled_reason, forced_down, report_count, created_at, updated_at, last_seen_up"
                        + " from services order by id")
                .query(ServiceRepository::map)
                .list();
    }

    /** Makes the rows that are missing. */
    public void register(Cell cell, Collection<String> hosts, String binary, String topic) {
        cell.database().inTransaction(() -> {
            Set<String> known = cell.database()
                    .jdbc()
                    .sql("select host from services where binary_name = ?")
                    .param(binary)
                    .query(String.class)
                    .set();
            cell.database().insertAll("services (uuid, host, binary_name, topic, created_at)", hosts.stream()
                    .filter(host -> !known.contains(host))
                    .map(host -> values(UUID.randomUUID().toString(), host, binary, topic, time(time.now())))
                    .toList());
        });
    }

    /** A heartbeat: one more report, seen now. */
    public void report(Cell cell, Collection<String> hosts, String binary) {
        cell.database()
                .jdbc()
                .sql("update services set report_count = report_count + 1, last_seen_up = :now, updated_at = :now where binary_name = :binary and host in (:hosts)")
                .param("now", time(time.now()))
                .param("binary", binary)
                .param("hosts", hosts)
                .update();
    }

    /** Which of the hosts' compute services an administrator disabled. */
    public Map<String, Boolean> disabled(Cell cell, Collection<String> hosts) {
        return cell.database()
                .jdbc()
                .sql("select host, disabled from services where binary_name = 'nova-compute' and host in (:hosts)")
                .param("hosts", hosts)
                .query((row, number) -> Map.entry(row.getString("host"), row.getBoolean("disabled")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What an administrator may change of a service. */
    public void save(Cell cell, String uuid, boolean disabled, @Nullable String disabledReason, boolean forcedDown) {
        cell.database()
                .jdbc()
                .sql("update services set disabled = ?, disabled_reason = ?, forced_down = ?, updated_at = ? where uuid = ?")
                .params(values(disabled, disabledReason, forcedDown, time(time.now()), uuid))
                .update();
    }

    public void destroy(Cell cell, String uuid) {
        cell.database().jdbc().sql("delete from services where uuid = ?").param(uuid).update();
    }

    private static ServiceRecord map(ResultSet row, int number) throws SQLException {
        return new ServiceRecord(
                row.getLong("id"),
                row.getString("uuid"),
                row.getString("host"),
                row.getString("binary_name"),
                row.getString("topic"),
                row.getBoolean("disabled"),
                row.getString("disabled_reason"),
                row.getBoolean("forced_down"),
                row.getLong("report_count"),
                instant(row, "created_at"),
                instantOrNull(row, "updated_at"),
                instantOrNull(row, "last_seen_up"));
    }
}
