package io.minova.compute;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.minova.compute.virt.HypervisorCapacity;
import io.minova.objects.ComputeNode;
import io.minova.objects.ErrorCode;
import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.rpcapi.ConductorRpc;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one host has and what its instances use of it; the usage is that of the instances it knows, not what the hypervisor measures.
 *
 * <p>Guarantees: claims, drops and audits of a host come strictly one after another, in the order in which they were asked for.
 * <p>Threads: safe for any caller. One fair lock per host, held over the messages to the conductor as in Nova; a claim never waits for another host.
 * <p>Units: memory in MiB, disk in GiB.
 * <p>Mirrors {@code nova/compute/resource_tracker.py: ResourceTracker}; leaves out NUMA and PCI. Room is not tested: placement has decided that.
 */
final class ResourceTracker {

    // reserved_host_memory_mb: Nova's default.
    static final int RESERVED_HOST_MEMORY_MB = 512;
    // initial_cpu_allocation_ratio, initial_ram_allocation_ratio, initial_disk_allocation_ratio: Nova's defaults.
    static final double CPU_ALLOCATION_RATIO = 4.0;
    static final double RAM_ALLOCATION_RATIO = 1.0;
    static final double DISK_ALLOCATION_RATIO = 1.0;
    // What nova/virt/fake.py reports.
    private static final String CPU_INFO = "{\"arch\": \"x86_64\", \"model\": \"Nehalem\", \"vendor\": \"Intel\","
            + " \"features\": [\"pge\", \"clflush\"], \"topology\": {\"cores\": 1, \"threads\": 1, \"sockets\": 4}}";

    private final String host;
    private final HypervisorCapacity capacity;
    private final ConductorRpc conductor;

    private final ReentrantLock lock = new ReentrantLock(true);
    @GuardedBy("lock")
    private final Map<String, Flavor> tracked = new HashMap<>();
    // Room taken by servers that are on their way here, or that left and may come back: the row's host is another.
    @GuardedBy("lock")
    private final Map<String, Flavor> moves = new HashMap<>();
    @GuardedBy("lock")
    private final Set<String> building = new HashSet<>();
    @GuardedBy("lock")
    private long id;
    @GuardedBy("lock")
    private String uuid;
    @GuardedBy("lock")
    private int failedBuilds;
    @GuardedBy("lock")
    private long generation;
    @GuardedBy("lock")
    private boolean isKnown;
    @GuardedBy("lock")
    private @Nullable ComputeNode saved;

    ResourceTracker(String host, HypervisorCapacity capacity, ConductorRpc conductor) {
        this.host = host;
        this.capacity = capacity;
        this.conductor = conductor;
        // Of the name, so that a host whose row was never written still keeps its identity and its provider.
        this.uuid = UUID.nameUUIDFromBytes(("compute-node:" + host).getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Takes over what the database knows of this host; claims are refused before. Returns the node as it must be saved. */
    ComputeNode load(@Nullable ComputeNode row, Collection<Instance> instances) {
        lock.lock();
        try {
            if (row != null) {
                id = row.id();
                uuid = row.uuid();
                failedBuilds = row.failedBuilds();
            }
            track(instances);
            isKnown = true;
            return node();
        } finally {
            lock.unlock();
        }
    }

    /** This host's resource provider in placement. */
    String providerUuid() {
        lock.lock();
        try {
            return uuid;
        } finally {
            lock.unlock();
        }
    }

    /** Makes the instance this host's, in the database and in the books. Fails with ComputeResourcesUnavailable if the host is not ready. */
    Instance claim(Instance instance) {
        lock.lock();
        try {
            if (!isKnown) {
                throw notKnown();
            }
            InstanceUpdate update = InstanceUpdate.builder().host(host).node(host).launchedOn(host).build();
            conductor.instanceSave(instance.uuid(), update, null);
            generation++;
            tracked.put(instance.uuid(), instance.takenOfHost(instance.flavor()));
            building.add(instance.uuid());
            try {
                saveIfChanged();
            } catch (RuntimeException e) {
                forget(instance.uuid());
                throw e;
            }
            return instance.with(update);
        } finally {
            lock.unlock();
        }
    }

    /** Takes an instance off the books: its build failed, or it is deleted. One that is not on them is fine. */
    void drop(String instanceUuid) {
        lock.lock();
        try {
            if (tracked.containsKey(instanceUuid)) {
                forget(instanceUuid);
                saveIfChanged();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes room for a server that is on its way here. Fails with ComputeResourcesUnavailable if the host is not ready. */
    void claimMove(String instanceUuid, Flavor flavor) {
        lock.lock();
        try {
            if (!isKnown) {
                throw notKnown();
            }
            moves.put(instanceUuid, flavor);
            changedAndSave();
        } finally {
            lock.unlock();
        }
    }

    /** The room of a move that an earlier process of this host had taken. To be called before {@link #load}. */
    void restoreMove(String instanceUuid, Flavor flavor) {
        lock.lock();
        try {
            moves.put(instanceUuid, flavor);
        } finally {
            lock.unlock();
        }
    }

    /** A server that was on its way is this host's now; one that was to go stays, or has come back. */
    void arrived(String instanceUuid, Flavor flavor) {
        lock.lock();
        try {
            moves.remove(instanceUuid);
            tracked.put(instanceUuid, flavor);
            changedAndSave();
        } finally {
            lock.unlock();
        }
    }

    /** A server of this host goes; its room is kept, because it may come back. */
    void leaves(String instanceUuid, Flavor flavor) {
        lock.lock();
        try {
            tracked.remove(instanceUuid);
            moves.put(instanceUuid, flavor);
            changedAndSave();
        } finally {
            lock.unlock();
        }
    }

    /** Gives back the room of a server that is not this host's. One that has none is fine. */
    void dropMove(String instanceUuid) {
        lock.lock();
        try {
            moves.remove(instanceUuid);
            changedAndSave();
        } finally {
            lock.unlock();
        }
    }

    /** Every server that has room here, its own or on its way. */
    Set<String> instances() {
        lock.lock();
        try {
            Set<String> all = new HashSet<>(tracked.keySet());
            all.addAll(moves.keySet());
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** The servers that have room here and belong to another host. */
    Set<String> moves() {
        lock.lock();
        try {
            return Set.copyOf(moves.keySet());
        } finally {
            lock.unlock();
        }
    }

    boolean tracks(String instanceUuid) {
        lock.lock();
        try {
            return tracked.containsKey(instanceUuid);
        } finally {
            lock.unlock();
        }
    }

    /** A build ended; failures in a row are for the scheduler to weigh. Told to the conductor with the next save or audit. */
    void buildEnded(String instanceUuid, BuildResult result) {
        lock.lock();
        try {
            building.remove(instanceUuid);
            failedBuilds = switch (result) {
                case ACTIVE -> 0;
                case FAILED, RESCHEDULED -> failedBuilds + 1;
                case NOT_OURS -> failedBuilds;
            };
        } finally {
            lock.unlock();
        }
    }

    /** Changes with every claim and drop; what an audit read before a change is stale. */
    long generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Computes the usage anew from the rows of this host, unless an instance came or went since {@code generation} was taken.
     *
     * @return the instances that were on the books and no longer exist
     */
    Set<String> audit(long sinceGeneration, Collection<Instance> rows) {
        lock.lock();
        try {
            if (generation != sinceGeneration) {
                return Set.of();
            }
            Set<String> vanished = new HashSet<>(tracked.keySet());
            rows.forEach(row -> vanished.remove(row.uuid()));
            vanished.removeAll(moves.keySet());
            track(rows);
            return vanished;
        } finally {
            lock.unlock();
        }
    }

    /** The node if it differs from what was saved last. */
    Optional<ComputeNode> changed() {
        lock.lock();
        try {
            ComputeNode now = node();
            return now.equals(saved) ? Optional.empty() : Optional.of(now);
        } finally {
            lock.unlock();
        }
    }

    /** Somebody saved this state of the node, together with others. */
    void savedAs(ComputeNode node) {
        lock.lock();
        try {
            saved = node;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void track(Collection<Instance> instances) {
        tracked.clear();
        instances.forEach(instance -> tracked.put(instance.uuid(), instance.takenOfHost(instance.flavor())));
    }

    @GuardedBy("lock")
    private void forget(String instanceUuid) {
        generation++;
        tracked.remove(instanceUuid);
        building.remove(instanceUuid);
    }

    private NovaException notKnown() {
        return new NovaException(
                ErrorCode.COMPUTE_RESOURCES_UNAVAILABLE, "Insufficient compute resources: host " + host + " does not know its node yet.");
    }

    @GuardedBy("lock")
    private void changedAndSave() {
        generation++;
        saveIfChanged();
    }

    @GuardedBy("lock")
    private void saveIfChanged() {
        ComputeNode now = node();
        if (!now.equals(saved)) {
            conductor.computeNodeSave(now);
            saved = now;
        }
    }

    @GuardedBy("lock")
    private ComputeNode node() {
        int vcpusUsed = 0;
        int memoryMbUsed = RESERVED_HOST_MEMORY_MB;
        int diskGbUsed = 0;
        int swapMbUsed = 0;
        List<Flavor> held = new ArrayList<>(tracked.values());
        held.addAll(moves.values());
        for (Flavor flavor : held) {
            vcpusUsed += flavor.vcpus();
            memoryMbUsed += flavor.memoryMb();
            diskGbUsed += flavor.rootGb() + flavor.ephemeralGb();
            swapMbUsed += flavor.swapMb();
        }
        return new ComputeNode(
                id, uuid, host, host, capacity.type(), capacity.version(), "127.0.0.1", capacity.vcpus(), capacity.memoryMb(), capacity.localGb(),
                vcpusUsed, memoryMbUsed, diskGbUsed + swapMbUsed / 1024, held.size(), building.size(), failedBuilds,
                CPU_ALLOCATION_RATIO, RAM_ALLOCATION_RATIO, DISK_ALLOCATION_RATIO, CPU_INFO, null);
    }
}
