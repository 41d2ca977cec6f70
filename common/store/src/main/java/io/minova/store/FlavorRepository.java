package io.minova.store;

import io.minova.objects.Flavor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
