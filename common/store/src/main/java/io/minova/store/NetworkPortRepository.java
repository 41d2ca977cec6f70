package io.minova.store;

import static io.minova.store.Columns.time;

import io.minova.concurrency.Time;
import io.minova.objects.VirtualInterface;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for Neutron's ports. The address and the MAC address follow from the row's number, so that no two ports race for one.
 *
 * <p>Bounds: 1,048,570 addresses in 10.0.0.0/12; after that they repeat.
 */
public final class NetworkPortRepository {

    // 10.0.0.10 is the first one given out; the /12 holds 2^20.
    private static final long FIRST = (10L << 24) + 10;
    private static final long SIZE = (1L << 20) - 20;

    /** A port and whose it is. */
    public record Port(VirtualInterface vif, String instanceUuid, String projectId, @Nullable String host) {}

    private final Database api;
    private final Time time;

    public NetworkPortRepository(Databases databases, Time time) {
        this.api = databases.database(Databases.API);
        this.time = time;
    }

    /** Makes the {@code number}-th port of the instance (from 0); empty when the instance has that many already. */
    public Optional<VirtualInterface> create(
            String networkId, String networkName, String instanceUuid, String projectId, String host, int number) {
        String uuid = UUID.randomUUID().toString();
        List<Long> ids = api.updateReturning(
                "insert into network_ports (uuid, network_id, instance_uuid, project_id, host, created_at)"
                        + " select cast(? as varchar(36)), cast(? as varchar(36)), cast(? as varchar(36)), cast(? as varchar(255)), cast(? as varchar(255)),"
                        + " cast(? as timestamp(6) with time zone) where (select count(*) from network_ports where instance_uuid = ?) = ?",
                List.of(uuid, networkId, instanceUuid, projectId, host, time(time.now()), instanceUuid, number),
                new String[] {"id"},
                (row, rowNumber) -> row.getLong(1));
        return ids.stream().findFirst().map(id -> vif(uuid, networkId, networkName, id));
    }

    public List<Port> findByInstance(String instanceUuid, String networkName) {
        return api.jdbc()
                .sql("select id, uuid, network_id, instance_uuid, project_id, host from network_ports where instance_uuid = ? order by id")
                .param(instanceUuid)
                .query((row, number) -> map(row, networkName))
                .list();
    }

    /** Of a project, or all when {@code projectId} is empty; the newest first. */
    public List<Port> list(Optional<String> projectId, String networkName, int limit) {
        String where = projectId.isPresent() ? " where project_id = :project" : "";
        var statement = api.jdbc()
                .sql("select id, uuid, network_id, instance_uuid, project_id, host from network_ports" + where + " order by id desc limit :limit")
                .param("limit", limit);
        return projectId.map(project -> statement.param("project", project)).orElse(statement).query((row, number) -> map(row, networkName)).list();
    }

    public int delete(String instanceUuid, String portId) {
        return api.jdbc().sql("delete from network_ports where instance_uuid = ? and uuid = ?").params(instanceUuid, portId).update();
    }

    public int deleteByInstance(String instanceUuid) {
        return api.jdbc().sql("delete from network_ports where instance_uuid = ?").param(instanceUuid).update();
    }

    private static Port map(ResultSet row, String networkName) throws SQLException {
        return new Port(
                vif(row.getString("uuid"), row.getString("network_id"), networkName, row.getLong("id")),
                row.getString("instance_uuid"),
                row.getString("project_id"),
                row.getString("host"));
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
