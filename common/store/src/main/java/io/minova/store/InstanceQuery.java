package io.minova.store;

import static io.minova.store.Columns.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list of instances shall hold, in which order, and where it goes on. Builds one SELECT; every value is a bound argument.
 *
 * <p>Mirrors {@code nova/db/main/api.py: instance_get_all_by_filters_sort}.
 */
public final class InstanceQuery {

    /** Columns that may be compared and sorted by; the SQL is made of these words only. */
    public enum Field {
        UUID("uuid"),
        PROJECT_ID("project_id"),
        USER_ID("user_id"),
        RESERVATION_ID("reservation_id"),
        LAUNCH_INDEX("launch_index"),
        DISPLAY_NAME("display_name"),
        DISPLAY_DESCRIPTION("display_description"),
        HOSTNAME("hostname"),
        IMAGE_REF("image_ref"),
        FLAVORID("flavorid"),
        KEY_NAME("key_name"),
        CONFIG_DRIVE("config_drive"),
        ACCESS_IP_V4("access_ip_v4"),
        ACCESS_IP_V6("access_ip_v6"),
        AVAILABILITY_ZONE("availability_zone"),
        HOST("host"),
        NODE("node"),
        VM_STATE("vm_state"),
        TASK_STATE("task_state"),
        POWER_STATE("power_state"),
        NETWORK_INFO("network_info"),
        CREATED_AT("created_at"),
        UPDATED_AT("updated_at"),
        LAUNCHED_AT("launched_at"),
        TERMINATED_AT("terminated_at");

        private final String column;

        Field(String column) {
            this.column = column;
        }
    }

    record Statement(String sql, List<@Nullable Object> arguments) {}

    private record Sort(Field field, boolean ascending) {}

    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> arguments = new ArrayList<>();
    private final List<Sort> sorts = new ArrayList<>();
    private @Nullable List<@Nullable Object> markerValues;
    private int limit = 1000;

    /** Without deleted rows. */
    public InstanceQuery notDeleted() {
        conditions.add("deleted = false");
        return this;
    }

    /** Without those either that wait to be reclaimed: what everyone sees unless they ask for changes. */
    public InstanceQuery notDeletedNorSoftDeleted() {
        conditions.add("deleted = false");
        conditions.add("vm_state <> 'soft-delete'");
        return this;
    }

    /** Deleted, or waiting to be. */
    public InstanceQuery onlyDeletedOrSoftDeleted() {
        conditions.add("(deleted = true or vm_state = 'soft-delete')");
        return this;
    }

    public InstanceQuery onlyDeleted() {
        conditions.add("deleted = true");
        return this;
    }

    /** Equal to {@code value}; null asks for rows without one. */
    public InstanceQuery where(Field field, @Nullable Object value) {
        if (value == null) {
            conditions.add(field.column + " is null");
        } else {
            conditions.add(field.column + " = ?");
            arguments.add(value instanceof Instant instant ? time(instant) : value);
        }
        return this;
    }

    /** One of {@code values}; null among them stands for rows without one; none at all matches no row. */
    public InstanceQuery whereIn(Field field, Collection<? extends @Nullable Object> values) {
        List<String> alternatives = new ArrayList<>();
        for (Object value : values) {
            if (value == null) {
                alternatives.add(field.column + " is null");
            } else {
                alternatives.add(field.column + " = ?");
                arguments.add(value);
            }
        }
        conditions.add(alternatives.isEmpty() ? "1 = 0" : "(" + String.join(" or ", alternatives) + ")");
        return this;
    }

    /** Matching an unanchored regular expression. The caller has checked that it is one. */
    public InstanceQuery whereMatches(Field field, String regularExpression) {
        conditions.add("regexp_like(" + field.column + ", ?)");
        arguments.add(regularExpression);
        return this;
    }

    /** Containing {@code text} as it stands. */
    public InstanceQuery whereContains(Field field, String text) {
        conditions.add("position(cast(? as varchar) in " + field.column + ") > 0");
        arguments.add(text);
        return this;
    }

    public InstanceQuery changedSince(Instant since) {
        conditions.add("updated_at >= ?");
        arguments.add(time(since));
        return this;
    }

    public InstanceQuery changedBefore(Instant before) {
        conditions.add("updated_at <= ?");
        arguments.add(time(before));
        return this;
    }

    /** Adds a sort key; uuid always comes last, so that the order is total. */
    public InstanceQuery sortBy(Field field, boolean ascending) {
        sorts.add(new Sort(field, ascending));
        return this;
    }

    /** Only rows after the one with these values of the sort keys, in their order, and this uuid. */
    public InstanceQuery after(List<? extends @Nullable Object> sortValues, String uuid) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : sortValues) {
            values.add(value instanceof Instant instant ? time(instant) : value);
        }
        values.add(uuid);
        markerValues = values;
        return this;
    }

    public InstanceQuery limit(int newLimit) {
        limit = newLimit;
        return this;
    }

    Statement statement(String columns) {
        List<Sort> order = new ArrayList<>(sorts);
        boolean lastAscending = sorts.isEmpty() || sorts.getLast().ascending();
        order.add(new Sort(Field.UUID, lastAscending));
        List<String> where = new ArrayList<>(conditions);
        List<@Nullable Object> values = new ArrayList<>(arguments);
        if (markerValues != null) {
            where.add(afterMarker(order, markerValues, values));
        }
        StringBuilder sql = new StringBuilder("select ").append(columns).append(" from instances");
        if (!where.isEmpty()) {
            sql.append(" where ").append(String.join(" and ", where));
        }
        List<String> orderWords = order.stream()
                .map(sort -> sort.field().column + (sort.ascending() ? " asc nulls first" : " desc nulls last"))
                .toList();
        sql.append(" order by ").append(String.join(", ", orderWords)).append(" limit ?");
        values.add(limit);
        return new Statement(sql.toString(), values);
    }

    // Keys k1, k2, ...: (k1 after m1) or (k1 = m1 and k2 after m2) or ...; nulls sort as the smallest value.
    private static String afterMarker(List<Sort> order, List<@Nullable Object> marker, List<@Nullable Object> values) {
        List<String> alternatives = new ArrayList<>();
        for (int last = 0; last < order.size(); last++) {
            List<String> terms = new ArrayList<>();
            for (int key = 0; key < last; key++) {
                terms.add(equal(order.get(key), marker.get(key), values));
            }
            terms.add(beyond(order.get(last), marker.get(last), values));
            alternatives.add("(" + String.join(" and ", terms) + ")");
        }
        return "(" + String.join(" or ", alternatives) + ")";
    }

    private static String equal(Sort sort, @Nullable Object value, List<@Nullable Object> values) {
        if (value == null) {
            return sort.field().column + " is null";
        }
        values.add(value);
        return sort.field().column + " = ?";
    }

    private static String beyond(Sort sort, @Nullable Object value, List<@Nullable Object> values) {
        String column = sort.field().column;
        if (value == null) {
            return sort.ascending() ? column + " is not null" : "1 = 0";
        }
        values.add(value instanceof Instant instant ? time(instant) : value);
        return sort.ascending() ? column + " > ?" : "(" + column + " < ? or " + column + " is null)";
    }
}
