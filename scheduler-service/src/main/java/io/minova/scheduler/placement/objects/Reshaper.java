package io.minova.scheduler.placement.objects;

import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Moves inventories and the allocations against them from one provider to another, at once. Mirrors placement's {@code objects/reshaper.py}. */
@Component
public class Reshaper {

    private final Database placement;
    private final Providers providers;
    private final Inventories inventories;
    private final ClaimWriter claims;

    public Reshaper(Databases databases, Providers providers, Inventories inventories, ClaimWriter claims) {
        this.placement = databases.database(Databases.PLACEMENT);
        this.providers = providers;
        this.inventories = inventories;
        this.claims = claims;
    }

    /** First both old and new inventories are there, then the allocations move, then the old ones go. */
    public void reshape(Map<Provider, Map<String, InventoryRecord>> wanted, Collection<Claim> moved) {
        placement.inTransaction(() -> {
            wanted.entrySet().stream().filter(entry -> !entry.getValue().isEmpty()).forEach(entry -> {
                Provider provider = entry.getKey();
                Map<String, InventoryRecord> both = new HashMap<>(inventories.of(provider));
                both.putAll(entry.getValue());
                providers.bump(provider, "update conflict: ");
                inventories.replace(provider, both, "update conflict: ");
            });
            claims.write(moved);
            wanted.forEach((provider, inventory) -> {
                providers.bump(providers.get(provider.uuid()), "update conflict: ");
                inventories.replace(provider, inventory, "update conflict: ");
            });
        });
    }
}
