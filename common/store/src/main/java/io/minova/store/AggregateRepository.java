package io.minova.store;

import static io.minova.store.Columns.instant;
import static io.minova.store.Columns.instantOrNull;
import static io.minova.store.Columns.time;

import io.minova.concurrency.Time;
import io.minova.objects.Aggregate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Host aggregates.
 *
 * <p>Mirrors {@code nova/objects/aggregate.py: Aggregate, AggregateList}.
 */
public final class AggregateRepository {

    private final Database api;
    private final Time time;

    public AggregateRepository(Databases databases, Time time) {
        this.api = databases.database(Databases.API);
        this.time = time;
    }

    /** All, oldest first: three statements however many there are. */
    public List<Aggregate> list() {
        Map<Long, List<String>> hosts = new HashMap<>();
        api.jdbc().sql("select aggregate_id, host from aggregate_hosts order by host").query(row -> {
            hosts.computeIfAbsent(row.getLong(1), unused -> new ArrayList<>()).add(row.getString(2));
        });
        Map<Long, Map<String, String>> metadata = new HashMap<>();
        api.jdbc().sql("select aggregate_id, name, content from aggregate_metadata").query(row -> {
            metadata.computeIfAbsent(row.getLong(1), unused -> new LinkedHashMap<>()).put(row.getString(2), row.getString(3));
        });
        return api.jdbc()
                .sql("select id, uuid, name, created_at, updated_at from aggregates order by id")
                .query((row, number) -> new Aggregate(
                        row.getLong("id"), row.getString("uuid"), row.getString("name"), hosts.getOrDefault(row.getLong("id"), List.of()),
                        metadata.getOrDefault(row.getLong("id"), Map.of()), instant(row, "created_at"), instantOrNull(row, "updated_at")))
                .list();
    }

    public Optional<Aggregate> find(long id) {
        return list().stream().filter(aggregate -> aggregate.id() == id).findFirst();
    }

    /** Empty when the name is taken. */
    public Optional<Aggregate> create(String name, @Nullable String zone) {
        String uuid = UUID.randomUUID().toString();
        try {
            api.inTransaction(() -> {
                api.jdbc().sql("insert into aggregates (uuid, name, created_at) values (?, ?, ?)").params(uuid, name, time(time.now())).update();
                if (zone != null) {
                    api.jdbc()
                            .sql("insert into aggregate_metadata (aggregate_id, name, content) select id, ?, ? from aggregates where uuid = ?")
                            .params(Aggregate.AVAILABILITY_ZONE, zone, uuid)
                            .update();
                }
            });
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
        return list().stream().filter(aggregate -> aggregate.uuid().equals(uuid)).findFirst();
    }

    /** False when the name is taken. */
    public boolean rename(long id, String name) {
        try {
            api.jdbc().sql("update aggregates set name = ?, updated_at = ? where id = ?").params(name, time(time.now()), id).update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    /** Sets what is given; a null value takes the key away. */
    public void setMetadata(long id, Map<String, @Nullable String> changes) {
        api.inTransaction(() -> changes.forEach((key, value) -> {
            api.jdbc().sql("delete from aggregate_metadata where aggregate_id = ? and name = ?").params(id, key).update();
            if (value != null) {
                api.jdbc().sql("insert into aggregate_metadata (aggregate_id, name, content) values (?, ?, ?)").params(id, key, value).update();
            }
        }));
        touch(id);
    }

    /** False when the host is in it already. */
    public boolean addHost(long id, String host) {
        try {
            api.jdbc().sql("insert into aggregate_hosts (aggregate_id, host) values (?, ?)").params(id, host).update();
        } catch (DuplicateKeyException known) {
            return false;
        }
        touch(id);
        return true;
    }

    /** False when the host is not in it. */
    public boolean removeHost(long id, String host) {
        boolean removed = api.jdbc().sql("delete from aggregate_hosts where aggregate_id = ? and host = ?").params(id, host).update() == 1;
        touch(id);
        return removed;
    }

    /** The aggregate must have no hosts. */
    public void destroy(long id) {
        api.inTransaction(() -> {
            api.jdbc().sql("delete from aggregate_metadata where aggregate_id = ?").param(id).update();
            api.jdbc().sql("delete from aggregates where id = ?").param(id).update();
        });
    }

    private void touch(long id) {
        api.jdbc().sql("update aggregates set updated_at = ? where id = ?").params(time(time.now()), id).update();
    }
}
