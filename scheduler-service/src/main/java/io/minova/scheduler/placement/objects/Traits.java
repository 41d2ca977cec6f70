package io.minova.scheduler.placement.objects;

import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Traits, and which provider has which. Mirrors placement's {@code objects/trait.py}. */
@Component
public class Traits {

    private final Database placement;
    private final Providers providers;
    private final Set<String> standard = new LinkedHashSet<>(StandardNames.read("traits.txt"));

    public Traits(Databases databases, Providers providers) {
        this.placement = databases.database(Databases.PLACEMENT);
        this.providers = providers;
    }

    public List<String> list() {
        List<String> all = new ArrayList<>(standard);
        all.addAll(placement.jdbc().sql("select name from traits order by id").query(String.class).list());
        return all;
    }

    /** Those that some provider has. */
    public Set<String> associated() {
        return new TreeSet<>(placement.jdbc().sql("select distinct trait from resource_provider_traits").query(String.class).list());
    }

    public boolean exists(String name) {
        return standard.contains(name)
                || placement.jdbc().sql("select 1 from traits where name = ?").param(name).query(Integer.class).optional().isPresent();
    }

    public List<String> unknownOf(Collection<String> names) {
        return names.stream().filter(name -> !exists(name)).distinct().sorted().toList();
    }

    /** False if it was there. */
    public boolean create(String name) {
        if (exists(name)) {
            return false;
        }
        placement.jdbc().sql("insert into traits (name) values (?)").param(name).update();
        return true;
    }

    public void delete(String name) {
        if (standard.contains(name)) {
            throw PlacementFault.badRequest("Cannot delete standard trait " + name + ".");
        }
        if (!exists(name)) {
            throw notFound(name);
        }
        if (associated().contains(name)) {
            throw PlacementFault.conflict("The trait " + name + " is in use by a resource provider.");
        }
        placement.jdbc().sql("delete from traits where name = ?").param(name).update();
    }

    public static PlacementFault notFound(String names) {
        return PlacementFault.notFound("No such trait(s): " + names + ".");
    }

    public List<String> of(Provider provider) {
        return placement.jdbc()
                .sql("select trait from resource_provider_traits where resource_provider_id = ? order by trait")
                .param(provider.id())
                .query(String.class)
                .list();
    }

    /** Gives the provider exactly these; its generation goes up if that is a change. */
    public Provider set(Provider provider, Collection<String> traits) {
        Provider changed = placement.inTransaction(() -> {
            Set<String> wanted = new TreeSet<>(traits);
            Set<String> had = new HashSet<>(of(provider));
            if (had.equals(wanted)) {
                return provider;
            }
            placement.jdbc().sql("delete from resource_provider_traits where resource_provider_id = ?").param(provider.id()).update();
            wanted.forEach(trait -> placement.jdbc()
                    .sql("insert into resource_provider_traits (resource_provider_id, trait) values (?, ?)").params(provider.id(), trait).update());
            return providers.bump(provider, "");
        });
        return java.util.Objects.requireNonNull(changed);
    }
}
