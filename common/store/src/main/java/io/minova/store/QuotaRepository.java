package io.minova.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.dao.DuplicateKeyException;

/**
 * Limits that somebody set: of projects, of users within a project, and of the default class.
 *
 * <p>Mirrors {@code nova/objects/quotas.py: Quotas}.
 */
public final class QuotaRepository {

    /** Stands for the user of a limit that the whole project has. */
    public static final String WHOLE_PROJECT = "";

    // As many as set the same limit at once; each attempt lets one through.
    private static final int ATTEMPTS = 100;

    private final Database api;

    public QuotaRepository(Databases databases) {
        this.api = databases.database(Databases.API);
    }

    /** Resource to limit, of a project ({@link #WHOLE_PROJECT}) or of a user in it. */
    public Map<String, Integer> ofProject(String projectId, String userId) {
        return read("select resource, hard_limit from quotas where project_id = ? and user_id = ?", projectId, userId);
    }

    public void setOfProject(String projectId, String userId, Map<String, Integer> limits) {
        set(() -> new TreeMap<>(limits).forEach((resource, limit) -> {
            api.jdbc().sql("delete from quotas where project_id = ? and user_id = ? and resource = ?").params(projectId, userId, resource).update();
            api.jdbc()
                    .sql("insert into quotas (project_id, user_id, resource, hard_limit) values (?, ?, ?, ?)")
                    .params(projectId, userId, resource, limit)
                    .update();
        }));
    }

    /** Back to the defaults: for a whole project, those of its users too. */
    public void destroyOfProject(String projectId, String userId) {
        if (userId.equals(WHOLE_PROJECT)) {
            api.jdbc().sql("delete from quotas where project_id = ?").param(projectId).update();
        } else {
            api.jdbc().sql("delete from quotas where project_id = ? and user_id = ?").params(projectId, userId).update();
        }
    }

    public Map<String, Integer> ofClass(String className) {
        return read("select resource, hard_limit from quota_classes where class_name = ?", className);
    }

    /** What was set for a class, for a project and for one user of it. */
    public record Levels(Map<String, Integer> ofClass, Map<String, Integer> ofProject, Map<String, Integer> ofUser) {}

    /** All three in one statement, because every boot asks. */
    public Levels levels(String className, String projectId, String userId) {
        Levels levels = new Levels(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        api.jdbc()
                .sql("""
                        select 'class', resource, hard_limit from quota_classes where class_name = ?
                        union all select 'project', resource, hard_limit from quotas where project_id = ? and user_id = ?
                        union all select 'user', resource, hard_limit from quotas where project_id = ? and user_id = ?""")
                .params(className, projectId, WHOLE_PROJECT, projectId, userId)
                .query(row -> {
                    Map<String, Integer> level = switch (row.getString(1)) {
                        case "class" -> levels.ofClass;
                        case "project" -> levels.ofProject;
                        default -> levels.ofUser;
                    };
                    level.put(row.getString(2), row.getInt(3));
                });
        return levels;
    }

    public void setOfClass(String className, Map<String, Integer> limits) {
        set(() -> new TreeMap<>(limits).forEach((resource, limit) -> {
            api.jdbc().sql("delete from quota_classes where class_name = ? and resource = ?").params(className, resource).update();
            api.jdbc().sql("insert into quota_classes (class_name, resource, hard_limit) values (?, ?, ?)").params(className, resource, limit)
                    .update();
        }));
    }

    /** All or none. Of two that set a limit for the first time at once, one finds it there when it is its turn, and begins again. */
    private void set(Runnable change) {
        for (int attempt = 1;; attempt++) {
            try {
                api.inTransaction(change);
                return;
            } catch (DuplicateKeyException taken) {
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private Map<String, Integer> read(String sql, Object... arguments) {
        Map<String, Integer> limits = new LinkedHashMap<>();
        api.jdbc().sql(sql).params(arguments).query(row -> {
            limits.put(row.getString(1), row.getInt(2));
        });
        return limits;
    }
}
