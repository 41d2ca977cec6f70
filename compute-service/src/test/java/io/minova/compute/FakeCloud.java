package io.minova.compute;

import io.minova.objects.Change;
import io.minova.objects.ComputeNode;
import io.minova.objects.ConsoleAuthToken;
import io.minova.objects.ErrorCode;
import io.minova.objects.Flavor;
import io.minova.objects.GroupPlacement;
import io.minova.objects.Instance;
import io.minova.objects.InstanceFault;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.NewVolume;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.TaskState;
import io.minova.objects.VirtualInterface;
import io.minova.objects.VmState;
import io.minova.rpcapi.ComputeAltRpc;
import io.minova.rpcapi.ConductorRpc;
import io.minova.rpcapi.NetworkRpc;
import io.minova.rpcapi.PlacementRpc;
import io.minova.rpcapi.SchedulerRpc;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Everybody a compute host talks to, in memory: writes down each message, keeps rows, and does what a test asks when a message comes. */
final class FakeCloud implements ConductorRpc, PlacementRpc, SchedulerRpc, NetworkRpc {

    static final VirtualInterface PORT = new VirtualInterface("port-1", "net-1", "private", "fa:16:3e:00:00:01", "10.0.0.5");

    /** What placement holds for the server that is built: provider to amounts. */
    final Map<String, Map<String, Long>> claims = Collections.synchronizedMap(new HashMap<>());
    /** Hosts whose service an administrator disabled. */
    final Set<String> disabledByHand = ConcurrentHashMap.newKeySet();
    /** What placement was told of providers: true for disabled. */
    final Map<String, Boolean> status = new ConcurrentHashMap<>();
    /** Whose room was given back. */
    final List<String> givenBack = Collections.synchronizedList(new ArrayList<>());
    /** Who holds room, by provider. */
    final Map<String, List<String>> consumers = new ConcurrentHashMap<>();
    /** No provider has room for a claim. */
    boolean isFull;

    final List<String> messages = Collections.synchronizedList(new ArrayList<>());
    final Map<String, Instance> rows = Collections.synchronizedMap(new LinkedHashMap<>());
    final Map<String, ComputeNode> nodes = Collections.synchronizedMap(new LinkedHashMap<>());
    final List<InstanceFault> faults = Collections.synchronizedList(new ArrayList<>());
    final Map<String, Migration> migrations = Collections.synchronizedMap(new LinkedHashMap<>());
    final Map<String, GroupPlacement> groups = Collections.synchronizedMap(new HashMap<>());
    final Map<String, ComputeAltRpc> hosts = Collections.synchronizedMap(new HashMap<>());
    private final Map<String, Runnable> reactions = Collections.synchronizedMap(new HashMap<>());

    /** Runs {@code reaction}, once, when a message that starts with {@code prefix} comes, before it has any effect. */
    FakeCloud when(String prefix, Runnable reaction) {
        reactions.put(prefix, reaction);
        return this;
    }

    /** The row as the API leaves it when the user deletes the server. */
    void userDeletes(String uuid) {
        rows.computeIfPresent(uuid, (key, row) -> row.with(InstanceUpdate.builder().taskState(TaskState.DELETING).build()));
    }

    Instance row(String uuid) {
        return Optional.ofNullable(rows.get(uuid)).orElseThrow();
    }

    List<String> take() {
        synchronized (messages) {
            List<String> taken = List.copyOf(messages);
            messages.clear();
            return taken;
        }
    }

    private void note(String message) {
        messages.add(message);
        List<Runnable> due = new ArrayList<>();
        synchronized (reactions) {
            reactions.keySet().stream().filter(message::startsWith).toList().forEach(prefix -> due.add(reactions.remove(prefix)));
        }
        due.forEach(Runnable::run);
    }

    @Override
    public void scheduleAndBuildInstances(List<String> instanceUuids) {
        throw new UnsupportedOperationException("not for computes");
    }

    @Override
    public void buildInstances(Instance instance, RequestSpec requestSpec, List<Selection> alternates, int attempt) {
        note("conductor.buildInstances host=" + instance.host() + " alternates=" + alternates.stream().map(Selection::host).toList() + " attempt="
                + attempt);
    }

    @Override
    public void instanceSave(String uuid, InstanceUpdate update, @Nullable List<@Nullable TaskState> expected) {
        note("conductor.instanceSave " + describe(update) + (expected == null ? "" : "expected=" + expected.stream().map(FakeCloud::word).toList()));
        synchronized (rows) {
            Instance row = rows.get(uuid);
            if (row == null) {
                throw new NovaException(ErrorCode.INSTANCE_NOT_FOUND, "Instance could not be found.");
            }
            if (expected != null && !expected.contains(row.taskState())) {
                boolean isDeleting = row.taskState() == TaskState.DELETING;
                throw new NovaException(
                        isDeleting ? ErrorCode.UNEXPECTED_DELETING_TASK_STATE : ErrorCode.UNEXPECTED_TASK_STATE,
                        "Unexpected task state " + word(row.taskState()) + ".");
            }
            Instance now = row.with(update);
            rows.put(uuid, now);
        }
    }

    @Override
    public @Nullable Instance instanceGet(String uuid) {
        note("conductor.instanceGet");
        return rows.get(uuid);
    }

    @Override
    public void instanceDestroy(String uuid) {
        note("conductor.instanceDestroy");
        rows.remove(uuid);
    }

    @Override
    public List<Instance> instancesByHost(String host) {
        return instancesByHosts(List.of(host));
    }

    @Override
    public List<Instance> instancesByHosts(List<String> hosts) {
        note("conductor.instancesByHosts " + hosts.size());
        synchronized (rows) {
            return rows.values().stream().filter(row -> row.host() != null && hosts.contains(row.host())).toList();
        }
    }

    @Override
    public void instanceFaultCreate(InstanceFault fault) {
        note("conductor.instanceFaultCreate " + fault.code() + " " + fault.message());
        faults.add(fault);
    }

    @Override
    public void actionEventStart(String instanceUuid, String event, String host) {
        note("conductor.actionEventStart " + event + " on " + host);
    }

    @Override
    public void actionEventFinish(String instanceUuid, String event, @Nullable String error, @Nullable String traceback) {
        note("conductor.actionEventFinish " + event + " " + (error == null ? "Success" : "Error: " + error));
    }

    @Override
    public void blockDeviceMappingSave(String instanceUuid, String deviceName) {
        note("conductor.blockDeviceMappingSave " + deviceName);
    }

    @Override
    public void computeNodeSave(ComputeNode node) {
        note("conductor.computeNodeSave vcpusUsed=" + node.vcpusUsed() + " runningVms=" + node.runningVms());
        nodes.put(node.host(), node);
    }

    @Override
    public @Nullable ComputeNode computeNodeGet(String host) {
        return nodes.get(host);
    }

    @Override
    public List<ComputeNode> computeNodesGet(List<String> hosts) {
        note("conductor.computeNodesGet " + hosts.size());
        return nodes.values().stream().filter(node -> hosts.contains(node.host())).toList();
    }

    @Override
    public void computeNodesSave(List<ComputeNode> changed) {
        note("conductor.computeNodesSave " + changed.size());
        changed.forEach(node -> nodes.put(node.host(), node));
    }

    @Override
    public void serviceRegister(List<String> hosts, String rpcAddress) {
        note("conductor.serviceRegister " + hosts.size() + " at " + rpcAddress);
    }

    @Override
    public void reportState(List<String> hosts) {
        note("conductor.reportState " + hosts.size());
    }

    @Override
    public boolean ping() {
        note("conductor.ping");
        return true;
    }

    @Override
    public @Nullable GroupPlacement instanceGroup(String groupUuid) {
        note("conductor.instanceGroup");
        return groups.get(groupUuid);
    }

    @Override
    public @Nullable GroupPlacement instanceGroupOf(String instanceUuid) {
        return groups.values().stream().filter(group -> group.members().contains(instanceUuid)).findFirst().orElse(null);
    }

    @Override
    public Map<String, Boolean> disabledHosts(List<String> hosts) {
        Map<String, Boolean> disabled = new HashMap<>();
        hosts.forEach(host -> disabled.put(host, disabledByHand.contains(host)));
        return disabled;
    }

    @Override
    public List<Instance> instancesEvenDeleted(List<String> hosts, List<String> instanceUuids) {
        return instanceUuids.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    @Override
    public void syncComputeStatus(Map<String, Boolean> disabledByProvider) {
        status.putAll(disabledByProvider);
    }

    @Override
    public boolean aggregateAddHost(String aggregateUuid, String providerName) {
        return true;
    }

    @Override
    public boolean aggregateRemoveHost(String aggregateUuid, String providerName) {
        return true;
    }

    @Override
    public Map<String, List<String>> consumersOf(List<String> providerUuids) {
        Map<String, List<String>> found = new HashMap<>(consumers);
        found.keySet().retainAll(providerUuids);
        return found;
    }

    @Override
    public void setInventories(List<ProviderInventory> providers) {
        note("placement.setInventories " + providers.size());
    }

    @Override
    public void setInventory(String providerUuid, String name, Map<String, Inventory> inventories) {
        throw new UnsupportedOperationException("one message for all hosts");
    }

    @Override
    public boolean claimResources(String consumerUuid, String projectId, String userId, Map<String, Map<String, Long>> allocations) {
        note("placement.claimResources");
        if (isFull) {
            return false;
        }
        claims.putAll(allocations);
        claims.keySet().retainAll(allocations.keySet());
        return true;
    }

    @Override
    public Map<String, Map<String, Long>> getAllocations(String consumerUuid) {
        note("placement.getAllocations");
        return Map.copyOf(claims);
    }

    @Override
    public Map<String, Long> usages(String projectId, @Nullable String userId) {
        throw new UnsupportedOperationException("not for computes");
    }

    @Override
    public void deleteAllocations(String consumerUuid) {
        note("placement.deleteAllocations");
        givenBack.add(consumerUuid);
    }

    @Override
    public List<List<Selection>> selectDestinations(RequestSpec requestSpec, List<String> instanceUuids) {
        throw new UnsupportedOperationException("not for computes");
    }

    @Override
    public void updateInstanceInfo(String host, List<String> instanceUuids) {
        note("scheduler.updateInstanceInfo " + host);
    }

    @Override
    public void deleteInstanceInfo(String host, String instanceUuid) {
        note("scheduler.deleteInstanceInfo " + host);
    }

    @Override
    public List<VirtualInterface> allocateForInstance(String instanceUuid, String projectId, String host, @Nullable List<String> networkIds) {
        note("network.allocateForInstance on " + host);
        return List.of(PORT);
    }

    @Override
    public VirtualInterface createPort(String instanceUuid, String projectId, String host, @Nullable String networkId) {
        note("network.createPort on " + host);
        return PORT;
    }

    @Override
    public void deletePort(String instanceUuid, String portId) {
        note("network.deletePort " + portId);
    }

    @Override
    public void deallocateForInstance(String instanceUuid) {
        note("network.deallocateForInstance");
    }

    @Override
    public void migrateServer(String instanceUuid, @Nullable Flavor newFlavor, @Nullable String wantedHost) {
        throw new UnsupportedOperationException("not for computes");
    }

    @Override
    public void rescheduleMigration(Instance instance, Migration migration, RequestSpec requestSpec, List<Selection> alternates, String reason) {
        note("conductor.rescheduleMigration " + reason);
    }

    @Override
    public void unshelveInstance(String instanceUuid, @Nullable String wantedHost) {
        throw new UnsupportedOperationException("not for computes");
    }

    @Override
    public void liveMigrateInstance(String instanceUuid, @Nullable String wantedHost) {
        throw new UnsupportedOperationException("not for computes");
    }

    @Override
    public void evacuateInstance(String instanceUuid, String migrationUuid, @Nullable String wantedHost) {
        throw new UnsupportedOperationException("not for computes");
    }

    @Override
    public void migrationSave(Migration migration) {
        note("conductor.migrationSave " + migration.status().word());
        migrations.put(migration.instanceUuid(), migration);
    }

    @Override
    public @Nullable Migration migrationInProgress(String instanceUuid) {
        Migration migration = migrations.get(instanceUuid);
        return migration == null || migration.status().isOver() ? null : migration;
    }

    @Override
    public List<Migration> migrationsInProgress(List<String> hosts) {
        return migrations.values().stream().filter(migration -> !migration.status().isOver()).toList();
    }

    @Override
    public @Nullable String hostAddress(String host) {
        return null;
    }

    @Override
    public void consoleAuthorize(ConsoleAuthToken token) {
        note("console.authorize " + token.consoleType() + " of " + token.instanceUuid() + " at " + token.host() + ":" + token.port());
    }

    @Override
    public void volumeCreate(Instance instance, NewVolume volume) {
        note("volume.create " + volume.volume().volumeId() + " of " + volume.size() + " GiB with " + volume.imageId());
    }

    @Override
    public void volumeAttached(String attachmentId, String device, String host) {
        note("volume.attached " + attachmentId + " as " + device + " on " + host);
    }

    @Override
    public void volumeDetached(String attachmentId) {
        note("volume.detached " + attachmentId);
    }

    @Override
    public void volumeRollDetaching(String volumeId) {
        note("volume.rollDetaching " + volumeId);
    }

    @Override
    public void volumeDelete(String volumeId) {
        note("volume.delete " + volumeId);
    }

    @Override
    public void imageUploading(String imageId) {
        note("image.uploading");
    }

    @Override
    public void imageUploaded(String imageId, long size) {
        note("image.uploaded " + size);
    }

    @Override
    public void imageDelete(String imageId) {
        note("image.delete");
    }

    @Override
    public void rotateBackups(String instanceUuid, String backupType, int rotation) {
        note("image.rotateBackups " + backupType + " " + rotation);
    }

    @Override
    public void cacheImages(List<String> hosts, List<String> imageIds) {
        note("conductor.cacheImages");
    }

    @Override
    public boolean moveAllocations(String fromConsumer, String toConsumer, String projectId, String userId) {
        note("placement.moveAllocations " + fromConsumer + " to " + toConsumer);
        return true;
    }

    /** The second door of another host. */
    ComputeAltRpc host(String name) {
        ComputeAltRpc real = hosts.get(name);
        return (ComputeAltRpc) Proxy.newProxyInstance(
                ComputeAltRpc.class.getClassLoader(), new Class<?>[] {ComputeAltRpc.class}, (proxy, method, arguments) -> {
                    note(name + "." + method.getName());
                    try {
                        return real == null ? null : method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static String describe(InstanceUpdate update) {
        StringBuilder text = new StringBuilder();
        append(text, "vm", update.vmState() == null ? null : new Change<>(update.vmState().to().word()));
        append(text, "task", update.taskState() == null ? null : new Change<>(word(update.taskState().to())));
        append(text, "power", update.powerState());
        append(text, "host", update.host());
        append(text, "networkInfo", update.networkInfo() == null ? null : new Change<>(update.networkInfo().to().size()));
        append(text, "launchedAt", update.launchedAt() == null ? null : new Change<>("now"));
        append(text, "terminatedAt", update.terminatedAt() == null ? null : new Change<>("now"));
        return text.toString();
    }

    private static void append(StringBuilder text, String name, @Nullable Change<?> change) {
        if (change != null) {
            text.append(name).append('=').append(change.to()).append(' ');
        }
    }

    private static String word(@Nullable TaskState state) {
        return state == null ? "null" : state.word();
    }

    static Instance with(Instance i, @Nullable String host, VmState vm, @Nullable TaskState task, PowerState power) {
        return i.with(InstanceUpdate.builder().host(host).node(host).vmState(vm).taskState(task).powerState(power).build());
    }
}
