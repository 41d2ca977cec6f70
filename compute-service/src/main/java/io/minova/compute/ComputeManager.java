package io.minova.compute;

import io.minova.concurrency.TaskExecutor;
import io.minova.objects.AttachedVolume;
import io.minova.objects.ImageCaching;
import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.RebootType;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.VirtualInterface;
import io.minova.rpcapi.ComputeRpc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Serves the messages of one host.
 *
 * <p>Threads: called on the host's RPC executor. A build is only handed to long_task, so that no RPC thread is held by it; everything else runs where it
 * arrived.
 * <p>Mirrors {@code nova/compute/manager.py: ComputeManager}.
 */
final class ComputeManager implements ComputeRpc {

    private final HostContext host;
    private final InstanceEvents events;
    private final InstanceDeletion deletion;
    private final PowerActions power;
    private final PowerSync powerSync;
    private final GuestActions guests;
    private final Consoles consoles;
    private final Rebuild rebuild;
    private final Shelving shelving;
    private final Snapshots snapshots;
    private final InterfaceActions interfaces;
    private final VolumeActions volumes;
    private final ImageCache imageCache;
    private final ComputeAltManager alt;
    // Waiting on long_task or running there.
    private final Set<String> buildsInProgress = ConcurrentHashMap.newKeySet();
    private volatile boolean isStopping;

    ComputeManager(HostContext host) {
        this.host = host;
        this.events = new InstanceEvents(host);
        InstanceTask task = new InstanceTask(host, events);
        this.volumes = new VolumeActions(host, task);
        this.deletion = new InstanceDeletion(host, task, volumes);
        this.power = new PowerActions(host, events, task);
        this.powerSync = new PowerSync(host, power);
        this.guests = new GuestActions(host, task);
        this.consoles = new Consoles(host);
        this.rebuild = new Rebuild(host, task);
        ImageUpload images = new ImageUpload(host);
        this.shelving = new Shelving(host, task, images, volumes);
        this.snapshots = new Snapshots(host, task, images);
        this.interfaces = new InterfaceActions(host, task);
        this.imageCache = new ImageCache(host);
        this.alt = new ComputeAltManager(host, events, task);
    }

    @Override
    public void buildAndRunInstance(Instance instance, RequestSpec requestSpec, List<Selection> alternates, int attempt) {
        if (!buildsInProgress.add(instance.uuid())) {
            return; // told again by a reconciler that could not know that it waits here
        }
        InstanceBuild build = new InstanceBuild(host, events, volumes, instance, requestSpec, alternates, attempt);
        Runnable counted = () -> {
            try {
                build.run();
            } finally {
                buildsInProgress.remove(instance.uuid());
            }
        };
        // A message that was taken just before the end was acknowledged, so it is done: here, where the end waits for it, and no longer on long_task.
        if (isStopping) {
            counted.run();
            return;
        }
        try {
            host.executors().forBuilds().submit("build_and_run_instance", counted);
        } catch (RejectedExecutionException e) {
            counted.run();
        }
    }

    @Override
    public void terminateInstance(Instance instance) {
        deletion.terminate(instance);
    }

    @Override
    public void startInstance(Instance instance) {
        power.start(instance);
    }

    @Override
    public void stopInstance(Instance instance) {
        power.stop(instance);
    }

    @Override
    public void rebootInstance(Instance instance, RebootType type) {
        power.reboot(instance, type);
    }

    @Override
    public void pauseInstance(Instance instance) {
        guests.pause(instance);
    }

    @Override
    public void unpauseInstance(Instance instance) {
        guests.unpause(instance);
    }

    @Override
    public void suspendInstance(Instance instance) {
        guests.suspend(instance);
    }

    @Override
    public void resumeInstance(Instance instance) {
        guests.resume(instance);
    }

    @Override
    public void setAdminPassword(Instance instance, String newPassword) {
        guests.setAdminPassword(instance, newPassword);
    }

    @Override
    public String getConsoleOutput(Instance instance, @Nullable Integer tailLength) {
        return consoles.output(instance, tailLength);
    }

    @Override
    public String getConsole(Instance instance, String protocol, String type) {
        return consoles.url(instance, protocol, type);
    }

    @Override
    public void triggerCrashDump(Instance instance) {
        guests.triggerCrashDump(instance);
    }

    @Override
    public void rescueInstance(Instance instance, String rescuePassword, @Nullable String rescueImageRef) {
        guests.rescue(instance);
    }

    @Override
    public void unrescueInstance(Instance instance) {
        guests.unrescue(instance);
    }

    @Override
    public void softDeleteInstance(Instance instance) {
        guests.softDelete(instance);
    }

    @Override
    public void restoreInstance(Instance instance) {
        guests.restore(instance);
    }

    @Override
    public void rebuildInstance(Instance instance, @Nullable Migration evacuation) {
        rebuild.rebuild(instance, evacuation);
    }

    @Override
    public void snapshotInstance(Instance instance, String imageId) {
        snapshots.snapshot(instance, imageId);
    }

    @Override
    public void backupInstance(Instance instance, String imageId, String backupType, int rotation) {
        snapshots.backup(instance, imageId, backupType, rotation);
    }

    @Override
    public void shelveInstance(Instance instance, @Nullable String imageId, boolean offload) {
        shelving.shelve(instance, imageId, offload);
    }

    @Override
    public void shelveOffloadInstance(Instance instance) {
        shelving.offload(instance);
    }

    @Override
    public void unshelveInstance(Instance instance, RequestSpec requestSpec) {
        shelving.unshelve(instance, requestSpec);
    }

    @Override
    public VirtualInterface attachInterface(Instance instance, @Nullable String requested) {
        return interfaces.attach(instance, requested);
    }

    @Override
    public void detachInterface(Instance instance, String portId) {
        interfaces.detach(instance, portId);
    }

    @Override
    public AttachedVolume reserveBlockDeviceName(Instance instance, AttachedVolume volume) {
        return volumes.reserve(instance, volume);
    }

    @Override
    public void attachVolume(Instance instance, AttachedVolume volume) {
        volumes.attach(instance, volume);
    }

    @Override
    public void detachVolume(Instance instance, AttachedVolume volume) {
        volumes.detach(instance, volume);
    }

    @Override
    public void swapVolume(Instance instance, AttachedVolume from, AttachedVolume to) {
        volumes.swap(instance, from, to);
    }

    @Override
    public Map<String, ImageCaching> cacheImages(List<String> imageIds) {
        return imageCache.cache(imageIds);
    }

    @Override
    public void setHostEnabled(boolean enabled) {
        host.placement().syncComputeStatus(Map.of(host.tracker().providerUuid(), !enabled));
    }

    ComputeAltManager alt() {
        return alt;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    Shelving shelving() {
        return shelving;
    }

    HostContext host() {
        return host;
    }

    InstanceEvents events() {
        return events;
    }

    PowerSync powerSync() {
        return powerSync;
    }

    InstanceDeletion deletion() {
        return deletion;
    }

    /** From now on builds that still arrive run on the RPC thread. To be called before {@link #drain}. */
    void stop() {
        isStopping = true;
    }

    /** Waits until the builds on long_task have ended, queued ones too; false when {@code timeout} came first. */
    boolean drain(Duration timeout) throws InterruptedException {
        return buildsInProgress.isEmpty() || host.executors().forBuilds().drain(TaskExecutor.DrainMode.QUEUED_TOO, timeout);
    }
}
