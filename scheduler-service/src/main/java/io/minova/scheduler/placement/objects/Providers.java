package io.minova.scheduler.placement.objects;

import io.minova.scheduler.placement.Allocations;
import io.minova.store.Database;
import io.minova.store.Databases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Providers and their trees. Mirrors placement's {@code objects/resource_provider.py}. */
@Component
public class Providers {

    private static final String SELECT =
            "select p.id, p.uuid, p.name, p.generation, parent.uuid as parent_uuid, coalesce(p.root_provider_id, p.id) as root_id,"
                    + " coalesce(root.uuid, p.uuid) as root_uuid from resource_providers p"
                    + " left join resource_providers parent on parent.id = p.parent_provider_id"
                    + " left join resource_providers root on root.id = p.root_provider_id";

    private final Database placement;
    private final Allocations allocations;

    public Providers(Databases databases, Allocations allocations) {
        this.placement = databases.database(Databases.PLACEMENT);
        this.allocations = allocations;
    }

    public Optional<Provider> find(String uuid) {
        return placement.jdbc().sql(SELECT + " where p.uuid = ?").param(uuid).query(Providers::map).optional();
    }

    /** The provider, or 404. */
    public Provider get(String uuid) {
        return find(uuid).orElseThrow(() -> PlacementFault.notFound("No resource provider with uuid " + uuid + " found"));
    }

    public List<Provider> list() {
        return placement.jdbc().sql(SELECT + " order by p.id").query(Providers::map).list();
    }

    /** Makes a provider; fails with 409 when uuid or name are taken, with 400 when the parent is not there. */
    public Provider create(String uuid, String name, @Nullable String parentUuid) {
        placement.inTransaction(() -> {
            String refused = "Unable to create resource provider \"" + name + "\", " + uuid + ": Object action create failed because: ";
            if (uuid.equals(parentUuid)) {
                throw PlacementFault.badRequest(refused + "parent provider UUID cannot be same as UUID. Please set parent provider UUID to None if"
                        + " there is no parent.");
            }
            Provider parent = parentUuid == null
                    ? null
                    : find(parentUuid)
                            .orElseThrow(() -> PlacementFault.badRequest(refused + "parent provider UUID does not exist."));
            List<String> taken = new ArrayList<>();
            if (find(uuid).isPresent()) {
                taken.add("uuid: " + uuid);
            }
            if (isNameTaken(name, -1)) {
                taken.add("name: " + name);
            }
            if (!taken.isEmpty()) {
                throw PlacementFault.conflict(
                        PlacementFault.DUPLICATE_NAME, "Conflicting resource provider " + String.join(", ", taken) + " already exists.");
            }
            placement.jdbc()
                    .sql("insert into resource_providers (uuid, name, parent_provider_id, root_provider_id) values (:uuid, :name, :parent, :root)")
                    .param("uuid", uuid)
                    .param("name", name)
                    .param("parent", parent == null ? null : parent.id(), java.sql.Types.BIGINT)
                    .param("root", parent == null ? null : parent.rootId(), java.sql.Types.BIGINT)
                    .update();
        });
        return get(uuid);
    }

    /** Renames the provider and moves it, with what is below it, under another parent; moving away from one needs {@code mayReparent}. */
    public Provider update(Provider provider, String name, boolean moves, @Nullable String parentUuid, boolean mayReparent) {
        placement.inTransaction(() -> {
            if (isNameTaken(name, provider.id())) {
                throw PlacementFault.conflict(PlacementFault.DUPLICATE_NAME, "Conflicting resource provider " + name + " already exists.");
            }
            placement.jdbc().sql("update resource_providers set name = ? where id = ?").params(name, provider.id()).update();
            if (moves) {
                move(provider, parentUuid, mayReparent);
            }
        });
        return get(provider.uuid());
    }

    private void move(Provider provider, @Nullable String parentUuid, boolean mayReparent) {
        String refused = "Unable to save resource provider " + provider.uuid() + ": Object action update failed because: ";
        List<Provider> subtree = subtree(provider);
        Provider parent = null;
        if (parentUuid != null) {
            parent = find(parentUuid).orElseThrow(() -> PlacementFault.badRequest(refused + "parent provider UUID does not exist."));
            if (!mayReparent && provider.parentUuid() != null && !parentUuid.equals(provider.parentUuid())) {
                throw PlacementFault.badRequest(refused + "re-parenting a provider is not currently allowed.");
            }
            if (subtree.stream().anyMatch(below -> below.uuid().equals(parentUuid))) {
                throw PlacementFault.badRequest(refused + "creating loop in the provider tree is not allowed.");
            }
        } else if (provider.parentUuid() != null && !mayReparent) {
            throw PlacementFault.badRequest(refused + "un-parenting a provider is not currently allowed.");
        }
        long root = parent == null ? provider.id() : parent.rootId();
        placement.jdbc().sql("update resource_providers set parent_provider_id = :parent where id = :id")
                .param("parent", parent == null ? null : parent.id(), java.sql.Types.BIGINT).param("id", provider.id()).update();
        subtree.forEach(below -> placement.jdbc()
                .sql("update resource_providers set root_provider_id = ? where id = ?").params(root, below.id()).update());
    }

    private List<Provider> subtree(Provider top) {
        List<Provider> tree = placement.jdbc()
                .sql(SELECT + " where coalesce(p.root_provider_id, p.id) = ? order by p.id").param(top.rootId()).query(Providers::map).list();
        List<Provider> subtree = new ArrayList<>(List.of(top));
        Set<String> uuids = new HashSet<>(Set.of(top.uuid()));
        boolean grows = true;
        while (grows) {
            List<Provider> children = tree.stream()
                    .filter(provider -> provider.parentUuid() != null && uuids.contains(provider.parentUuid()) && !uuids.contains(provider.uuid()))
                    .toList();
            subtree.addAll(children);
            children.forEach(child -> uuids.add(child.uuid()));
            grows = !children.isEmpty();
        }
        return subtree;
    }

    /** Removes the provider with its inventories, traits and aggregates; fails with 409 while it has allocations or children. */
    public void delete(String uuid) {
        Provider provider = find(uuid).orElseThrow(() -> PlacementFault.notFound("No resource provider with uuid " + uuid + " found for delete"));
        placement.inTransaction(() -> {
            lock(provider);
            if (exists("select 1 from resource_providers where parent_provider_id = ?", provider.id())) {
                throw PlacementFault.conflict(
                        PlacementFault.CANNOT_DELETE_PARENT,
                        "Unable to delete parent resource provider " + uuid + ": It has child resource providers.");
            }
            if (exists("select 1 from allocations where resource_provider_id = ?", provider.id())) {
                throw PlacementFault.conflict(
                        PlacementFault.PROVIDER_IN_USE, "Unable to delete resource provider " + uuid + ": Resource provider has allocations.");
            }
            for (String table : List.of("inventories", "resource_provider_traits", "resource_provider_aggregates")) {
                placement.jdbc().sql("delete from " + table + " where resource_provider_id = ?").param(provider.id()).update();
            }
            placement.jdbc().sql("delete from resource_providers where id = ?").param(provider.id()).update();
        });
        allocations.forget(uuid);
    }

    /** Counts the generation up, unless somebody else did since the provider was read: then 409. The lock of all that is the provider's, so before it is written. */
    public Provider bump(Provider provider, String what) {
        int bumped = placement.jdbc()
                .sql("update resource_providers set generation = generation + 1 where id = ? and generation = ?")
                .params(provider.id(), provider.generation())
                .update();
        if (bumped == 0) {
            throw PlacementFault.concurrentUpdate(what);
        }
        return provider.withGeneration(provider.generation() + 1);
    }

    /** Until the end of the transaction nobody else writes what is the provider's. */
    void lock(Provider provider) {
        placement.jdbc().sql("select id from resource_providers where id = ? for update").param(provider.id()).query(Long.class).optional();
    }

    private boolean isNameTaken(String name, long byOtherThan) {
        return placement.jdbc().sql("select 1 from resource_providers where name = ? and id <> ?").params(name, byOtherThan).query(Integer.class)
                .optional()
                .isPresent();
    }

    private boolean exists(String query, long id) {
        return placement.jdbc().sql(query + " limit 1").param(id).query(Integer.class).optional().isPresent();
    }

    static Provider map(ResultSet row, int number) throws SQLException {
        return new Provider(
                row.getLong("id"), row.getString("uuid"), row.getString("name"), row.getLong("generation"), row.getString("parent_uuid"),
                row.getLong("root_id"), row.getString("root_uuid"));
    }
}
