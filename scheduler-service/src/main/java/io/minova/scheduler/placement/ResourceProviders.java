package io.minova.scheduler.placement;

import io.minova.rpcapi.PlacementRpc.Inventory;
import io.minova.rpcapi.PlacementRpc.ProviderInventory;
import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Providers and what they have. Mirrors placement's {@code objects/resource_provider.py} and {@code inventory.py}. */
@Component
public class ResourceProviders {

    private static final String INVENTORIES =
            "inventories (total, reserved, min_unit, max_unit, step_size, allocation_ratio, resource_provider_id, resource_class)";

    private final Database placement;

    public ResourceProviders(Databases databases) {
        this.placement = databases.database(Databases.PLACEMENT);
    }

    /** Makes the provider if it is new and its inventory this one. A class that is used keeps its row and its use. */
    public void setInventory(String uuid, String name, Map<String, Inventory> inventories) {
        placement.inTransaction(() -> {
            long id = idOf(uuid, name);
            // Before its inventories: the lock order of {@link Allocations}.
            placement.jdbc().sql("update resource_providers set generation = generation + 1 where id = ?").param(id).update();
            Set<String> gone = new HashSet<>(placement.jdbc()
                    .sql("select resource_class from inventories where resource_provider_id = ?")
                    .param(id)
                    .query(String.class)
                    .list());
            gone.removeAll(inventories.keySet());
            inventories.forEach((resourceClass, inventory) -> put(id, resourceClass, inventory));
            gone.forEach(resourceClass -> placement.jdbc()
                    .sql("delete from inventories where resource_provider_id = ? and resource_class = ? and used = 0")
                    .params(id, resourceClass)
                    .update());
        });
    }

    /** {@link #setInventory} for several. Those that are new are made together, so that ten thousand of them take seconds. */
    public void setInventories(Collection<ProviderInventory> providers) {
        Map<String, Map<String, Inventory>> known = inventories(providers.stream().map(ProviderInventory::providerUuid).toList());
        make(providers.stream().filter(provider -> !known.containsKey(provider.providerUuid())).toList());
        for (ProviderInventory provider : providers) {
            Map<String, Inventory> before = known.get(provider.providerUuid());
            if (before != null && !before.equals(provider.inventories())) {
                setInventory(provider.providerUuid(), provider.name(), provider.inventories());
            }
        }
    }

    private Map<String, Map<String, Inventory>> inventories(Collection<String> uuids) {
        Map<String, Map<String, Inventory>> found = new HashMap<>();
        if (!uuids.isEmpty()) {
            placement.jdbc()
                    .sql("select p.uuid, i.resource_class, i.total, i.reserved, i.min_unit, i.max_unit, i.step_size, i.allocation_ratio"
                            + " from resource_providers p left join inventories i on i.resource_provider_id = p.id where p.uuid in (:uuids)")
                    .param("uuids", uuids)
                    .query(row -> {
                        Map<String, Inventory> own = found.computeIfAbsent(row.getString("uuid"), uuid -> new HashMap<>());
                        if (row.getString("resource_class") != null) {
                            own.put(row.getString("resource_class"), new Inventory(
                                    row.getLong("total"), row.getLong("reserved"), row.getLong("min_unit"), row.getLong("max_unit"),
                                    row.getLong("step_size"), row.getDouble("allocation_ratio")));
                        }
                    });
        }
        return found;
    }

    private void make(List<ProviderInventory> providers) {
        if (providers.isEmpty()) {
            return;
        }
        placement.inTransaction(() -> {
            placement.insertAll("resource_providers (uuid, name)",
                    providers.stream().map(provider -> List.<@Nullable Object>of(provider.providerUuid(), provider.name())).toList());
            Map<String, Long> ids = new HashMap<>();
            placement.jdbc()
                    .sql("select id, uuid from resource_providers where uuid in (:uuids)")
                    .param("uuids", providers.stream().map(ProviderInventory::providerUuid).toList())
                    .query(row -> {
                        ids.put(row.getString("uuid"), row.getLong("id"));
                    });
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (ProviderInventory provider : providers) {
                long id = Objects.requireNonNull(ids.get(provider.providerUuid()));
                provider.inventories().forEach((resourceClass, inventory) -> rows.add(values(id, resourceClass, inventory)));
            }
            placement.insertAll(INVENTORIES, rows);
        });
    }

    private long idOf(String uuid, String name) {
        return placement.jdbc().sql("select id from resource_providers where uuid = ?").param(uuid).query(Long.class).optional().orElseGet(() -> {
            placement.jdbc().sql("insert into resource_providers (uuid, name) values (?, ?)").params(uuid, name).update();
            return placement.jdbc().sql("select id from resource_providers where uuid = ?").param(uuid).query(Long.class).single();
        });
    }

    private void put(long providerId, String resourceClass, Inventory inventory) {
        List<@Nullable Object> values = values(providerId, resourceClass, inventory);
        int known = placement.jdbc()
                .sql("update inventories set total = ?, reserved = ?, min_unit = ?, max_unit = ?, step_size = ?, allocation_ratio = ?"
                        + " where resource_provider_id = ? and resource_class = ?")
                .params(values)
                .update();
        if (known == 0) {
            placement.insertAll(INVENTORIES, List.of(values));
        }
    }

    private static List<@Nullable Object> values(long providerId, String resourceClass, Inventory inventory) {
        return List.of(
                inventory.total(), inventory.reserved(), inventory.minUnit(), inventory.maxUnit(), inventory.stepSize(), inventory.allocationRatio(),
                providerId, resourceClass);
    }
}
