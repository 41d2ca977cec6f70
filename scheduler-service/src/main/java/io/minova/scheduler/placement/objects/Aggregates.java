package io.minova.scheduler.placement.objects;

import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /** The names of the providers in each aggregate. */
    public Map<String, Set<String>> membersByAggregate() {
        Map<String, Set<String>> members = new HashMap<>();
        placement.jdbc()
                .sql("select a.aggregate_uuid, p.name from resource_provider_aggregates a join resource_providers p on p.id = a.resource_provider_id")
                .query(row -> {
                    members.computeIfAbsent(row.getString(1), first -> new HashSet<>()).add(row.getString(2));
                });
        return members;
    }

    /** Puts the provider of that name into the aggregate besides its others; false for an unknown one. */
    public boolean add(String aggregate, String providerName) {
        return change(aggregate, providerName, "insert into resource_provider_aggregates (resource_provider_id, aggregate_uuid) values (?, ?)", 0);
    }

    /** Takes the provider of that name out of the aggregate; false for an unknown one. */
    public boolean remove(String aggregate, String providerName) {
        return change(aggregate, providerName, "delete from resource_provider_aggregates where resource_provider_id = ? and aggregate_uuid = ?", 1);
    }

    private boolean change(String aggregate, String providerName, String statement, int membersBefore) {
        return Objects.requireNonNull(placement.inTransaction(() -> {
            // The provider first: the lock order of all who change one, and a second change of its aggregates waits here.
            if (placement.jdbc().sql("update resource_providers set generation = generation + 1 where name = ?").param(providerName).update() == 0) {
                return false;
            }
            long id = placement.jdbc().sql("select id from resource_providers where name = ?").param(providerName).query(Long.class).single();
            int members = placement.jdbc()
                    .sql("select count(*) from resource_provider_aggregates where resource_provider_id = ? and aggregate_uuid = ?")
                    .params(id, aggregate)
                    .query(Integer.class)
                    .single();
            if (members == membersBefore) {
                placement.jdbc().sql(statement).params(id, aggregate).update();
            }
            return true;
        }));
    }
}
