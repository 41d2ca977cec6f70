package io.minova.store;

import static io.minova.store.Columns.time;
import static io.minova.store.Columns.values;

import io.minova.concurrency.Time;
import io.minova.objects.VirtualInterface;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Stands in for Neutron's ports. The address and the MAC address follow from the row's number, so that no two ports race for one; who wants a certain
 * address asks for the number that belongs to it.
 *
 * <p>Bounds: 1,048,556 addresses in 10.0.0.0/12; after that they repeat.
 */
public final class NetworkPortRepository {

    // 10.0.0.10 is the first one given out; the /12 holds 2^20.
    private static final long FIRST = (10L << 24) + 10;
    private static final long SIZE = (1L << 20) - 20;
    // Each try takes a new number; only numbers that somebody asked for are in the way.
    private static final int TRIES = 100;
    private static final String SELECT =
            "select id, uuid, network_id, instance_uuid, project_id, host, is_users, name, description from network_ports";

    /**
     * A port and whose it is.
     *
     * @param instanceUuid null for one that no server has
     * @param isUsers made over the network API, so that it stays when its server goes
     */
    public record Port(
            VirtualInterface vif, @Nullable String instanceUuid, String projectId, @Nullable String host, boolean isUsers, String name,
            String description) {}

    private final Database api;
    private final Time time;

    public NetworkPortRepository(Databases databases, Time time) {
        this.api = databases.database(Databases.API);
        this.time = time;
    }

    /** Makes the {@code number}-th port (from 0) that is made for the instance; empty when the instance has that many already. */
    public Optional<VirtualInterface> create(
            String networkId, String networkName, String instanceUuid, String projectId, String host, int number) {
        for (int attempt = 1;; attempt++) {
            try {
                String uuid = UUID.randomUUID().toString();
                List<Long> ids = api.updateReturning(
                        "insert into network_ports (uuid, network_id, instance_uuid, project_id, host, created_at)"
                                + " select cast(? as varchar(36)), cast(? as varchar(36)), cast(? as varchar(36)), cast(? as varchar(255)),"
                                + " cast(? as varchar(255)), cast(? as timestamp(6) with time zone)"
                                + " where (select count(*) from network_ports where instance_uuid = ? and not is_users) = ?",
                        List.of(uuid, networkId, instanceUuid, projectId, host, time(time.now()), instanceUuid, number),
                        new String[] {"id"},
                        (row, rowNumber) -> row.getLong(1));
                return ids.stream().findFirst().map(id -> vif(uuid, networkId, networkName, id));
            } catch (DuplicateKeyException numberWasAskedFor) {
                if (attempt == TRIES) {
                    throw numberWasAskedFor;
                }
            }
        }
    }

    /** Makes a port with that address for an instance; empty when somebody has it. */
    public Optional<VirtualInterface> createAt(
            String address, String networkId, String networkName, String instanceUuid, String projectId, String host) {
        return insert(numberOf(address), networkId, networkName, instanceUuid, projectId, host, false, "", "");
    }

    /** Makes a port that no server has yet, with that address or, for null, any; empty when somebody has it. */
    public Optional<Port> createForUser(
            @Nullable String address, String networkId, String networkName, String projectId, String name, String description) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Optional<VirtualInterface> made =
                    insert(address == null ? null : numberOf(address), networkId, networkName, null, projectId, null, true, name, description);
            if (made.isPresent() || address != null) {
                return made.map(vif -> new Port(vif, null, projectId, null, true, name, description));
            }
        }
        return Optional.empty();
    }

    private Optional<VirtualInterface> insert(
            @Nullable Long number, String networkId, String networkName, @Nullable String instanceUuid, String projectId, @Nullable String host,
            boolean isUsers, String name, String description) {
        String uuid = UUID.randomUUID().toString();
        String columns = "uuid, network_id, instance_uuid, project_id, host, created_at, is_users, name, description";
        List<@Nullable Object> values =
                new java.util.ArrayList<>(values(uuid, networkId, instanceUuid, projectId, host, time(time.now()), isUsers, name, description));
        if (number != null) {
            columns += ", id";
            values.add(number);
        }
        String marks = "?" + ", ?".repeat(values.size() - 1);
        try {
            List<Long> ids = api.updateReturning(
                    "insert into network_ports (" + columns + ") values (" + marks + ")", values, new String[] {"id"},
                    (row, rowNumber) -> row.getLong(1));
            return ids.stream().findFirst().map(id -> vif(uuid, networkId, networkName, id));
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
    }

    /** In the order in which they were made. */
    public List<Port> findByInstance(String instanceUuid, String networkName) {
        return api.jdbc().sql(SELECT + " where instance_uuid = ? order by created_at, id").param(instanceUuid)
                .query((row, number) -> map(row, networkName)).list();
    }

    public Optional<Port> find(String portId, String networkName) {
        return api.jdbc().sql(SELECT + " where uuid = ?").param(portId).query((row, number) -> map(row, networkName)).optional();
    }

    /** True when a port has that address. */
    public boolean isTaken(String address) {
        return api.jdbc().sql("select 1 from network_ports where id = ?").param(numberOf(address)).query(Integer.class).optional().isPresent();
    }

    /** Of a project, or all when {@code projectId} is empty; the newest first. */
    public List<Port> list(Optional<String> projectId, String networkName, int limit) {
        String where = projectId.isPresent() ? " where project_id = :project" : "";
        var statement = api.jdbc().sql(SELECT + where + " order by id desc limit :limit").param("limit", limit);
        return projectId.map(project -> statement.param("project", project)).orElse(statement).query((row, number) -> map(row, networkName)).list();
    }

    /** Gives a user's port to an instance; false when another has it or it is gone. Again for the same one changes nothing. */
    public boolean bind(String portId, String projectId, String instanceUuid, String host) {
        return api.jdbc().sql("update network_ports set instance_uuid = ?, host = ? where uuid = ? and project_id = ? and is_users"
                + " and (instance_uuid is null or instance_uuid = ?)").params(instanceUuid, host, portId, projectId, instanceUuid).update() == 1;
    }

    public void describe(String portId, String name, String description) {
        api.jdbc().sql("update network_ports set name = ?, description = ? where uuid = ?").params(name, description, portId).update();
    }

    /** False while a server has it. */
    public boolean deleteUnused(String portId) {
        return api.jdbc().sql("delete from network_ports where uuid = ? and instance_uuid is null").param(portId).update() == 1;
    }

    /** The instance has that port no longer. */
    public int delete(String instanceUuid, String portId) {
        int released = api.jdbc().sql("update network_ports set instance_uuid = null, host = null where instance_uuid = ? and uuid = ? and is_users")
                .params(instanceUuid, portId).update();
        return released > 0
                ? released
                : api.jdbc().sql("delete from network_ports where instance_uuid = ? and uuid = ?").params(instanceUuid, portId).update();
    }

    /** The instance has no ports any longer. */
    public int deleteByInstance(String instanceUuid) {
        int released = api.jdbc().sql("update network_ports set instance_uuid = null, host = null where instance_uuid = ? and is_users")
                .param(instanceUuid).update();
        return released + api.jdbc().sql("delete from network_ports where instance_uuid = ?").param(instanceUuid).update();
    }

    /** True for an address that a port can have. */
    public static boolean isAddress(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        long number = numberOf(address);
        return number >= 0 && number < SIZE;
    }

    private static long numberOf(String address) {
        long value = 0;
        for (String part : address.split("\\.")) {
            value = value << 8 | Long.parseLong(part);
        }
        return value - FIRST;
    }

    private static Port map(ResultSet row, String networkName) throws SQLException {
        return new Port(
                vif(row.getString("uuid"), row.getString("network_id"), networkName, row.getLong("id")), row.getString("instance_uuid"),
                row.getString("project_id"), row.getString("host"), row.getBoolean("is_users"), orEmpty(row.getString("name")),
                orEmpty(row.getString("description")));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static VirtualInterface vif(String uuid, String networkId, String networkName, long id) {
        long address = FIRST + id % SIZE;
        return new VirtualInterface(
                uuid,
                networkId,
                networkName,
                // fa:16:3e is the prefix of every MAC address that Neutron makes.
                "fa:16:3e:%02x:%02x:%02x".formatted(id >> 16 & 0xff, id >> 8 & 0xff, id & 0xff),
                "%d.%d.%d.%d".formatted(address >> 24 & 0xff, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff));
    }
}
