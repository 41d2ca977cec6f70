package io.minova.scheduler.placement.objects;

import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Resource classes: the standard ones, and those that clients made. Mirrors placement's {@code objects/resource_class.py}. */
@Component
public class ResourceClasses {

    private final Database placement;
    private final Set<String> standard = new LinkedHashSet<>(StandardNames.read("resource-classes.txt"));

    public ResourceClasses(Databases databases) {
        this.placement = databases.database(Databases.PLACEMENT);
    }

    /** All of them, the standard ones first. */
    public List<String> list() {
        List<String> all = new ArrayList<>(standard);
        all.addAll(placement.jdbc().sql("select name from resource_classes order by id").query(String.class).list());
        return all;
    }

    public boolean exists(String name) {
        return standard.contains(name) || isCustom(name);
    }

    /** The first of the names that is no class. */
    public Optional<String> unknownOf(Collection<String> names) {
        return names.stream().filter(name -> !exists(name)).findFirst();
    }

    /** The name, or 404. */
    public String get(String name) {
        if (!exists(name)) {
            throw PlacementFault.notFound("No such resource class " + name + ".");
        }
        return name;
    }

    /** False if it was there. */
    public boolean create(String name) {
        if (exists(name)) {
            return false;
        }
        placement.jdbc().sql("insert into resource_classes (name) values (?)").param(name).update();
        return true;
    }

    public void rename(String name, String newName) {
        get(name);
        if (standard.contains(name)) {
            throw PlacementFault.badRequest("Cannot update standard resource class " + name);
        }
        if (exists(newName)) {
            throw PlacementFault.conflict("Resource class already exists: " + newName);
        }
        placement.inTransaction(() -> {
            placement.jdbc().sql("update resource_classes set name = ? where name = ?").params(newName, name).update();
            placement.jdbc().sql("update inventories set resource_class = ? where resource_class = ?").params(newName, name).update();
            placement.jdbc().sql("update allocations set resource_class = ? where resource_class = ?").params(newName, name).update();
        });
    }

    public void delete(String name) {
        get(name);
        if (standard.contains(name)) {
            throw PlacementFault.badRequest("Error in delete resource class: Cannot delete standard resource class " + name + ".");
        }
        if (placement.jdbc().sql("select 1 from inventories where resource_class = ? limit 1").param(name).query(Integer.class).optional()
                .isPresent()) {
            throw PlacementFault.conflict("Error in delete resource class: Cannot delete resource class " + name + ". Class is in use in inventory.");
        }
        placement.jdbc().sql("delete from resource_classes where name = ?").param(name).update();
    }

    /** The classes in the order of their ids. */
    List<String> inOrder(Collection<String> names) {
        List<String> order = new ArrayList<>(standard);
        order.retainAll(names);
        names.stream().filter(name -> !standard.contains(name)).sorted().forEach(order::add);
        return order;
    }

    private boolean isCustom(String name) {
        return placement.jdbc().sql("select 1 from resource_classes where name = ?").param(name).query(Integer.class).optional().isPresent();
    }
}
