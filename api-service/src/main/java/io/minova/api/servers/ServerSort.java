package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.store.InstanceQuery;
import io.minova.store.InstanceQuery.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list, the same in SQL and in the merge of what the cells answered.
 *
 * <p>Mirrors {@code nova/api/openstack/common.py: get_sort_params} and {@code nova/compute/instance_list.py}; uuid comes last, so that the order is total.
 */
final class ServerSort {

    private record Column(Field field, Function<Instance, @Nullable Comparable<?>> value) {}

    private record Key(Column column, boolean ascending) {}

    private static final Set<String> ADMIN_ONLY = Set.of("host", "node");
    private static final Map<String, Column> COLUMNS = Map.ofEntries(
            Map.entry("access_ip_v4", new Column(Field.ACCESS_IP_V4, Instance::accessIpV4)),
            Map.entry("access_ip_v6", new Column(Field.ACCESS_IP_V6, Instance::accessIpV6)),
            Map.entry("availability_zone", new Column(Field.AVAILABILITY_ZONE, Instance::availabilityZone)),
            Map.entry("config_drive", new Column(Field.CONFIG_DRIVE, Instance::configDrive)),
            Map.entry("created_at", new Column(Field.CREATED_AT, Instance::createdAt)),
            Map.entry("display_description", new Column(Field.DISPLAY_DESCRIPTION, Instance::displayDescription)),
            Map.entry("display_name", new Column(Field.DISPLAY_NAME, Instance::displayName)),
            Map.entry("host", new Column(Field.HOST, Instance::host)),
            Map.entry("hostname", new Column(Field.HOSTNAME, Instance::hostname)),
            Map.entry("image_ref", new Column(Field.IMAGE_REF, Instance::imageRef)),
            Map.entry("instance_type_id", new Column(Field.FLAVORID, instance -> instance.flavor().flavorid())),
            Map.entry("key_name", new Column(Field.KEY_NAME, Instance::keyName)),
            Map.entry("launch_index", new Column(Field.LAUNCH_INDEX, Instance::launchIndex)),
            Map.entry("launched_at", new Column(Field.LAUNCHED_AT, Instance::launchedAt)),
            Map.entry("node", new Column(Field.NODE, Instance::node)),
            Map.entry("power_state", new Column(Field.POWER_STATE, instance -> instance.powerState().code())),
            Map.entry("project_id", new Column(Field.PROJECT_ID, Instance::projectId)),
            Map.entry("task_state", new Column(Field.TASK_STATE, instance -> instance.taskState() == null ? null : instance.taskState().word())),
            Map.entry("terminated_at", new Column(Field.TERMINATED_AT, Instance::terminatedAt)),
            Map.entry("updated_at",
                    new Column(Field.UPDATED_AT, instance -> instance.updatedAt() == null ? instance.createdAt() : instance.updatedAt())),
            Map.entry("user_id", new Column(Field.USER_ID, Instance::userId)),
            Map.entry("uuid", new Column(Field.UUID, Instance::uuid)),
            Map.entry("vm_state", new Column(Field.VM_STATE, instance -> instance.vmState().word())));

    private final List<Key> keys;

    private ServerSort(List<Key> keys) {
        this.keys = keys;
    }

    static ServerSort of(ComputeRequest request) {
        List<String> names = new ArrayList<>(request.query().all("sort_key"));
        List<String> directions = new ArrayList<>(request.query().all("sort_dir"));
        if (names.isEmpty()) {
            names.add("created_at");
        }
        if (directions.isEmpty()) {
            directions.add("desc");
        }
        if (directions.size() > names.size()) {
            throw ApiFault.badRequest("Invalid input received: Sort direction size exceeds sort key size");
        }
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip();
            String direction = directions.get(Math.min(i, directions.size() - 1)).strip();
            if (!direction.equals("asc") && !direction.equals("desc")) {
                throw ApiFault.badRequest("Invalid input received: Unknown sort direction, must be one of: asc, desc");
            }
            if (ADMIN_ONLY.contains(name) && !request.context().isAdmin()) {
                throw ApiFault.forbidden("Only administrators can sort servers by " + name);
            }
            Column column = COLUMNS.get(name);
            // A key that the schema knows and no column has (progress and the like) sorts nothing.
            if (column != null) {
                keys.add(new Key(column, direction.equals("asc")));
            }
        }
        return new ServerSort(keys);
    }

    void addTo(InstanceQuery query) {
        keys.forEach(key -> query.sortBy(key.column().field(), key.ascending()));
    }

    /** Makes the query go on after that instance. */
    void goOnAfter(InstanceQuery query, Instance marker) {
        List<@Nullable Object> values = new ArrayList<>();
        keys.forEach(key -> values.add(key.column().value().apply(marker)));
        query.after(values, marker.uuid());
    }

    Comparator<Instance> comparator() {
        boolean lastAscending = keys.isEmpty() || keys.getLast().ascending();
        Comparator<Instance> last = Comparator.comparing(Instance::uuid);
        Comparator<Instance> order = null;
        for (Key key : keys) {
            Comparator<Instance> one = (left, right) -> compare(key.column().value().apply(left), key.column().value().apply(right));
            Comparator<Instance> directed = key.ascending() ? one : one.reversed();
            order = order == null ? directed : order.thenComparing(directed);
        }
        Comparator<Instance> tie = lastAscending ? last : last.reversed();
        return order == null ? tie : order.thenComparing(tie);
    }

    /** Nothing is smaller than anything, as the databases are told. */
    private static int compare(@Nullable Comparable<?> left, @Nullable Comparable<?> right) {
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? -1 : 1;
        }
        return switch (left) {
            case Instant instant when right instanceof Instant other -> instant.compareTo(other);
            case Integer number when right instanceof Integer other -> number.compareTo(other);
            case Boolean flag when right instanceof Boolean other -> flag.compareTo(other);
            default -> left.toString().compareTo(right.toString());
        };
    }
}
