package io.minova.scheduler.placement.objects;

import io.minova.store.Database;
import io.minova.store.Databases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What providers have, written by clients who know the provider's generation. Mirrors placement's {@code objects/resource_provider.py: _set_inventory}. */
@Component
public class Inventories {

    static final String COLUMNS = "resource_class, total, reserved, min_unit, max_unit, step_size, allocation_ratio, used";

    private final Database placement;
    private final Providers providers;
    private final ResourceClasses classes;

    public Inventories(Databases databases, Providers providers, ResourceClasses classes) {
        this.placement = databases.database(Databases.PLACEMENT);
        this.providers = providers;
        this.classes = classes;
    }

    public Map<String, InventoryRecord> of(Provider provider) {
        Map<String, InventoryRecord> inventories = new TreeMap<>();
        placement.jdbc()
                .sql("select " + COLUMNS + " from inventories where resource_provider_id = ?")
                .param(provider.id())
                .query(row -> {
                    inventories.put(row.getString("resource_class"), map(row));
                });
        return inventories;
    }

    /** Adds a class that the provider does not have. */
    public Provider add(Provider provider, String resourceClass, InventoryRecord inventory) {
        if (of(provider).containsKey(resourceClass)) {
            throw PlacementFault.conflict(
                    PlacementFault.CONCURRENT_UPDATE,
                    "Update conflict: the provider has an inventory of class " + resourceClass + " already");
        }
        return bumped(provider, "Update conflict: ", () -> write(provider, resourceClass, inventory));
    }

    /** Changes a class that the provider has. */
    public Provider update(Provider provider, String resourceClass, InventoryRecord inventory) {
        if (!of(provider).containsKey(resourceClass)) {
            throw PlacementFault.badRequest("No inventory record with resource class for resource provider " + provider.uuid()
                    + ": No inventory of class " + resourceClass + " found.");
        }
        return bumped(provider, "update conflict: ", () -> write(provider, resourceClass, inventory));
    }

    /** Makes these the provider's inventories; a class that is used cannot go. */
    public Provider set(Provider provider, Map<String, InventoryRecord> inventories) {
        return bumped(provider, "update conflict: ", () -> replace(provider, inventories, "update conflict: "));
    }

    public Provider deleteAll(Provider provider) {
        return bumped(provider, "", () -> replace(provider, Map.of(), ""));
    }

    public Provider delete(Provider provider, String resourceClass) {
        String refused = "Unable to delete inventory of class " + resourceClass + ": ";
        Map<String, InventoryRecord> had = of(provider);
        if (!classes.exists(resourceClass)) {
            throw PlacementFault
                    .notFound("No inventory of class " + resourceClass + " found for delete: No such resource class " + resourceClass + ".");
        }
        InventoryRecord inventory = had.get(resourceClass);
        if (inventory == null) {
            throw PlacementFault.notFound(
                    "No inventory of class " + resourceClass + " found for delete: No inventory of class " + resourceClass + " found.");
        }
        return bumped(provider, refused, () -> {
            if (!remove(provider, resourceClass)) {
                throw inUse(refused, List.of(resourceClass), provider, PlacementFault.CONCURRENT_UPDATE);
            }
        });
    }

    /** The writes of {@link #set} inside somebody else's transaction. */
    void replace(Provider provider, Map<String, InventoryRecord> inventories, String what) {
        List<String> used = new ArrayList<>();
        of(provider).keySet().stream().filter(had -> !inventories.containsKey(had)).forEach(gone -> {
            if (!remove(provider, gone)) {
                used.add(gone);
            }
        });
        if (!used.isEmpty()) {
            throw inUse(what, classes.inOrder(used), provider, PlacementFault.INVENTORY_IN_USE);
        }
        new TreeMap<>(inventories).forEach((resourceClass, inventory) -> write(provider, resourceClass, inventory));
    }

    private Provider bumped(Provider provider, String what, Runnable writes) {
        Provider changed = placement.inTransaction(() -> {
            Provider next = providers.bump(provider, what);
            writes.run();
            return next;
        });
        return Objects.requireNonNull(changed);
    }

    private boolean remove(Provider provider, String resourceClass) {
        return placement.jdbc()
                .sql("delete from inventories where resource_provider_id = ? and resource_class = ? and used = 0")
                .params(provider.id(), resourceClass)
                .update() == 1;
    }

    private void write(Provider provider, String resourceClass, InventoryRecord inventory) {
        Object[] values = {
            inventory.total(), inventory.reserved(), inventory.minUnit(), inventory.maxUnit(), inventory.stepSize(), inventory.allocationRatio(),
            provider.id(), resourceClass
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

    static PlacementFault inUse(String what, List<String> used, Provider provider, String code) {
        return PlacementFault.conflict(
                code, what + "Inventory for '" + String.join(", ", used) + "' on resource provider '" + provider.uuid() + "' in use.");
    }

    static InventoryRecord map(ResultSet row) throws SQLException {
        return new InventoryRecord(
                row.getLong("total"), row.getLong("reserved"), row.getLong("min_unit"), row.getLong("max_unit"), row.getLong("step_size"),
                row.getDouble("allocation_ratio"), row.getLong("used"));
    }
}
