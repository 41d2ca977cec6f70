package io.minova.compute.virt;

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

    void unpause(Instance instance) throws InterruptedException;

    /** The guest's memory goes to disk. */
    void suspend(Instance instance) throws InterruptedException;

    void resume(Instance instance) throws InterruptedException;

    void setAdminPassword(Instance instance, String newPassword) throws InterruptedException;

    /** What the guest has written to its console, lines ended by line breaks but for the last one. */
    String consoleOutput(Instance instance) throws InterruptedException;

    /** The kinds of console it can show, as {@code protocol/type}. */
    Set<String> consoles();

    /** NOSTATE for a guest it does not have. */
    PowerState powerState(String instanceUuid);

    /** Tells {@code listener} of what happens to guests from now on, on the thread that makes it happen. A driver that has no events never does. */
    default void registerEventListener(Consumer<LifecycleEvent> listener) {}

    /** The uuids of the guests it has. */
    Set<String> guests();
}
