package io.minova.compute;

import io.minova.compute.virt.ComputeDriver;
import io.minova.compute.virt.HypervisorCapacity;
import io.minova.compute.virt.LiveMigrationJob;
import io.minova.objects.AttachedVolume;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.RebootType;
import io.minova.objects.VirtualInterface;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A hypervisor that writes into the list of messages what is asked of it, and fails once where a test says so. */
final class FakeDriver implements ComputeDriver {

    final Map<String, PowerState> guests = new ConcurrentHashMap<>();
    private final Set<String> images = new HashSet<>();
    private final Map<String, RuntimeException> failures = new HashMap<>();
    private final List<String> messages;

    FakeDriver(List<String> messages) {
        this.messages = messages;
    }

    FakeDriver failing(String operation) {
        return failing(operation, new NovaException(ErrorCode.HYPERVISOR_FAILURE, operation + " failed."));
    }

    FakeDriver failing(String operation, RuntimeException failure) {
        failures.put(operation, failure);
        return this;
    }

    private void perform(String operation, String detail) {
        messages.add("driver." + operation + detail);
        RuntimeException failure = failures.remove(operation);
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public HypervisorCapacity capacity() {
        return new HypervisorCapacity(64, 65_536, 1_000, "fake", 1_000_000);
    }

    @Override
    public void adopt(Collection<Instance> instances) {
        instances.forEach(instance -> guests.put(instance.uuid(), instance.powerState()));
    }

    @Override
    public boolean cacheImage(String imageId) {
        perform("cacheImage", " " + imageId);
        return images.add(imageId);
    }

    @Override
    public void keep(String instanceUuid) {
        guests.put(instanceUuid, PowerState.SHUTDOWN);
    }

    @Override
    public void spawn(Instance instance, List<VirtualInterface> networkInfo) {
        perform("spawn", " ports=" + networkInfo.size());
        guests.put(instance.uuid(), PowerState.RUNNING);
    }

    @Override
    public void destroy(Instance instance, List<VirtualInterface> networkInfo) {
        perform("destroy", "");
        guests.remove(instance.uuid());
    }

    @Override
    public void reap(String instanceUuid) {
        perform("reap", "");
        guests.remove(instanceUuid);
    }

    @Override
    public void powerOn(Instance instance) {
        perform("powerOn", "");
        guests.put(instance.uuid(), PowerState.RUNNING);
    }

    @Override
    public void powerOff(Instance instance) {
        perform("powerOff", "");
        guests.put(instance.uuid(), PowerState.SHUTDOWN);
    }

    @Override
    public void reboot(Instance instance, RebootType type) {
        perform("reboot", " " + type);
        guests.put(instance.uuid(), PowerState.RUNNING);
    }

    @Override
    public void triggerCrashDump(Instance instance) {
        perform("triggerCrashDump", "");
    }

    @Override
    public void pause(Instance instance) {
        change("pause", instance, PowerState.PAUSED);
    }

    @Override
    public void unpause(Instance instance) {
        change("unpause", instance, PowerState.RUNNING);
    }

    @Override
    public void suspend(Instance instance) {
        change("suspend", instance, PowerState.SHUTDOWN);
    }

    @Override
    public void resume(Instance instance) {
        change("resume", instance, PowerState.RUNNING);
    }

    @Override
    public void setAdminPassword(Instance instance, String newPassword) {
        perform("setAdminPassword", "");
    }

    @Override
    public String consoleOutput(Instance instance) {
        return "one\ntwo\nthree";
    }

    @Override
    public Set<String> consoles() {
        return Set.of("vnc/novnc");
    }

    @Override
    public void rescue(Instance instance) {
        change("rescue", instance, PowerState.RUNNING);
    }

    @Override
    public void unrescue(Instance instance) {
        change("unrescue", instance, PowerState.RUNNING);
    }

    @Override
    public void snapshot(Instance instance, Runnable uploading) {
        perform("snapshot", "");
        uploading.run();
    }

    @Override
    public void migrateDiskAndPowerOff(Instance instance) {
        change("migrateDiskAndPowerOff", instance, PowerState.SHUTDOWN);
    }

    @Override
    public void finishMigration(Instance instance, List<VirtualInterface> networkInfo, boolean powerOn) {
        change("finishMigration", instance, powerOn ? PowerState.RUNNING : PowerState.SHUTDOWN);
    }

    @Override
    public void confirmMigration(Instance instance) {
        perform("confirmMigration", "");
        guests.remove(instance.uuid());
    }

    @Override
    public void finishRevertMigration(Instance instance, boolean powerOn) {
        change("finishRevertMigration", instance, powerOn ? PowerState.RUNNING : PowerState.SHUTDOWN);
    }

    @Override
    public void preLiveMigration(Instance instance, List<VirtualInterface> networkInfo) {
        perform("preLiveMigration", "");
    }

    @Override
    public boolean liveMigration(Instance instance, LiveMigrationJob job) {
        perform("liveMigration", "");
        job.progress(0.5);
        return !job.isAborted();
    }

    @Override
    public void arrive(String instanceUuid, PowerState powerState) {
        perform("arrive", "");
        guests.put(instanceUuid, powerState);
    }

    @Override
    public void attachVolume(Instance instance, AttachedVolume volume) {
        perform("attachVolume", " " + volume.device());
    }

    @Override
    public void detachVolume(Instance instance, AttachedVolume volume) {
        perform("detachVolume", " " + volume.device());
    }

    @Override
    public void swapVolume(Instance instance, AttachedVolume from, AttachedVolume to) {
        perform("swapVolume", " " + to.device());
    }

    @Override
    public void attachInterface(Instance instance, VirtualInterface vif) {
        perform("attachInterface", "");
    }

    @Override
    public void detachInterface(Instance instance, VirtualInterface vif) {
        perform("detachInterface", "");
    }

    private void change(String operation, Instance instance, PowerState after) {
        perform(operation, "");
        guests.put(instance.uuid(), after);
    }

    @Override
    public PowerState powerState(String instanceUuid) {
        return guests.getOrDefault(instanceUuid, PowerState.NOSTATE);
    }

    @Override
    public Set<String> guests() {
        return Set.copyOf(guests.keySet());
    }
}
