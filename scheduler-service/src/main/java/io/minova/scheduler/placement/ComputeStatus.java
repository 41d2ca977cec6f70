package io.minova.scheduler.placement;

import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Which providers belong to computes that an administrator disabled: a trait of theirs, which every request for candidates forbids.
 *
 * <p>Mirrors {@code nova/compute/manager.py: update_compute_provider_status} and {@code nova/scheduler/request_filter.py: compute_status_filter}.
 */
@Component
public class ComputeStatus {

    /** Of the standard names. */
    public static final String DISABLED = "COMPUTE_STATUS_DISABLED";

    private final Database placement;

    public ComputeStatus(Databases databases) {
        this.placement = databases.database(Databases.PLACEMENT);
    }

    /** Makes the trait say what is given; a provider that is not known is left out, one that is right already is not written. */
    public void sync(Map<String, Boolean> disabledByProvider) {
        if (disabledByProvider.isEmpty()) {
            return;
        }
        Set<String> marked = new HashSet<>(placement.jdbc()
                .sql("select p.uuid from resource_providers p join resource_provider_traits t on t.resource_provider_id = p.id"
                        + " where t.trait = :trait and p.uuid in (:uuids)")
                .param("trait", DISABLED)
                .param("uuids", disabledByProvider.keySet())
                .query(String.class)
                .list());
        disabledByProvider.forEach((uuid, disabled) -> {
            if (disabled != marked.contains(uuid)) {
                placement.inTransaction(() -> write(uuid, disabled));
            }
        });
    }

    private void write(String uuid, boolean disabled) {
        // The provider first: the lock order of {@link Allocations}, and whoever else writes the trait waits here.
        if (placement.jdbc().sql("update resource_providers set generation = generation + 1 where uuid = ?").param(uuid).update() == 0) {
            return;
        }
        long id = placement.jdbc().sql("select id from resource_providers where uuid = ?").param(uuid).query(Long.class).single();
        placement.jdbc().sql("delete from resource_provider_traits where resource_provider_id = ? and trait = ?").params(id, DISABLED).update();
        if (disabled) {
            placement.jdbc().sql("insert into resource_provider_traits (resource_provider_id, trait) values (?, ?)").params(id, DISABLED).update();
        }
    }
}
