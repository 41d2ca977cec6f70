package io.minova.store;

import static io.minova.store.Columns.instantOrNull;
import static io.minova.store.Columns.time;
import static io.minova.store.Columns.values;

import io.minova.concurrency.Time;
import io.minova.objects.ComputeNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hypervisors of a cell. Mirrors {@code nova/objects/compute_node.py}. */
public final class ComputeNodeRepository {

    private static final String SELECT =
            "select id, uuid, host, hypervisor_hostname, hypervisor_type, hypervisor_version, host_ip, vcpus, memory_mb, local_gb, vcpus_used, memory_mb_used,"
                    + " local_gb_used, running_vms, current_workload, failed_builds, cpu_allocation_ratio, ram_allocation_ratio, disk_allocation_ratio, cpu_info,"
                    + " updated_at from compute_nodes";

    private static final String COLUMNS =
            "compute_nodes (host, hypervisor_hostname, hypervisor_type, hypervisor_version, host_ip, vcpus, memory_mb, local_gb, vcpus_used, memory_mb_used,"
                    + " local_gb_used, running_vms, current_workload, failed_builds, cpu_allocation_ratio, ram_allocation_ratio, disk_allocation_ratio, cpu_info,"
                    + " updated_at, uuid)";

    private final Time time;

    public ComputeNodeRepository(Time time) {
        this.time = time;
    }

    public List<ComputeNode> list(Cell cell) {
        return cell.database().jdbc().sql(SELECT + " order by id").query(ComputeNodeRepository::map).list();
    }

    public List<ComputeNode> findByHosts(Cell cell, Collection<String> hosts) {
        if (hosts.isEmpty()) {
            return List.of();
        }
        return cell.database().jdbc().sql(SELECT + " where host in (:hosts)").param("hosts", hosts).query(ComputeNodeRepository::map).list();
    }

    public List<ComputeNode> findByUuids(Cell cell, Collection<String> uuids) {
        if (uuids.isEmpty()) {
            return List.of();
        }
        return cell.database().jdbc().sql(SELECT + " where uuid in (:uuids)").param("uuids", uuids).query(ComputeNodeRepository::map).list();
    }

    /** A node, without its CPU description, and how its compute service does. */
    public record NodeOfService(ComputeNode node, boolean disabled, boolean forcedDown, @Nullable Instant lastSeenUp) {}

    /** Nodes of those uuids with their services, in one statement. */
    public List<NodeOfService> findWithService(Cell cell, Collection<String> uuids) {
        if (uuids.isEmpty()) {
            return List.of();
        }
        return cell.database()
                .jdbc()
                .sql("select n.id, n.uuid, n.host, n.hypervisor_hostname, n.hypervisor_type, n.hypervisor_version, n.host_ip, n.vcpus, n.memory_mb, n.local_gb,"
                        + " n.vcpus_used, n.memory_mb_used, n.local_gb_used, n.running_vms, n.current_workload, n.failed_builds, n.cpu_allocation_ratio,"
                        + " n.ram_allocation_ratio, n.disk_allocation_ratio, n.updated_at, s.disabled, s.forced_down, s.last_seen_up"
                        + " from compute_nodes n join services s on s.host = n.host and s.binary_name = 'nova-compute' where n.uuid in (:uuids)")
                .param("uuids", uuids)
                .query((row, number) -> new NodeOfService(
                        map(row, ""), row.getBoolean("disabled"), row.getBoolean("forced_down"), instantOrNull(row, "last_seen_up")))
                .list();
    }

    /** Makes or replaces the rows of the nodes' uuids, all or none. */
    public void save(Cell cell, Collection<ComputeNode> nodes) {
        if (nodes.size() == 1) {
            save(cell, nodes.iterator().next());
            return;
        }
        if (nodes.isEmpty()) {
            return;
        }
        cell.database().inTransaction(() -> {
            Set<String> known = cell.database()
                    .jdbc()
                    .sql("select uuid from compute_nodes where uuid in (:uuids)")
                    .param("uuids", nodes.stream().map(ComputeNode::uuid).toList())
                    .query(String.class)
                    .set();
            cell.database().insertAll(COLUMNS, nodes.stream().filter(node -> !known.contains(node.uuid())).map(this::arguments).toList());
            nodes.stream().filter(node -> known.contains(node.uuid())).forEach(node -> update(cell, node));
        });
    }

    /** Makes or replaces the row of the node's uuid. */
    public void save(Cell cell, ComputeNode node) {
        if (update(cell, node) == 0) {
            cell.database().insertAll(COLUMNS, List.of(arguments(node)));
        }
    }

    private int update(Cell cell, ComputeNode node) {
        return cell.database()
                .jdbc()
                .sql("update compute_nodes set host = ?, hypervisor_hostname = ?, hypervisor_type = ?, hypervisor_version = ?, host_ip = ?, vcpus = ?, memory_mb = ?,"
                        + " local_gb = ?, vcpus_used = ?, memory_mb_used = ?, local_gb_used = ?, running_vms = ?, current_workload = ?, failed_builds = ?,"
                        + " cpu_allocation_ratio = ?, ram_allocation_ratio = ?, disk_allocation_ratio = ?, cpu_info = ?, updated_at = ? where uuid = ?")
                .params(arguments(node))
                .update();
    }

    private List<@Nullable Object> arguments(ComputeNode node) {
        return values(
                node.host(), node.hypervisorHostname(), node.hypervisorType(), node.hypervisorVersion(), node.hostIp(), node.vcpus(), node.memoryMb(),
                node.localGb(), node.vcpusUsed(), node.memoryMbUsed(), node.localGbUsed(), node.runningVms(), node.currentWorkload(),
                node.failedBuilds(),
                node.cpuAllocationRatio(), node.ramAllocationRatio(), node.diskAllocationRatio(), node.cpuInfo(), time(time.now()), node.uuid());
    }

    private static ComputeNode map(ResultSet row, int number) throws SQLException {
        return map(row, row.getString("cpu_info"));
    }

    private static ComputeNode map(ResultSet row, String cpuInfo) throws SQLException {
        return new ComputeNode(
                row.getLong("id"), row.getString("uuid"), row.getString("host"), row.getString("hypervisor_hostname"),
                row.getString("hypervisor_type"), row.getInt("hypervisor_version"), row.getString("host_ip"), row.getInt("vcpus"),
                row.getInt("memory_mb"), row.getInt("local_gb"), row.getInt("vcpus_used"), row.getInt("memory_mb_used"),
                row.getInt("local_gb_used"), row.getInt("running_vms"), row.getInt("current_workload"), row.getInt("failed_builds"),
                row.getDouble("cpu_allocation_ratio"), row.getDouble("ram_allocation_ratio"), row.getDouble("disk_allocation_ratio"),
                cpuInfo, instantOrNull(row, "updated_at"));
    }
}
