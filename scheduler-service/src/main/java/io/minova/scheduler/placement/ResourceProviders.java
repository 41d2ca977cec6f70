package io.minova.scheduler.placement;

import io.minova.rpcapi.PlacementRpc.Inventory;
import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Providers and what they have. Mirrors placement's {@code objects/resource_provider.py} and {@code inventory.py}. */
@Component
public class ResourceProviders {

    private final Database placement;

    public ResourceProviders(Databases databases) {
        this.placement = databases.database(Databases.PLACEMENT);
    }

    /** Makes the provider if it is new and its inventory this one. A class that is used keeps its row and its use. */
    public void setInventory(String uuid, String name, Map<String, Inventory> inventories) {
        placement.inTransaction(() -> {
            long id = idOf(uuid, name);
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
            placement.jdbc().sql("update resource_providers set generation = generation + 1 where id = ?").param(id).update();
        });
    }

    private long idOf(String uuid, String name) {
        return placement.jdbc().sql("select id from resource_providers where uuid = ?").param(uuid).query(Long.class).optional().orElseGet(() -> {
            placement.jdbc().sql("insert into resource_providers (uuid, name) values (?, ?)").params(uuid, name).update();
            return placement.jdbc().sql("select id from resource_providers where uuid = ?").param(uuid).query(Long.class).single();
        });
    }

    private void put(long providerId, String resourceClass, Inventory inventory) {
        Object[] values = {
            inventory.total(), inventory.reserved(), inventory.minUnit(), inventory.maxUnit(), inventory.stepSize(), inventory.allocationRatio(),
            providerId, resourceClass
        };
        int known = placement.jdbc()
                .sql("update inventories set total = ?, reserved = ?, min_unit = ?, max_unit = ?, step_size = ?, allocation_ratio = ?"
                        + " where resource_provider_id = ? and resource_class = ?")
                .params(values)
                .update();
        if (known == 0) {
            placement.jdbc()
                    .sql("insert into inventories (total, reserved, min_unit, max_unit, step_size, allocation_ratio, resource_provider_id, resource_class)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(values)
                    .update();
        }
    }
}
