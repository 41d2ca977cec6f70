package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.validation.NovaFormats;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.QueryParameters;
import io.minova.objects.Instance;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.InstanceQuery;
import io.minova.store.InstanceQuery.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a list of servers is restricted to: the same filters as SQL for cells and as a predicate for build requests.
 *
 * <p>Failure: 400 for a filter that is none, 403 for one that only administrators have and that may not be dropped silently.
 * <p>Mirrors {@code nova/api/openstack/compute/servers.py: _get_servers, _get_server_search_options}.
 */
final class ServerFilters {

    private static final Set<String> FOR_ALL = Set.of(
            "reservation_id", "name", "status", "image", "flavor", "ip", "changes-since", "all_tenants");
    private static final Set<String> FOR_ALL_83 = Set.of(
            "availability_zone", "config_drive", "key_name", "created_at", "launched_at", "terminated_at", "power_state", "task_state", "vm_state",
            "progress", "user_id");
    private static final Set<String> JOINED = Set.of(
            "block_device_mapping", "services", "metadata", "system_metadata", "info_cache", "security_groups", "pci_devices");

    /** Filters by one column: the parameter's names, the column, how it is compared and what a build request has there. */
    private record ColumnFilter(Field field, boolean exact, Function<Instance, @Nullable Object> value) {}

    private static final Map<String, ColumnFilter> COLUMNS = Map.ofEntries(
            Map.entry("name", matches(Field.DISPLAY_NAME, Instance::displayName)),
            Map.entry("display_name", matches(Field.DISPLAY_NAME, Instance::displayName)),
            Map.entry("description", matches(Field.DISPLAY_DESCRIPTION, Instance::displayDescription)),
            Map.entry("display_description", matches(Field.DISPLAY_DESCRIPTION, Instance::displayDescription)),
            Map.entry("hostname", matches(Field.HOSTNAME, Instance::hostname)),
            Map.entry("reservation_id", matches(Field.RESERVATION_ID, Instance::reservationId)),
            Map.entry("key_name", matches(Field.KEY_NAME, Instance::keyName)),
            Map.entry("availability_zone", matches(Field.AVAILABILITY_ZONE, Instance::availabilityZone)),
            Map.entry("node", matches(Field.NODE, Instance::node)),
            Map.entry("access_ip_v4", matches(Field.ACCESS_IP_V4, Instance::accessIpV4)),
            Map.entry("access_ip_v6", matches(Field.ACCESS_IP_V6, Instance::accessIpV6)),
            Map.entry("host", equal(Field.HOST, Instance::host)),
            Map.entry("uuid", equal(Field.UUID, Instance::uuid)),
            Map.entry("image", equal(Field.IMAGE_REF, Instance::imageRef)),
            Map.entry("image_ref", equal(Field.IMAGE_REF, Instance::imageRef)),
            Map.entry("flavor", equal(Field.FLAVORID, instance -> instance.flavor().flavorid())),
            Map.entry("user_id", equal(Field.USER_ID, Instance::userId)));

    private final List<Consumer<InstanceQuery>> sql = new ArrayList<>();
    private final List<Predicate<Instance>> predicates = new ArrayList<>();
    private final List<Predicate<Instance>> afterwards = new ArrayList<>();
    private boolean nothing;
    private boolean withBuildRequests = true;
    private boolean unfiltered;
    private @Nullable String projectId;
    private @Nullable Instant changedSince;

    private static ColumnFilter matches(Field field, Function<Instance, @Nullable Object> value) {
        return new ColumnFilter(field, false, value);
    }

    private static ColumnFilter equal(Field field, Function<Instance, @Nullable Object> value) {
        return new ColumnFilter(field, true, value);
    }

    /** True when no server can match. */
    boolean matchesNothing() {
        return nothing;
    }

    /** True when nothing was asked of the servers, except to show those of all projects. */
    boolean isUnfiltered() {
        return unfiltered;
    }

    /** False when a server that waits to be scheduled cannot match. */
    boolean withBuildRequests() {
        return withBuildRequests;
    }

    /** The one project to look at; null for all. */
    @Nullable String projectId() {
        return projectId;
    }

    /** The time before which nothing that matches was changed; null without such a time. */
    @Nullable Instant changedSince() {
        return changedSince;
    }

    /** True when rows must still be sorted out after the database answered, so that it must not cut the list short. */
    boolean hasAfterwards() {
        return !afterwards.isEmpty();
    }

    InstanceQuery query() {
        InstanceQuery query = new InstanceQuery();
        sql.forEach(restriction -> restriction.accept(query));
        return query;
    }

    boolean matchesBuildRequest(Instance instance) {
        return predicates.stream().allMatch(predicate -> predicate.test(instance)) && matchesAfterwards(instance);
    }

    boolean matchesAfterwards(Instance instance) {
        return afterwards.stream().allMatch(predicate -> predicate.test(instance));
    }

    static ServerFilters of(ComputeRequest request, boolean detail) {
        ServerFilters filters = new ServerFilters();
        Set<String> names = filters.allowed(request);
        filters.unfiltered = Set.of("all_tenants").containsAll(names);
        filters.refuseInternal(names);
        filters.status(request, names);
        filters.times(request, names);
        filters.deleted(request, names);
        filters.tenants(request, names, detail);
        filters.columns(request, names);
        filters.states(request, names);
        filters.computed(request, names);
        return filters;
    }

    /** The filters of the query that count for this caller; those of others are dropped without a word. */
    private Set<String> allowed(ComputeRequest request) {
        Set<String> names = new HashSet<>(request.query().names());
        names.removeAll(Set.of("limit", "marker", "sort_key", "sort_dir", "page_size", "offset"));
        if (ServerPolicies.ALL_FILTERS.allows(request.context(), null)) {
            return names;
        }
        Set<String> allowed = new HashSet<>(FOR_ALL);
        if (request.atLeast(5)) {
            allowed.add("ip6");
        }
        if (request.atLeast(26)) {
            allowed.addAll(Set.of("tags", "tags-any", "not-tags", "not-tags-any"));
        }
        if (request.atLeast(66)) {
            allowed.add("changes-before");
        }
        if (request.atLeast(73)) {
            allowed.add("locked");
        }
        if (request.atLeast(83)) {
            allowed.addAll(FOR_ALL_83);
        }
        if (request.atLeast(90)) {
            allowed.add("hostname");
        }
        names.retainAll(allowed);
        return names;
    }

    private void refuseInternal(Set<String> names) {
        for (String name : names) {
            if (JOINED.contains(name) || name.startsWith("_")) {
                throw ApiFault.badRequest("Invalid filter field: " + name + ".");
            }
        }
    }

    private void status(ComputeRequest request, Set<String> names) {
        if (!names.contains("status")) {
            return;
        }
        ServerStatus.States states = ServerStatus.statesOf(request.query().all("status"));
        if (states.isEmpty()) {
            if (request.atLeast(38)) {
                throw ApiFault.badRequest("Invalid status value");
            }
            nothing = true;
            return;
        }
        if (states.vmStates().equals(Set.of(VmState.DELETED))) {
            if (!request.context().isAdmin()) {
                throw ApiFault.forbidden("Only administrators may list deleted instances");
            }
            names.add("deleted-by-status");
            return;
        }
        in(Field.VM_STATE, states.vmStates().stream().map(VmState::word).toList(), instance -> states.vmStates().contains(instance.vmState()));
        if (!states.anyTask()) {
            in(Field.TASK_STATE, states.taskStates().stream().map(TaskState::word).toList(),
                    instance -> instance.taskState() != null && states.taskStates().contains(instance.taskState()));
        } else {
            // The word must be the one asked for: a task of another word does not match.
            Collection<String> words = request.query().all("status");
            afterwards(instance -> words.stream().anyMatch(word -> word.equalsIgnoreCase(ServerStatus.of(instance))));
        }
    }

    private void times(ComputeRequest request, Set<String> names) {
        Instant since = names.contains("changes-since") ? time(request.query(), "changes-since") : null;
        Instant before = names.contains("changes-before") ? time(request.query(), "changes-before") : null;
        if (since != null && before != null && before.isBefore(since)) {
            throw ApiFault.badRequest("The value of changes-since must be less than or equal to changes-before.");
        }
        changedSince = since;
        if (since != null) {
            sql.add(query -> query.changedSince(since));
            predicates.add(instance -> !changed(instance).isBefore(since));
        }
        if (before != null) {
            sql.add(query -> query.changedBefore(before));
            predicates.add(instance -> !changed(instance).isAfter(before));
        }
    }

    private static Instant changed(Instance instance) {
        return instance.updatedAt() == null ? instance.createdAt() : instance.updatedAt();
    }

    private static Instant time(QueryParameters query, String name) {
        Instant time = NovaFormats.time(String.valueOf(query.get(name)));
        if (time == null) {
            throw ApiFault.badRequest("Invalid filter field: " + name + ".");
        }
        return time;
    }

    private void deleted(ComputeRequest request, Set<String> names) {
        boolean changes = names.contains("changes-since") || names.contains("changes-before");
        boolean only = names.contains("deleted-by-status") || (names.contains("deleted") && isTrue(request.query().get("deleted")));
        if (only) {
            boolean softToo = !names.contains("soft_deleted") || isTrue(request.query().get("soft_deleted"));
            sql.add(softToo ? InstanceQuery::onlyDeletedOrSoftDeleted : InstanceQuery::onlyDeleted);
            withBuildRequests = false;
        } else if (names.contains("deleted") || !changes) {
            boolean softToo = names.contains("soft_deleted") && isTrue(request.query().get("soft_deleted"));
            sql.add(softToo ? InstanceQuery::notDeleted : InstanceQuery::notDeletedNorSoftDeleted);
        }
    }

    private void tenants(ComputeRequest request, Set<String> names, boolean detail) {
        String all = names.contains("all_tenants") ? request.query().get("all_tenants") : null;
        if (all != null && (all.isEmpty() || strictBoolean(all))) {
            (detail ? ServerPolicies.DETAIL_ALL_TENANTS : ServerPolicies.INDEX_ALL_TENANTS).require(request.context());
            String wanted = names.contains("project_id") ? request.query().get("project_id") : null;
            String alias = names.contains("tenant_id") ? request.query().get("tenant_id") : null;
            projectId = alias == null ? wanted : alias;
        } else {
            projectId = request.projectId();
        }
        String only = projectId;
        if (only != null) {
            sql.add(query -> query.where(Field.PROJECT_ID, only));
        }
    }

    private void columns(ComputeRequest request, Set<String> names) {
        for (Map.Entry<String, ColumnFilter> entry : COLUMNS.entrySet()) {
            String value = names.contains(entry.getKey()) ? request.query().get(entry.getKey()) : null;
            if (value != null) {
                ColumnFilter filter = entry.getValue();
                if (filter.exact()) {
                    in(filter.field(), List.of(value), instance -> value.equals(filter.value().apply(instance)));
                } else {
                    Pattern pattern = Pattern.compile(value);
                    sql.add(query -> query.whereMatches(filter.field(), value));
                    predicates.add(instance -> filter.value().apply(instance) instanceof String text && pattern.matcher(text).find());
                }
            }
        }
    }

    private void states(ComputeRequest request, Set<String> names) {
        if (names.contains("vm_state") && !names.contains("status")) {
            List<String> words = request.query().all("vm_state");
            in(Field.VM_STATE, words, instance -> words.contains(instance.vmState().word()));
        }
        if (names.contains("task_state") && !names.contains("status")) {
            List<String> words = request.query().all("task_state");
            in(Field.TASK_STATE, words, instance -> instance.taskState() != null && words.contains(instance.taskState().word()));
        }
        number(request, names, "power_state", Field.POWER_STATE, instance -> instance.powerState().code());
        number(request, names, "launch_index", Field.LAUNCH_INDEX, Instance::launchIndex);
        if (names.contains("config_drive")) {
            boolean wanted = isTrue(request.query().get("config_drive"));
            sql.add(query -> query.where(Field.CONFIG_DRIVE, wanted));
            predicates.add(instance -> instance.configDrive() == wanted);
        }
    }

    private void number(
            ComputeRequest request, Set<String> names, String name, Field field, Function<Instance, Integer> value) {
        if (!names.contains(name)) {
            return;
        }
        String text = String.valueOf(request.query().get(name));
        int wanted;
        try {
            wanted = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            nothing = true;
            return;
        }
        sql.add(query -> query.where(field, wanted));
        predicates.add(instance -> value.apply(instance) == wanted);
    }

    private void computed(ComputeRequest request, Set<String> names) {
        for (String name : List.of("ip", "ip6")) {
            String value = names.contains(name) ? request.query().get(name) : null;
            if (value != null) {
                Pattern pattern = Pattern.compile(value);
                afterwards(instance -> instance.networkInfo().stream()
                        .anyMatch(vif -> name.equals("ip6") == vif.address().contains(":") && pattern.matcher(vif.address()).find()));
            }
        }
        tags(request, names, "tags", (have, wanted) -> have.containsAll(wanted));
        tags(request, names, "tags-any", (have, wanted) -> wanted.stream().anyMatch(have::contains));
        tags(request, names, "not-tags", (have, wanted) -> !have.containsAll(wanted));
        tags(request, names, "not-tags-any", (have, wanted) -> wanted.stream().noneMatch(have::contains));
        for (String name : List.of("created_at", "launched_at", "terminated_at")) {
            String value = names.contains(name) ? request.query().get(name) : null;
            if (value != null) {
                Pattern pattern = Pattern.compile(value);
                afterwards(
                        instance -> moment(instance, name) instanceof Instant moment && pattern.matcher(moment.toString().replace('T', ' ')).find());
            }
        }
        if (names.contains("locked")) {
            boolean locked = strictBoolean(String.valueOf(request.query().get("locked")));
            afterwards(instance -> ServerLock.isLocked(instance) == locked);
        }
        for (String name : List.of("kernel_id", "ramdisk_id")) {
            if (names.contains(name) && !Objects.equals(request.query().get(name), "")) {
                nothing = true;
            }
        }
    }

    private static @Nullable Instant moment(Instance instance, String name) {
        return switch (name) {
            case "created_at" -> instance.createdAt();
            case "launched_at" -> instance.launchedAt();
            default -> instance.terminatedAt();
        };
    }

    private void tags(ComputeRequest request, Set<String> names, String name, BiPredicate<List<String>, List<String>> test) {
        String value = names.contains(name) && request.atLeast(26) ? request.query().get(name) : null;
        if (value != null) {
            List<String> wanted = Arrays.asList(value.split(","));
            afterwards(instance -> test.test(SystemMetadata.tags(instance), wanted));
        }
    }

    private void in(Field field, Collection<String> values, Predicate<Instance> predicate) {
        sql.add(query -> query.whereIn(field, values));
        predicates.add(predicate);
    }

    private void afterwards(Predicate<Instance> predicate) {
        afterwards.add(predicate);
    }

    /** Mirrors {@code oslo_utils.strutils.bool_from_string}. */
    private static boolean isTrue(@Nullable String text) {
        return text != null && Set.of("1", "t", "true", "on", "y", "yes").contains(text.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean strictBoolean(String text) {
        if (isTrue(text)) {
            return true;
        }
        if (Set.of("0", "f", "false", "off", "n", "no").contains(text.strip().toLowerCase(Locale.ROOT))) {
            return false;
        }
        throw ApiFault.badRequest("Invalid input received: Unrecognized value '" + text
                + "', acceptable values are: '0', '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'");
    }
}
