package io.minova.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which cell has a host, and where its messages go. A host without a mapping is never scheduled to.
 *
 * <p>Mirrors {@code nova/objects/host_mapping.py: HostMapping}; differs: a compute's registration makes the mapping, so that nobody has to discover hosts.
 */
public final class HostMappingRepository {

    /** A mapping; {@code rpcAddress} is null while nothing serves the host. */
    public record HostMapping(String host, String cellUuid, @Nullable String rpcAddress) {}

    private final Database api;

    public HostMappingRepository(Databases databases) {
        this.api = databases.database(Databases.API);
    }

    public Optional<HostMapping> find(String host) {
        return api.jdbc()
                .sql("select host, cell_uuid, rpc_address from host_mappings where host = ?")
                .param(host)
                .query((row, number) -> new HostMapping(row.getString("host"), row.getString("cell_uuid"), row.getString("rpc_address")))
                .optional();
    }

    public List<HostMapping> list() {
        return api.jdbc()
                .sql("select host, cell_uuid, rpc_address from host_mappings order by host")
                .query((row, number) -> new HostMapping(row.getString("host"), row.getString("cell_uuid"), row.getString("rpc_address")))
                .list();
    }

    /** Cells of those hosts that have one. */
    public Map<String, String> cells(Collection<String> hosts) {
        if (hosts.isEmpty()) {
            return Map.of();
        }
        return api.jdbc()
                .sql("select host, cell_uuid from host_mappings where host in (:hosts)")
                .param("hosts", hosts)
                .query((row, number) -> Map.entry(row.getString("host"), row.getString("cell_uuid")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Maps hosts that are new to {@code cellUuid}; all get the address, known ones keep their cell. */
    public void register(Collection<String> hosts, String cellUuid, String rpcAddress) {
        api.inTransaction(() -> {
            Set<String> known = cells(hosts).keySet();
            if (!known.isEmpty()) {
                api.jdbc()
                        .sql("update host_mappings set rpc_address = :address where host in (:hosts)")
                        .param("address", rpcAddress)
                        .param("hosts", known)
                        .update();
            }
            api.insertAll("host_mappings (host, cell_uuid, rpc_address)", hosts.stream()
                    .filter(host -> !known.contains(host))
                    .map(host -> Columns.values(host, cellUuid, rpcAddress))
                    .toList());
        });
    }
}
