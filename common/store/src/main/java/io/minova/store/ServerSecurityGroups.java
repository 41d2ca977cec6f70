package io.minova.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Which security groups a server has: their names, in its row. Guarantee: of two changes at once none is lost. */
public final class ServerSecurityGroups {

    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    /** False when it has it already, or is gone. */
    public boolean add(Cell cell, String uuid, String name) {
        return change(cell, uuid, name, name);
    }

    /** False when it does not have it. */
    public boolean remove(Cell cell, String uuid, String name) {
        return change(cell, uuid, name, null);
    }

    /** Gives those servers of a project in this cell that have the group its new name. */
    public void rename(Cell cell, String projectId, String name, String newName) {
        for (String uuid : users(cell, projectId, name)) {
            change(cell, uuid, name, newName);
        }
    }

    /** The servers of a project in this cell that have it and are not deleted. */
    public List<String> users(Cell cell, String projectId, String name) {
        return cell.database().jdbc()
                .sql("select uuid from instances where project_id = ? and deleted = false and position(cast(? as varchar) in security_groups) > 0")
                .params(projectId, Json.write(name)).query(String.class).list();
    }

    private static boolean change(Cell cell, String uuid, String name, @Nullable String to) {
        return Boolean.TRUE.equals(cell.database().inTransaction(() -> {
            List<String> before = cell.database().jdbc().sql("select security_groups from instances where uuid = ? and deleted = false for update")
                    .param(uuid).query(String.class).optional().map(json -> Json.read(json, NAMES)).orElse(null);
            if (before == null) {
                return false;
            }
            List<String> after = new ArrayList<>(before);
            after.remove(name);
            if (to != null && !after.contains(to)) {
                after.add(to);
            }
            if (after.equals(before)) {
                return false;
            }
            return cell.database().jdbc().sql("update instances set security_groups = ? where uuid = ?").params(Json.write(after), uuid)
                    .update() == 1;
        }));
    }
}
