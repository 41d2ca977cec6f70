package io.minova.compute.virt;

import io.minova.objects.AttachedVolume;
import io.minova.objects.Instance;
import io.minova.objects.PowerState;
import io.minova.objects.RebootType;
import io.minova.objects.VirtualInterface;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One hypervisor.
 *
 * <p>Threads: safe for any caller; operations on one instance are serialised by the caller (the instance lock).
 * <p>Fails with {@code HypervisorFailure}, and with {@code InstanceNotFound} for a guest it does not have; destroy never does.
 * <p>Mirrors {@code nova/virt/driver.py: ComputeDriver}.
 */
public interface ComputeDriver {

    HypervisorCapacity capacity();

    /**
     * Takes over the guests that the database says are here.
     *
     * <p>Differs: Nova's fake driver has lost them after a restart, a real hypervisor never lost them; a simulated one believes the database.
     */
    void adopt(Collection<Instance> instances);

    /** Takes over a guest, switched off, that left and may come back. */
    void keep(String instanceUuid);

    void spawn(Instance instance, List<VirtualInterface> networkInfo) throws InterruptedException;

    void destroy(Instance instance, List<VirtualInterface> networkInfo) throws InterruptedException;

    /** Forgets a guest whose instance no longer exists; costs nothing. */
    void reap(String instanceUuid);

    void powerOn(Instance instance) throws InterruptedException;

    void powerOff(Instance instance) throws InterruptedException;

    /** A hard reboot of a guest that is not there makes it anew. */
    void reboot(Instance instance, RebootType type) throws InterruptedException;

    /** The guest stands still, in memory. */
    void pause(Instance instance) throws InterruptedException;

    /** An interrupt that a guest answers with a dump of its memory, if it is set up so. It runs on. */
    void triggerCrashDump(Instance instance) throws InterruptedException;

    void unpause(Instance instance) throws InterruptedException;

    /** The guest's memory goes to disk. */
    void suspend(Instance instance) throws InterruptedException;

    void resume(Instance instance) throws InterruptedException;

    void setAdminPassword(Instance instance, String newPassword) throws InterruptedException;

    /** What the guest has written to its console, lines ended by line breaks but for the last one. */
    String consoleOutput(Instance instance) throws InterruptedException;

    /** The kinds of console it can show, as {@code protocol/type}. */
    Set<String> consoles();

    /** The guest runs from a rescue image beside its own disk. */
    void rescue(Instance instance) throws InterruptedException;

    void unrescue(Instance instance) throws InterruptedException;

    /** Makes an image of the guest's disk; {@code uploading} is told when the image is ready to be sent. Fails with InstanceNotFound without a guest. */
    void snapshot(Instance instance, Runnable uploading) throws InterruptedException;

    /** On the source: shuts the guest down and copies its disk to the other host; the guest stays known, switched off. */
    void migrateDiskAndPowerOff(Instance instance) throws InterruptedException;

    /** On the destination: the guest as it arrived. */
    void finishMigration(Instance instance, List<VirtualInterface> networkInfo, boolean powerOn) throws InterruptedException;

    /** On the source: forgets the guest. */
    void confirmMigration(Instance instance) throws InterruptedException;

    /** On the source: the guest as it was. */
    void finishRevertMigration(Instance instance, boolean powerOn) throws InterruptedException;

    /** On the destination: gets ready for a guest that runs elsewhere. */
    void preLiveMigration(Instance instance, List<VirtualInterface> networkInfo) throws InterruptedException;

    /** On the source: copies the guest while it runs; false when it was given up. The guest stays known here until {@link #reap}. */
    boolean liveMigration(Instance instance, LiveMigrationJob job) throws InterruptedException;

    /** On the destination: the guest runs here, as it did there. */
    void arrive(String instanceUuid, PowerState powerState);

    void attachInterface(Instance instance, VirtualInterface vif) throws InterruptedException;

    void detachInterface(Instance instance, VirtualInterface vif) throws InterruptedException;

    /** A guest that does not run gets its volumes when it is started. */
    void attachVolume(Instance instance, AttachedVolume volume) throws InterruptedException;

    void detachVolume(Instance instance, AttachedVolume volume) throws InterruptedException;

    /** Copies what is on one volume to another while the guest runs, and goes on with that one. */
    void swapVolume(Instance instance, AttachedVolume from, AttachedVolume to) throws InterruptedException;

    /** Fetches an image for guests to come; false when the host has it. */
    boolean cacheImage(String imageId) throws InterruptedException;

    /** NOSTATE for a guest it does not have. */
    PowerState powerState(String instanceUuid);

    /** Tells {@code listener} of what happens to guests from now on, on the thread that makes it happen. A driver that has no events never does. */
    default void registerEventListener(Consumer<LifecycleEvent> listener) {}

    /** The uuids of the guests it has. */
    Set<String> guests();
}
