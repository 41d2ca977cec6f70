package io.minova.store;

import static io.minova.store.Columns.instant;
import static io.minova.store.Columns.instantOrNull;
import static io.minova.store.Columns.time;
import static io.minova.store.Columns.timeOrNull;
import static io.minova.store.Columns.values;

import io.minova.concurrency.Time;
import io.minova.objects.Change;
import io.minova.objects.ErrorCode;
import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VirtualInterface;
import io.minova.objects.VmState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * Instances of one cell at a time. A save is one UPDATE that checks the expected task state and answers the row: compare and swap.
 *
 * <p>Mirrors {@code nova/db/main/api.py: instance_create, _instance_update, instance_destroy}; differs: metadata, flavor and network information are JSON columns of
 * the row, so that a list of servers needs one statement.
 */
public final class InstanceRepository {

    private static final List<String> COLUMN_LIST = List.of(
            "uuid", "project_id", "user_id", "reservation_id", "launch_index", "display_name", "display_description", "hostname", "image_ref",
            "flavor", "flavorid", "key_name", "user_data", "config_drive", "access_ip_v4", "access_ip_v6", "metadata", "system_metadata",
            "security_groups", "availability_zone", "host", "node", "launched_on", "vm_state", "task_state", "power_state", "network_info",
            "created_at", "updated_at", "launched_at", "terminated_at", "deleted_at");
    static final String COLUMNS = String.join(", ", COLUMN_LIST);
    private static final String[] COLUMN_ARRAY = COLUMN_LIST.toArray(String[]::new);
    private static final String PLACES = String.join(", ", java.util.Collections.nCopies(COLUMN_LIST.size(), "?"));
    static final TypeReference<Map<String, String>> STRING_MAP = new TypeReference<>() {};
    private static final TypeReference<List<String>> STRING_LIST = new TypeReference<>() {};
    private static final TypeReference<List<VirtualInterface>> INTERFACES = new TypeReference<>() {};

    private final Time time;

    public InstanceRepository(Time time) {
        this.time = time;
    }

    public void create(Cell cell, Instance instance) {
        cell.database()
                .jdbc()
                .sql("insert into instances (" + COLUMNS + ") values (" + PLACES + ")")
                .params(values(
                        instance.uuid(), instance.projectId(), instance.userId(), instance.reservationId(), instance.launchIndex(),
                        instance.displayName(), instance.displayDescription(), instance.hostname(), instance.imageRef(),
                        Json.write(instance.flavor()), instance.flavor().flavorid(), instance.keyName(), instance.userData(),
                        instance.configDrive(), instance.accessIpV4(), instance.accessIpV6(), Json.write(instance.metadata()),
                        Json.write(instance.systemMetadata()), Json.write(instance.securityGroups()), instance.availabilityZone(),
                        instance.host(), instance.node(), instance.launchedOn(), instance.vmState().word(),
                        instance.taskState() == null ? null : instance.taskState().word(), instance.powerState().code(),
                        Json.write(instance.networkInfo()), time(instance.createdAt()), changeTime(),
                        timeOrNull(instance.launchedAt()), timeOrNull(instance.terminatedAt()), timeOrNull(instance.deletedAt())))
                .update();
    }

    /** The row, unless there is none or it is deleted. */
    public Optional<Instance> find(Cell cell, String uuid) {
        return cell.database()
                .jdbc()
                .sql("select " + COLUMNS + " from instances where uuid = ? and deleted = false")
                .param(uuid)
                .query(InstanceRepository::map)
                .optional();
    }

    public List<Instance> findByHosts(Cell cell, Collection<String> hosts) {
        if (hosts.isEmpty()) {
            return List.of();
        }
        return cell.database()
                .jdbc()
                .sql("select " + COLUMNS + " from instances where deleted = false and host in (:hosts)")
                .param("hosts", hosts)
                .query(InstanceRepository::map)
                .list();
    }

    /** Those that have a row, deleted ones too. */
    public List<Instance> findEvenDeleted(Cell cell, Collection<String> uuids) {
        return uuids.isEmpty()
                ? List.of()
                : cell.database()
                        .jdbc()
                        .sql("select " + COLUMNS + " from instances where uuid in (:uuids)")
                        .param("uuids", uuids)
                        .query(InstanceRepository::map)
                        .list();
    }

    /** The page of instances that {@code query} describes, in its order. */
    public List<Instance> list(Cell cell, InstanceQuery query) {
        InstanceQuery.Statement statement = query.statement(COLUMNS);
        return cell.database().jdbc().sql(statement.sql()).params(statement.arguments()).query(InstanceRepository::map).list();
    }

    /** Those of the uuids that are not deleted. */
    public List<String> existing(Cell cell, Collection<String> uuids) {
        return cell.database()
                .jdbc()
                .sql("select uuid from instances where deleted = false and uuid in (:uuids)")
                .param("uuids", uuids)
                .query(String.class)
                .list();
    }

    /** How many instances and how much of them a project has in this cell. */
    public Usage usage(Cell cell, String projectId, @Nullable String userId) {
        List<Flavor> flavors = cell.database()
                .jdbc()
                .sql("select flavor from instances where project_id = ? and deleted = false and vm_state <> 'soft-delete'"
                        + (userId == null ? "" : " and user_id = ?"))
                .params(userId == null ? List.of(projectId) : List.of(projectId, userId))
                .query((row, number) -> Json.read(row.getString("flavor"), Flavor.class))
                .list();
        return new Usage(
                flavors.size(),
                flavors.stream().mapToInt(Flavor::vcpus).sum(),
                flavors.stream().mapToInt(Flavor::memoryMb).sum());
    }

    /** Counted against a quota. */
    public record Usage(int instances, int cores, int ramMb) {
        public Usage plus(Usage other) {
            return new Usage(instances + other.instances, cores + other.cores, ramMb + other.ramMb);
        }
    }

    /**
     * Changes the row when its task state is expected; otherwise fails with UnexpectedTaskState (UnexpectedDeletingTaskState while it is being deleted), or
     * InstanceNotFound.
     *
     * @param expected a null list: no check; a null inside: no task
     */
    public void update(Cell cell, String uuid, InstanceUpdate update, @Nullable List<@Nullable TaskState> expected) {
        update(cell, uuid, update, expected, null);
    }

    /**
     * The same for a change that may come twice, of which only the first finds the expected state: the second succeeds too, if no other such change came between.
     *
     * @param changeId of the change, however often it comes; null: none
     */
    public void update(
            Cell cell, String uuid, InstanceUpdate update, @Nullable List<@Nullable TaskState> expected, @Nullable String changeId) {
        MapPatches.apply(cell, uuid, update, patched -> {
            Statement statement = statement(uuid, patched, expected, expected == null ? null : changeId);
            if (cell.database().jdbc().sql(statement.sql()).params(statement.arguments()).update() == 0 && !isMade(cell, uuid, changeId)) {
                throw refusal(cell, uuid, expected);
            }
            return true;
        });
    }

    private static boolean isMade(Cell cell, String uuid, @Nullable String changeId) {
        return changeId != null
                && cell.database().jdbc().sql("select 1 from instances where uuid = ? and deleted = false and last_change = ?").params(uuid, changeId)
                        .query(Integer.class).optional().isPresent();
    }

    /** The same, and answers the row as it is now; dearer, because every column comes back with its description. */
    public Instance save(Cell cell, String uuid, InstanceUpdate update, @Nullable List<@Nullable TaskState> expected) {
        return MapPatches.apply(cell, uuid, update, patched -> {
            Statement statement = statement(uuid, patched, expected, null);
            List<Instance> rows = cell.database().updateReturning(statement.sql(), statement.arguments(), COLUMN_ARRAY, InstanceRepository::map);
            if (rows.isEmpty()) {
                throw refusal(cell, uuid, expected);
            }
            return rows.getFirst();
        });
    }

    private record Statement(String sql, List<@Nullable Object> arguments) {}

    private Statement statement(String uuid, InstanceUpdate update, @Nullable List<@Nullable TaskState> expected, @Nullable String changeId) {
        List<@Nullable Object> arguments = new ArrayList<>();
        StringBuilder sql = new StringBuilder("update instances set updated_at = ?");
        arguments.add(changeTime());
        set(sql, arguments, "display_name", update.displayName());
        set(sql, arguments, "display_description", update.displayDescription());
        set(sql, arguments, "hostname", update.hostname());
        set(sql, arguments, "image_ref", update.imageRef());
        Change<Flavor> flavor = update.flavor();
        if (flavor != null && flavor.to() != null) {
            set(sql, arguments, "flavor", new Change<>(Json.write(flavor.to())));
            set(sql, arguments, "flavorid", new Change<>(flavor.to().flavorid()));
        }
        set(sql, arguments, "key_name", update.keyName());
        set(sql, arguments, "user_data", update.userData());
        set(sql, arguments, "access_ip_v4", update.accessIpV4());
        set(sql, arguments, "access_ip_v6", update.accessIpV6());
        setJson(sql, arguments, "metadata", update.metadata());
        setJson(sql, arguments, "system_metadata", update.systemMetadata());
        set(sql, arguments, "availability_zone", update.availabilityZone());
        set(sql, arguments, "host", update.host());
        set(sql, arguments, "node", update.node());
        set(sql, arguments, "launched_on", update.launchedOn());
        Change<VmState> vmState = update.vmState();
        if (vmState != null && vmState.to() != null) {
            set(sql, arguments, "vm_state", new Change<>(vmState.to().word()));
        }
        Change<TaskState> taskState = update.taskState();
        if (taskState != null) {
            set(sql, arguments, "task_state", new Change<>(taskState.to() == null ? null : taskState.to().word()));
        }
        Change<PowerState> powerState = update.powerState();
        if (powerState != null && powerState.to() != null) {
            set(sql, arguments, "power_state", new Change<>(powerState.to().code()));
        }
        setJson(sql, arguments, "network_info", update.networkInfo());
        Change<java.time.Instant> launchedAt = update.launchedAt();
        if (launchedAt != null) {
            set(sql, arguments, "launched_at", new Change<>(timeOrNull(launchedAt.to())));
        }
        Change<java.time.Instant> terminatedAt = update.terminatedAt();
        if (terminatedAt != null) {
            set(sql, arguments, "terminated_at", new Change<>(timeOrNull(terminatedAt.to())));
        }
        set(sql, arguments, "last_change", changeId == null ? null : new Change<>(changeId));
        sql.append(" where uuid = ? and deleted = false");
        arguments.add(uuid);
        expect(sql, arguments, expected);
        return new Statement(sql.toString(), arguments);
    }

    /** Marks the row deleted; false when it already was, or never existed. */
    public boolean destroy(Cell cell, String uuid) {
        return cell.database()
                .jdbc()
                .sql("update instances set deleted = true, deleted_at = ?, updated_at = ?, vm_state = 'deleted', task_state = null"
                        + " where uuid = ? and deleted = false")
                .params(time(time.now()), changeTime(), uuid)
                .update() == 1;
    }

    /** Whole seconds, as in Nova's databases and its API: of the seven saves of a build, few then move the row's entry in the index of changes. */
    private OffsetDateTime changeTime() {
        return time(time.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private static void set(StringBuilder sql, List<@Nullable Object> arguments, String column, @Nullable Change<?> change) {
        if (change != null) {
            sql.append(", ").append(column).append(" = ?");
            arguments.add(change.to());
        }
    }

    private static void setJson(StringBuilder sql, List<@Nullable Object> arguments, String column, @Nullable Change<?> change) {
        if (change != null && change.to() != null) {
            set(sql, arguments, column, new Change<>(Json.write(change.to())));
        }
    }

    private static void expect(StringBuilder sql, List<@Nullable Object> arguments, @Nullable List<@Nullable TaskState> expected) {
        if (expected == null) {
            return;
        }
        List<String> alternatives = new ArrayList<>();
        for (TaskState state : expected) {
            if (state == null) {
                alternatives.add("task_state is null");
            } else {
                alternatives.add("task_state = ?");
                arguments.add(state.word());
            }
        }
        sql.append(" and (").append(String.join(" or ", alternatives)).append(')');
    }

    private NovaException refusal(Cell cell, String uuid, @Nullable List<@Nullable TaskState> expected) {
        Instance actual = find(cell, uuid)
                .orElseThrow(() -> new NovaException(ErrorCode.INSTANCE_NOT_FOUND, "Instance " + uuid + " could not be found."));
        TaskState found = actual.taskState();
        ErrorCode code = found == TaskState.DELETING ? ErrorCode.UNEXPECTED_DELETING_TASK_STATE : ErrorCode.UNEXPECTED_TASK_STATE;
        return new NovaException(
                code,
                "Conflict updating instance " + uuid + ". Expected task state: "
                        + (expected == null ? "any" : expected.stream().map(state -> state == null ? "none" : state.word()).toList())
                        + ". Actual: " + (found == null ? "none" : found.word()));
    }

    static Instance map(ResultSet row, int number) throws SQLException {
        String taskState = row.getString("task_state");
        return new Instance(
                row.getString("uuid"),
                row.getString("project_id"),
                row.getString("user_id"),
                row.getString("reservation_id"),
                row.getInt("launch_index"),
                row.getString("display_name"),
                row.getString("display_description"),
                row.getString("hostname"),
                row.getString("image_ref"),
                Json.read(row.getString("flavor"), Flavor.class),
                row.getString("key_name"),
                row.getString("user_data"),
                row.getBoolean("config_drive"),
                row.getString("access_ip_v4"),
                row.getString("access_ip_v6"),
                Json.read(row.getString("metadata"), STRING_MAP),
                Json.read(row.getString("system_metadata"), STRING_MAP),
                Json.read(row.getString("security_groups"), STRING_LIST),
                row.getString("availability_zone"),
                row.getString("host"),
                row.getString("node"),
                row.getString("launched_on"),
                VmState.ofWord(row.getString("vm_state")),
                taskState == null ? null : TaskState.ofWord(taskState),
                PowerState.ofCode(row.getInt("power_state")),
                Json.read(row.getString("network_info"), INTERFACES),
                instant(row, "created_at"),
                instantOrNull(row, "updated_at"),
                instantOrNull(row, "launched_at"),
                instantOrNull(row, "terminated_at"),
                instantOrNull(row, "deleted_at"));
    }
}
