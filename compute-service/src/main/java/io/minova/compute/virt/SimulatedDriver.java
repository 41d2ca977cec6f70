package io.minova.compute.virt;

import io.minova.compute.virt.LifecycleEvent.Transition;
import io.minova.compute.virt.profile.HostProfile;
import io.minova.compute.virt.profile.Operation;
import io.minova.compute.virt.profile.OperationCost;
import io.minova.compute.virt.profile.Step;
import io.minova.objects.AttachedVolume;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.RebootType;
import io.minova.objects.VirtualInterface;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/**
 * A hypervisor that keeps its guests in memory and whose operations cost and fail as a profile says.
 *
 * <p>Guarantees: the n-th operation of a kind on a host takes the same time and has the same outcome in each run with the same seed, whatever runs beside it.
 * <p>Threads: safe for any caller; the caller's thread pays for the steps.
 * <p>Mirrors {@code nova/virt/fake.py: FakeDriver}; differs: spawn connects the ports itself instead of waiting for an event of the network service, and
 * guests report their power changes, as libvirt's do, but not that they were made or destroyed.
 */
public final class SimulatedDriver implements ComputeDriver {

    private final String host;
    private final HostProfile profile;
    private final StepRunner steps;
    private final Map<String, PowerState> guests = new ConcurrentHashMap<>();
    private final Set<String> images = ConcurrentHashMap.newKeySet();
    private final AtomicLongArray sequence = new AtomicLongArray(Operation.values().length);
    private volatile Consumer<LifecycleEvent> listener = event -> {};

    public SimulatedDriver(String host, HostProfile profile, StepRunner steps) {
        this.host = host;
        this.profile = profile;
        this.steps = steps;
    }

    @Override
    public HypervisorCapacity capacity() {
        return profile.hypervisor();
    }

    @Override
    public void adopt(Collection<Instance> instances) {
        for (Instance instance : instances) {
            if (instance.powerState() != PowerState.NOSTATE) {
                guests.put(instance.uuid(), instance.powerState());
            }
        }
    }

    @Override
    public void keep(String instanceUuid) {
        guests.put(instanceUuid, PowerState.SHUTDOWN);
    }

    @Override
    public void spawn(Instance instance, List<VirtualInterface> networkInfo) throws InterruptedException {
        for (VirtualInterface ignored : networkInfo) {
            perform(Operation.PLUG_VIFS, instance);
        }
        perform(Operation.SPAWN, instance);
        if (instance.imageRef() != null) {
            images.add(instance.imageRef());
        }
        guests.put(instance.uuid(), PowerState.RUNNING);
    }

    @Override
    public void destroy(Instance instance, List<VirtualInterface> networkInfo) throws InterruptedException {
        if (guests.containsKey(instance.uuid())) {
            perform(Operation.DESTROY, instance);
            guests.remove(instance.uuid());
        }
        for (VirtualInterface ignored : networkInfo) {
            perform(Operation.UNPLUG_VIFS, instance);
        }
    }

    @Override
    public void reap(String instanceUuid) {
        guests.remove(instanceUuid);
    }

    @Override
    public void powerOn(Instance instance) throws InterruptedException {
        requireGuest(instance);
        perform(Operation.POWER_ON, instance);
        becomes(instance.uuid(), Transition.STARTED);
    }

    @Override
    public void powerOff(Instance instance) throws InterruptedException {
        requireGuest(instance);
        perform(Operation.POWER_OFF, instance);
        becomes(instance.uuid(), Transition.STOPPED);
    }

    /** A guest is down while it reboots. One whose soft reboot fails went on running, one whose hard reboot fails stays down. */
    @Override
    public void reboot(Instance instance, RebootType type) throws InterruptedException {
        if (type == RebootType.SOFT) {
            requireGuest(instance);
        }
        if (guests.containsKey(instance.uuid())) {
            becomes(instance.uuid(), Transition.STOPPED);
        }
        try {
            perform(type == RebootType.SOFT ? Operation.REBOOT_SOFT : Operation.REBOOT_HARD, instance);
        } catch (NovaException e) {
            if (type == RebootType.SOFT) {
                becomes(instance.uuid(), Transition.STARTED);
            }
            throw e;
        }
        becomes(instance.uuid(), Transition.STARTED);
    }

    @Override
    public void triggerCrashDump(Instance instance) throws InterruptedException {
        requireGuest(instance);
        perform(Operation.TRIGGER_CRASH_DUMP, instance);
    }

    @Override
    public void pause(Instance instance) throws InterruptedException {
        change(Operation.PAUSE, instance, PowerState.PAUSED);
    }

    @Override
    public void unpause(Instance instance) throws InterruptedException {
        change(Operation.UNPAUSE, instance, PowerState.RUNNING);
    }

    /** As libvirt does it: the guest is gone, its memory in a file. */
    @Override
    public void suspend(Instance instance) throws InterruptedException {
        change(Operation.SUSPEND, instance, PowerState.SHUTDOWN);
    }

    @Override
    public void resume(Instance instance) throws InterruptedException {
        change(Operation.RESUME, instance, PowerState.RUNNING);
    }

    @Override
    public void setAdminPassword(Instance instance, String newPassword) throws InterruptedException {
        requireGuest(instance);
        perform(Operation.SET_ADMIN_PASSWORD, instance);
    }

    @Override
    public String consoleOutput(Instance instance) throws InterruptedException {
        requireGuest(instance);
        perform(Operation.CONSOLE_OUTPUT, instance);
        return GuestConsole.output(instance);
    }

    @Override
    public Set<String> consoles() {
        return GuestConsole.KINDS;
    }

    @Override
    public void rescue(Instance instance) throws InterruptedException {
        change(Operation.RESCUE, instance, PowerState.RUNNING);
    }

    @Override
    public void unrescue(Instance instance) throws InterruptedException {
        change(Operation.UNRESCUE, instance, PowerState.RUNNING);
    }

    @Override
    public void snapshot(Instance instance, Runnable uploading) throws InterruptedException {
        requireGuest(instance);
        perform(Operation.SNAPSHOT, instance);
        uploading.run();
    }

    @Override
    public void migrateDiskAndPowerOff(Instance instance) throws InterruptedException {
        change(Operation.MIGRATE_DISK, instance, PowerState.SHUTDOWN);
    }

    @Override
    public void finishMigration(Instance instance, List<VirtualInterface> networkInfo, boolean powerOn) throws InterruptedException {
        for (VirtualInterface ignored : networkInfo) {
            perform(Operation.PLUG_VIFS, instance);
        }
        perform(Operation.FINISH_MIGRATION, instance);
        guests.put(instance.uuid(), powerOn ? PowerState.RUNNING : PowerState.SHUTDOWN);
    }

    @Override
    public void confirmMigration(Instance instance) throws InterruptedException {
        perform(Operation.CONFIRM_MIGRATION, instance);
        guests.remove(instance.uuid());
    }

    @Override
    public void finishRevertMigration(Instance instance, boolean powerOn) throws InterruptedException {
        perform(Operation.FINISH_REVERT_MIGRATION, instance);
        guests.put(instance.uuid(), powerOn ? PowerState.RUNNING : PowerState.SHUTDOWN);
    }

    @Override
    public void preLiveMigration(Instance instance, List<VirtualInterface> networkInfo) throws InterruptedException {
        for (VirtualInterface ignored : networkInfo) {
            perform(Operation.PLUG_VIFS, instance);
        }
        perform(Operation.PRE_LIVE_MIGRATION, instance);
    }

    @Override
    public boolean liveMigration(Instance instance, LiveMigrationJob job) throws InterruptedException {
        requireGuest(instance);
        MonitoredSteps monitored = new MonitoredSteps(steps, job, profile.cost(Operation.LIVE_MIGRATION).steps().size());
        perform(Operation.LIVE_MIGRATION, "instance " + instance.uuid(), monitored::run);
        return !job.isAborted();
    }

    @Override
    public void arrive(String instanceUuid, PowerState powerState) {
        guests.put(instanceUuid, powerState);
    }

    @Override
    public void attachInterface(Instance instance, VirtualInterface vif) throws InterruptedException {
        requireGuest(instance);
        perform(Operation.ATTACH_INTERFACE, instance);
    }

    @Override
    public void detachInterface(Instance instance, VirtualInterface vif) throws InterruptedException {
        requireGuest(instance);
        perform(Operation.DETACH_INTERFACE, instance);
    }

    @Override
    public void attachVolume(Instance instance, AttachedVolume volume) throws InterruptedException {
        requireGuest(instance);
        perform(Operation.ATTACH_VOLUME, instance);
    }

    @Override
    public void detachVolume(Instance instance, AttachedVolume volume) throws InterruptedException {
        requireGuest(instance);
        perform(Operation.DETACH_VOLUME, instance);
    }

    @Override
    public void swapVolume(Instance instance, AttachedVolume from, AttachedVolume to) throws InterruptedException {
        requireGuest(instance);
        perform(Operation.SWAP_VOLUME, instance);
    }

    @Override
    public boolean cacheImage(String imageId) throws InterruptedException {
        if (images.contains(imageId)) {
            return false;
        }
        perform(Operation.CACHE_IMAGE, "image " + imageId, steps::run);
        return images.add(imageId);
    }

    // No event: whoever asked for it saves the state, and what the guest does by itself is starting and stopping.
    private void change(Operation operation, Instance instance, PowerState after) throws InterruptedException {
        requireGuest(instance);
        perform(operation, instance);
        guests.put(instance.uuid(), after);
    }

    /** A guest that was shut down from inside, or whose process died: nobody asked for it, and the hypervisor says so. */
    public void guestStops(String instanceUuid) {
        if (guests.containsKey(instanceUuid)) {
            becomes(instanceUuid, Transition.STOPPED);
        }
    }

    @Override
    public void registerEventListener(Consumer<LifecycleEvent> newListener) {
        listener = newListener;
    }

    private void becomes(String instanceUuid, Transition transition) {
        guests.put(instanceUuid, transition.powerState());
        listener.accept(new LifecycleEvent(instanceUuid, transition));
    }

    @Override
    public PowerState powerState(String instanceUuid) {
        return guests.getOrDefault(instanceUuid, PowerState.NOSTATE);
    }

    @Override
    public Set<String> guests() {
        return Set.copyOf(guests.keySet());
    }

    /** How the time of a step is spent. */
    @FunctionalInterface
    interface Spending {
        void run(Step step, Duration duration) throws InterruptedException;
    }

    private void perform(Operation operation, Instance instance) throws InterruptedException {
        perform(operation, "instance " + instance.uuid(), steps::run);
    }

    private void perform(Operation operation, String subject, Spending spending) throws InterruptedException {
        OperationCost cost = profile.cost(operation);
        if (cost.isFree()) {
            return;
        }
        long nth = sequence.getAndIncrement(operation.ordinal());
        // Seeded per operation, not one generator per host: the order in which concurrent operations come must not change what each of them draws.
        long place = ((long) host.hashCode() << 32) + operation.key().hashCode() + nth * 0x9E3779B97F4A7C15L;
        SplittableRandom random = new SplittableRandom(profile.seed() ^ place);
        boolean fails = random.nextDouble() < cost.failureRate();
        for (Step step : cost.steps()) {
            spending.run(step, step.delay().draw(random));
        }
        if (fails) {
            throw new NovaException(
                    ErrorCode.HYPERVISOR_FAILURE,
                    operation.key() + " of " + subject + " failed on host " + host + ", as its driver profile demands (failureRate "
                            + cost.failureRate() + ")");
        }
    }

    private void requireGuest(Instance instance) {
        if (!guests.containsKey(instance.uuid())) {
            throw new NovaException(ErrorCode.INSTANCE_NOT_FOUND, "Instance " + instance.uuid() + " could not be found on host " + host + ".");
        }
    }
}
