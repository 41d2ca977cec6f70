package io.minova.conductor;

import io.minova.concurrency.Time;
import io.minova.objects.ComputeNode;
import io.minova.objects.ConsoleAuthToken;
import io.minova.objects.Flavor;
import io.minova.objects.GroupPlacement;
import io.minova.objects.Instance;
import io.minova.objects.InstanceFault;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.NewVolume;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.TaskState;
import io.minova.rpc.CurrentMessage;
import io.minova.rpcapi.ConductorRpc;
import io.minova.store.BlockDeviceMappingRepository;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.ComputeNodeRepository;
import io.minova.store.ConsoleAuthTokenRepository;
import io.minova.store.HostMappingRepository;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceFaultRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.ServiceRepository;
import io.minova.store.VolumeRepository;
import io.minova.store.VolumeRepository.Volume;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Serves the topic {@code conductor}: what computes read and write, and the tasks that {@link ComputeTaskManager} does.
 *
 * <p>Mirrors {@code nova/conductor/manager.py: ConductorManager}.
 */
@Component
public class ConductorManager implements ConductorRpc {

    private static final String COMPUTE = "nova-compute";

    private final ComputeTaskManager tasks;
    private final InstanceCells instanceCells;
    private final Cells cells;
    private final InstanceRepository instances;
    private final InstanceActionRepository actions;
    private final InstanceFaultRepository faults;
    private final BlockDeviceMappingRepository blockDevices;
    private final ComputeNodeRepository nodes;
    private final ServiceRepository services;
    private final HostMappingRepository hostMappings;
    private final MoveManager moves;
    private final ImageRecords images;
    private final AggregateImages imageCaching;
    private final InstanceGroups groups;
    private final VolumeRepository volumes;
    private final ConsoleAuthTokenRepository consoleTokens;
    private final Time time;

    public ConductorManager(
            ComputeTaskManager tasks,
            InstanceCells instanceCells,
            Cells cells,
            InstanceRepository instances,
            InstanceActionRepository actions,
            InstanceFaultRepository faults,
            BlockDeviceMappingRepository blockDevices,
            ComputeNodeRepository nodes,
            ServiceRepository services,
            HostMappingRepository hostMappings,
            MoveManager moves,
            ImageRecords images,
            AggregateImages imageCaching,
            InstanceGroups groups,
            VolumeRepository volumes,
            ConsoleAuthTokenRepository consoleTokens,
            Time time) {
        this.tasks = tasks;
        this.instanceCells = instanceCells;
        this.cells = cells;
        this.instances = instances;
        this.actions = actions;
        this.faults = faults;
        this.blockDevices = blockDevices;
        this.nodes = nodes;
        this.services = services;
        this.hostMappings = hostMappings;
        this.moves = moves;
        this.images = images;
        this.imageCaching = imageCaching;
        this.groups = groups;
        this.volumes = volumes;
        this.consoleTokens = consoleTokens;
        this.time = time;
    }

    @Override
    public void scheduleAndBuildInstances(List<String> instanceUuids) {
        tasks.scheduleAndBuildInstances(instanceUuids);
    }

    @Override
    public void buildInstances(Instance instance, RequestSpec requestSpec, List<Selection> alternates, int attempt) {
        tasks.buildInstances(instance, requestSpec, alternates, attempt);
    }

    @Override
    public void instanceSave(String uuid, InstanceUpdate update, @Nullable List<@Nullable TaskState> expectedTaskStates) {
        // This conductor may not be the first to get the message: the one that was has lost the broker, or died, before it could say so.
        instances.update(instanceCells.of(uuid), uuid, update, expectedTaskStates, CurrentMessage.id());
    }

    @Override
    public @Nullable Instance instanceGet(String uuid) {
        try {
            return instances.find(instanceCells.of(uuid), uuid).orElse(null);
        } catch (NovaException unmapped) {
            return null;
        }
    }

    @Override
    public void instanceDestroy(String uuid) {
        instances.destroy(instanceCells.of(uuid), uuid);
    }

    @Override
    public List<Instance> instancesByHost(String host) {
        return instancesByHosts(List.of(host));
    }

    @Override
    public List<Instance> instancesByHosts(List<String> hosts) {
        List<Instance> found = new ArrayList<>();
        byCell(hosts).forEach((cell, members) -> found.addAll(instances.findByHosts(cell, members)));
        return found;
    }

    @Override
    public List<Instance> instancesEvenDeleted(List<String> hosts, List<String> instanceUuids) {
        List<Instance> found = new ArrayList<>();
        byCell(hosts).keySet().forEach(cell -> found.addAll(instances.findEvenDeleted(cell, instanceUuids)));
        return found;
    }

    @Override
    public void instanceFaultCreate(InstanceFault fault) {
        faults.create(instanceCells.of(fault.instanceUuid()), fault);
    }

    @Override
    public void actionEventStart(String instanceUuid, String event, String host) {
        actions.eventStart(instanceCells.of(instanceUuid), instanceUuid, ComputeTaskManager.context().requestId(), event, host);
    }

    @Override
    public void actionEventFinish(String instanceUuid, String event, @Nullable String error, @Nullable String traceback) {
        actions.eventFinish(instanceCells.of(instanceUuid), instanceUuid, event, error, traceback);
    }

    @Override
    public void blockDeviceMappingSave(String instanceUuid, String deviceName) {
        blockDevices.setDeviceName(instanceCells.of(instanceUuid), instanceUuid, deviceName);
    }

    @Override
    public void computeNodeSave(ComputeNode node) {
        computeNodesSave(List.of(node));
    }

    @Override
    public void computeNodesSave(List<ComputeNode> changed) {
        Map<String, Cell> byHost = cellByHost(changed.stream().map(ComputeNode::host).toList());
        changed.stream()
                .collect(Collectors.groupingBy(node -> byHost.getOrDefault(node.host(), home())))
                .forEach((cell, members) -> nodes.save(cell, members));
    }

    @Override
    public @Nullable ComputeNode computeNodeGet(String host) {
        return computeNodesGet(List.of(host)).stream().findFirst().orElse(null);
    }

    @Override
    public List<ComputeNode> computeNodesGet(List<String> hosts) {
        List<ComputeNode> found = new ArrayList<>();
        byCell(hosts).forEach((cell, members) -> found.addAll(nodes.findByHosts(cell, members)));
        return found;
    }

    @Override
    public void serviceRegister(List<String> hosts, String rpcAddress) {
        Map<String, List<String>> shares = new HashMap<>();
        List<Cell> homes = cells.withHosts();
        for (int index = 0; index < hosts.size(); index++) {
            // New hosts are spread over the cells; known ones keep theirs.
            shares.computeIfAbsent(homes.get(index % homes.size()).uuid(), added -> new ArrayList<>()).add(hosts.get(index));
        }
        shares.forEach((cell, members) -> hostMappings.register(members, cell, rpcAddress));
        byCell(hosts).forEach((cell, members) -> services.register(cell, members, COMPUTE, "compute"));
    }

    @Override
    public void reportState(List<String> hosts) {
        byCell(hosts).forEach((cell, members) -> services.report(cell, members, COMPUTE));
    }

    @Override
    public boolean ping() {
        return true;
    }

    @Override
    public Map<String, Boolean> disabledHosts(List<String> hosts) {
        Map<String, Boolean> disabled = new HashMap<>();
        byCell(hosts).forEach((cell, members) -> disabled.putAll(services.disabled(cell, members)));
        return disabled;
    }

    @Override
    public @Nullable GroupPlacement instanceGroup(String groupUuid) {
        return groups.find(groupUuid).orElse(null);
    }

    @Override
    public @Nullable GroupPlacement instanceGroupOf(String instanceUuid) {
        return groups.ofInstance(instanceUuid).orElse(null);
    }

    @Override
    public void migrateServer(String instanceUuid, @Nullable Flavor newFlavor, @Nullable String wantedHost) {
        moves.migrateServer(instanceUuid, newFlavor, wantedHost);
    }

    @Override
    public void rescheduleMigration(Instance instance, Migration migration, RequestSpec requestSpec, List<Selection> alternates, String reason) {
        moves.reschedule(instance, migration, requestSpec, alternates, reason);
    }

    @Override
    public void unshelveInstance(String instanceUuid, @Nullable String wantedHost) {
        moves.unshelve(instanceUuid, wantedHost);
    }

    @Override
    public void liveMigrateInstance(String instanceUuid, @Nullable String wantedHost) {
        moves.liveMigrate(instanceUuid, wantedHost);
    }

    @Override
    public void evacuateInstance(String instanceUuid, String migrationUuid, @Nullable String wantedHost) {
        moves.evacuate(instanceUuid, migrationUuid, wantedHost);
    }

    @Override
    public void migrationSave(Migration migration) {
        moves.save(migration);
    }

    @Override
    public @Nullable Migration migrationInProgress(String instanceUuid) {
        return moves.inProgress(instanceUuid);
    }

    @Override
    public List<Migration> migrationsInProgress(List<String> hosts) {
        return moves.inProgress(hosts);
    }

    @Override
    public @Nullable String hostAddress(String host) {
        return moves.hostAddress(host);
    }

    @Override
    public void consoleAuthorize(ConsoleAuthToken token) {
        consoleTokens.authorize(token);
    }

    @Override
    public void volumeCreate(Instance instance, NewVolume made) {
        Volume volume = new Volume(
                made.volume().volumeId(), instance.projectId(), instance.userId(), "", "", made.size(), "available", VolumeRepository.ZONE, false,
                made.imageId() != null, made.imageId(), Map.of(), time.now(), null);
        volumes.createReserved(volume, made.volume().attachmentId(), instance.uuid());
    }

    @Override
    public void volumeAttached(String attachmentId, String device, String host) {
        volumes.attached(attachmentId, device, host);
    }

    @Override
    public void volumeDetached(String attachmentId) {
        volumes.detached(attachmentId);
    }

    @Override
    public void volumeRollDetaching(String volumeId) {
        volumes.rollDetaching(volumeId);
    }

    @Override
    public void volumeDelete(String volumeId) {
        volumes.delete(volumeId);
    }

    @Override
    public void imageUploading(String imageId) {
        images.uploading(imageId);
    }

    @Override
    public void imageUploaded(String imageId, long size) {
        images.uploaded(imageId, size);
    }

    @Override
    public void imageDelete(String imageId) {
        images.delete(imageId);
    }

    @Override
    public void cacheImages(List<String> hosts, List<String> imageIds) {
        imageCaching.cache(hosts, imageIds);
    }

    @Override
    public void rotateBackups(String instanceUuid, String backupType, int rotation) {
        images.rotateBackups(instanceUuid, backupType, rotation);
    }

    // The cell that hosts join which register for the first time.
    private Cell home() {
        return cells.withHosts().getFirst();
    }

    private Map<Cell, List<String>> byCell(List<String> hosts) {
        Map<String, Cell> byHost = cellByHost(hosts);
        return hosts.stream().collect(Collectors.groupingBy(host -> byHost.getOrDefault(host, home())));
    }

    // Every host joins the one cell that can have hosts; with several, their mapping decides.
    private Map<String, Cell> cellByHost(List<String> hosts) {
        if (cells.withHosts().size() == 1) {
            return Map.of();
        }
        return hostMappings.cells(hosts).entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> cells.cell(entry.getValue())));
    }
}
