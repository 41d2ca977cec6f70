package io.minova.compute;

import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.TaskFuture;
import io.minova.objects.AttachedVolume;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.TaskState;
import io.minova.objects.VirtualInterface;
import io.minova.objects.VmState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One build of one instance on one host.
 *
 * <p>State of the instance (vm_state/task_state), each step saved through the conductor:
 *
 * <pre>
 * building/scheduling -> building/null -> claim: host, node -> building/networking (ports are made beside it, on default)
 *   -> building/block_device_mapping -> building/spawning -> active/null
 * on failure: handed back    building/scheduling, host null     any failure that another host may not have
 *             given up       error/null, host null, a fault     BuildAbort: no network, or the instance is not as expected
 *             deleted        nothing saved                      the user deleted it meanwhile
 * </pre>
 *
 * <p>Threads: runs on the host's long_task executor, with the instance's lock; its one child, the network allocation, is a leaf task of default.
 * <p>Mirrors {@code nova/compute/manager.py: _do_build_and_run_instance, _build_and_run_instance, _build_resources}; differs: saves after a failure demand that
 * the instance still is in a state of this build, so that a delete that came meanwhile is not overwritten.
 */
final class InstanceBuild {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceBuild.class);
    private static final String EVENT = "compute__do_build_and_run_instance";
    // Nova also takes null here. Our messages can be delivered twice, and then only one of two hosts may win.
    private static final List<@Nullable TaskState> NOT_STARTED = Arrays.asList(TaskState.SCHEDULING);
    private static final List<@Nullable TaskState> NO_TASK = Arrays.asList((TaskState) null);
    private static final List<@Nullable TaskState> DURING_BUILD =
            Arrays.asList(null, TaskState.SCHEDULING, TaskState.NETWORKING, TaskState.BLOCK_DEVICE_MAPPING, TaskState.SPAWNING);

    private final HostContext host;
    private final InstanceEvents events;
    private final RequestSpec spec;
    private final List<Selection> alternates;
    private final int attempt;
    private final String uuid;
    private final VolumeActions volumes;
    private Instance instance;

    InstanceBuild(
            HostContext host, InstanceEvents events, VolumeActions volumes, Instance instance, RequestSpec spec, List<Selection> alternates,
            int attempt) {
        this.host = host;
        this.events = events;
        this.volumes = volumes;
        this.instance = instance;
        this.spec = spec;
        this.alternates = alternates;
        this.attempt = attempt;
        this.uuid = instance.uuid();
    }

    /** Does it all; every failure ends in the instance's state, none in an exception. */
    void run() {
        try {
            // The limit is inside the lock, as in Nova: a build that waits for its turn already keeps a delete waiting.
            host.locks().call(uuid, () -> host.builds().call(this::locked));
        } catch (Exception e) {
            LOG.error("instance {}: its build on {} ended in a way nobody expected", uuid, host.host(), e);
        }
    }

    private BuildResult locked() throws Exception {
        if (host.tracker().tracks(uuid)) {
            LOG.debug("instance {} is already built or being built on {}", uuid, host.host());
            return BuildResult.NOT_OURS;
        }
        BuildResult result = events.wrap(uuid, EVENT, this::build);
        if (result == BuildResult.FAILED) {
            quietly("give back its allocation", () -> host.placement().deleteAllocations(uuid));
        }
        host.tracker().buildEnded(uuid, result);
        return result;
    }

    private BuildResult build() throws InterruptedException {
        try {
            instance = host.save(instance, InstanceUpdate.builder().vmState(VmState.BUILDING).taskState(null), NOT_STARTED);
        } catch (NovaException e) {
            switch (e.code()) {
                case INSTANCE_NOT_FOUND, UNEXPECTED_DELETING_TASK_STATE -> {
                    LOG.debug("instance {} disappeared before its build: {}", uuid, e.getMessage());
                    return BuildResult.FAILED;
                }
                case UNEXPECTED_TASK_STATE -> {
                    LOG.debug("instance {} is somebody else's: {}", uuid, e.getMessage());
                    return BuildResult.NOT_OURS;
                }
                default -> {
                    return giveUp(e);
                }
            }
        }
        try {
            claimAndSpawn();
            return BuildResult.ACTIVE;
        } catch (NovaException e) {
            return switch (e.code()) {
                case INSTANCE_NOT_FOUND, UNEXPECTED_DELETING_TASK_STATE -> disappeared(e);
                case BUILD_ABORT, UNEXPECTED_TASK_STATE -> giveUp(e);
                default -> handBack(e);
            };
        } catch (RuntimeException e) {
            return handBack(e);
        }
    }

    private void claimAndSpawn() throws InterruptedException {
        haveAllocation();
        instance = host.tracker().claim(instance);
        TaskFuture<List<VirtualInterface>> network = null;
        try {
            new GroupPolicyCheck(host).check(uuid, spec);
            instance = host.save(instance, InstanceUpdate.builder().taskState(TaskState.NETWORKING), NO_TASK);
            network = host.executors().executor(ExecutorType.DEFAULT).submit("allocate_network", this::allocateNetwork);
            instance = host.save(instance, InstanceUpdate.builder().taskState(TaskState.BLOCK_DEVICE_MAPPING), null);
            host.conductor().blockDeviceMappingSave(uuid, AttachedVolume.ROOT);
            instance = volumes.prepare(instance);
            instance = host.save(instance, InstanceUpdate.builder().taskState(TaskState.SPAWNING), Arrays.asList(TaskState.BLOCK_DEVICE_MAPPING));
            host.driver().spawn(instance, await(network));
            InstanceUpdate.Builder active = InstanceUpdate.builder()
                    .vmState(VmState.ACTIVE)
                    .taskState(null)
                    .powerState(host.driver().powerState(uuid))
                    .launchedAt(host.time().now());
            instance = host.save(instance, active, Arrays.asList(TaskState.SPAWNING));
        } catch (RuntimeException | InterruptedException e) {
            undo(network);
            throw e;
        }
        quietly("tell the schedulers", () -> host.scheduler().updateInstanceInfo(host.host(), List.of(uuid)));
    }

    // A request that is delivered again, because its scheduler died or lost the broker, is answered by a second one: whose claim then stands may not be whose
    // answer was heard.
    private void haveAllocation() {
        Map<String, Map<String, Long>> held = host.placement().getAllocations(uuid);
        String provider = host.tracker().providerUuid();
        if (held.isEmpty()) {
            LOG.warn("instance {} has no allocation in placement; it is built all the same, as Nova would", uuid);
        } else if (!held.containsKey(provider)) {
            LOG.info("instance {} is claimed on {} and built on {}: its claim moves here", uuid, held.keySet(), host.host());
            Map<String, Long> resources = held.values().iterator().next();
            if (!host.placement().claimResources(uuid, instance.projectId(), instance.userId(), Map.of(provider, resources))) {
                throw new NovaException(ErrorCode.COMPUTE_RESOURCES_UNAVAILABLE,
                        "Insufficient compute resources: " + resources + " on " + host.host() + ".");
            }
        }
    }

    /** Runs on default. The ports are noted in the row here, so that the build need not wait for them before it must. */
    private List<VirtualInterface> allocateNetwork() {
        List<String> requested = spec.requestedNetworks();
        if (requested != null && requested.isEmpty()) {
            return List.of();
        }
        List<VirtualInterface> ports = host.network().allocateForInstance(uuid, spec.projectId(), host.host(), requested);
        host.save(uuid, InstanceUpdate.builder().networkInfo(ports), null);
        return ports;
    }

    private List<VirtualInterface> await(TaskFuture<List<VirtualInterface>> network) throws InterruptedException {
        try {
            return network.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof NovaException nova && nova.code() == ErrorCode.INSTANCE_NOT_FOUND) {
                throw nova;
            }
            throw new NovaException(
                    ErrorCode.BUILD_ABORT,
                    "Build of instance " + uuid + " aborted: Failed to allocate the network(s), not rescheduling: " + cause.getMessage(),
                    cause);
        }
    }

    /** Takes back what this host did; the ports stay until the caller frees them, but no later than that are they all made. */
    private void undo(@Nullable TaskFuture<List<VirtualInterface>> network) throws InterruptedException {
        if (network != null && !network.cancel()) {
            try {
                network.get();
            } catch (ExecutionException e) {
                LOG.debug("instance {}: its network allocation had failed: {}", uuid, e.getMessage());
            }
        }
        try {
            host.driver().destroy(instance, List.of());
        } catch (RuntimeException e) {
            LOG.warn("instance {}: what was left of its guest on {} could not be destroyed: {}", uuid, host.host(), e.getMessage());
        }
        quietly("take it off the books", () -> host.tracker().drop(uuid));
    }

    private BuildResult handBack(RuntimeException cause) {
        LOG.info("instance {}: build on {} failed, handed back for one of {} alternates: {}", uuid, host.host(), alternates.size(), cause.toString());
        NovaException reason =
                new NovaException(ErrorCode.HYPERVISOR_FAILURE, "Build of instance " + uuid + " was re-scheduled: " + cause.getMessage(), cause);
        events.fault(uuid, reason);
        freeNetworks();
        Instance back;
        try {
            back = host.save(instance, withoutHost().taskState(TaskState.SCHEDULING), DURING_BUILD);
            host.placement().deleteAllocations(uuid);
            host.conductor().buildInstances(back, spec, alternates, attempt);
        } catch (NovaException e) {
            return isDeleted(e) ? disappeared(e) : giveUp(e);
        }
        return BuildResult.RESCHEDULED;
    }

    private BuildResult giveUp(NovaException cause) {
        LOG.warn("instance {}: build on {} given up: {}", uuid, host.host(), cause.getMessage());
        freeNetworks();
        events.fault(uuid, cause);
        quietly("set it to error", () -> host.save(uuid, withoutHost().vmState(VmState.ERROR).taskState(null), DURING_BUILD));
        return BuildResult.FAILED;
    }

    private BuildResult disappeared(NovaException cause) {
        LOG.debug("instance {} disappeared during its build: {}", uuid, cause.getMessage());
        freeNetworks();
        return BuildResult.FAILED;
    }

    private void freeNetworks() {
        quietly("free its networks", () -> host.network().deallocateForInstance(uuid));
    }

    private static InstanceUpdate.Builder withoutHost() {
        return InstanceUpdate.builder().host(null).node(null).launchedOn(null).networkInfo(List.of());
    }

    private static boolean isDeleted(NovaException e) {
        return e.code() == ErrorCode.INSTANCE_NOT_FOUND || e.code() == ErrorCode.UNEXPECTED_DELETING_TASK_STATE;
    }

    /** For steps whose failure must not stop the ones after it. */
    private void quietly(String what, Runnable step) {
        try {
            step.run();
        } catch (NovaException e) {
            if (isDeleted(e)) {
                LOG.debug("instance {}: could not {}: {}", uuid, what, e.getMessage());
            } else {
                LOG.warn("instance {}: could not {}: {}", uuid, what, e.getMessage());
            }
        }
    }
}
