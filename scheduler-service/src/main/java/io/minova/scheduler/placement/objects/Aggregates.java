package io.minova.scheduler.placement.objects;

import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Which provider is in which aggregates; an aggregate is a uuid and nothing else. Mirrors placement's {@code resource_provider.py: _set_aggregates}. */
@Component
public class Aggregates {

    private final Database placement;
    private final Providers providers;

    public Aggregates(Databases databases, Providers providers) {
        this.placement = databases.database(Databases.PLACEMENT);
        this.providers = providers;
    }

    public List<String> of(Provider provider) {
        return placement.jdbc()
                .sql("select aggregate_uuid from resource_provider_aggregates where resource_provider_id = ? order by aggregate_uuid")
                .param(provider.id())
                .query(String.class)
                .list();
    }

    /** Puts the provider into exactly these; its generation goes up if {@code bumps}. */
    public Provider set(Provider provider, Collection<String> aggregates, boolean bumps) {
        Provider changed = placement.inTransaction(() -> {
            placement.jdbc().sql("delete from resource_provider_aggregates where resource_provider_id = ?").param(provider.id()).update();
            aggregates.forEach(aggregate -> placement.jdbc()
                    .sql("insert into resource_provider_aggregates (resource_provider_id, aggregate_uuid) values (?, ?)")
                    .params(provider.id(), aggregate)
                    .update());
            return bumps ? providers.bump(provider, "Update conflict: ") : provider;
        });
        return Objects.requireNonNull(changed);
    }
}
