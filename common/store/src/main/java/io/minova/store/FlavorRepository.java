package io.minova.store;

import static io.minova.store.Columns.values;

import io.minova.objects.Flavor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.core.type.TypeReference;

/** Flavors. Mirrors {@code nova/objects/flavor.py}. */
public final class FlavorRepository {

    private static final TypeReference<Map<String, String>> STRING_MAP = new TypeReference<>() {};
    private static final String SELECT =
            "select id, flavorid, name, vcpus, memory_mb, root_gb, ephemeral_gb, swap_mb, rxtx_factor, is_public, disabled, description, extra_specs from flavors";

    private final Database api;

    public FlavorRepository(Databases databases) {
        this.api = databases.database(Databases.API);
    }

    /** All, in the order of their flavorid, as Nova lists them by default. */
    public List<Flavor> list() {
        return api.jdbc().sql(SELECT + " order by flavorid, id").query(FlavorRepository::map).list();
    }

    public Optional<Flavor> find(String flavorid) {
        return api.jdbc().sql(SELECT + " where flavorid = ?").param(flavorid).query(FlavorRepository::map).optional();
    }

    /** Empty when the flavorid or the name is taken. */
    public Optional<Flavor> create(Flavor flavor) {
        try {
            api.jdbc()
                    .sql("insert into flavors (flavorid, name, vcpus, memory_mb, root_gb, ephemeral_gb, swap_mb, rxtx_factor, is_public, disabled,"
                            + " description, extra_specs) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(values(
                            flavor.flavorid(), flavor.name(), flavor.vcpus(), flavor.memoryMb(), flavor.rootGb(), flavor.ephemeralGb(),
                            flavor.swapMb(), flavor.rxtxFactor(), flavor.isPublic(), flavor.disabled(), flavor.description(),
                            Json.write(flavor.extraSpecs())))
                    .update();
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
        return find(flavor.flavorid());
    }

    public void saveDescription(long id, @Nullable String description) {
        api.jdbc().sql("update flavors set description = ? where id = ?").params(values(description, id)).update();
    }

    public void saveExtraSpecs(long id, Map<String, String> extraSpecs) {
        api.jdbc().sql("update flavors set extra_specs = ? where id = ?").params(Json.write(extraSpecs), id).update();
    }

    public void destroy(long id) {
        api.inTransaction(() -> {
            api.jdbc().sql("delete from flavor_projects where flavor_id = ?").param(id).update();
            api.jdbc().sql("delete from flavors where id = ?").param(id).update();
        });
    }

    /** Projects that may use a flavor that is not public. */
    public List<String> projects(long id) {
        return api.jdbc().sql("select project_id from flavor_projects where flavor_id = ? order by project_id").param(id).query(String.class).list();
    }

    /** Ids of the flavors that were given to a project. */
    public List<Long> accessibleTo(String projectId) {
        return api.jdbc().sql("select flavor_id from flavor_projects where project_id = ?").param(projectId).query(Long.class).list();
    }

    /** False when the project has access already. */
    public boolean addProject(long id, String projectId) {
        try {
            api.jdbc().sql("insert into flavor_projects (flavor_id, project_id) values (?, ?)").params(id, projectId).update();
            return true;
        } catch (DuplicateKeyException known) {
            return false;
        }
    }

    /** False when the project had no access. */
    public boolean removeProject(long id, String projectId) {
        return api.jdbc().sql("delete from flavor_projects where flavor_id = ? and project_id = ?").params(id, projectId).update() == 1;
    }

    private static Flavor map(ResultSet row, int number) throws SQLException {
        return new Flavor(
                row.getLong("id"),
                row.getString("flavorid"),
                row.getString("name"),
                row.getInt("vcpus"),
                row.getInt("memory_mb"),
                row.getInt("root_gb"),
                row.getInt("ephemeral_gb"),
                row.getInt("swap_mb"),
                row.getDouble("rxtx_factor"),
                row.getBoolean("is_public"),
                row.getBoolean("disabled"),
                row.getString("description"),
                Json.read(row.getString("extra_specs"), STRING_MAP));
    }
}
