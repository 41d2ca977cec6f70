package io.minova.rpcapi;

import io.minova.objects.AttachedVolume;
import io.minova.objects.ImageCaching;
import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.RebootType;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.VirtualInterface;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One compute host. The instance given is the sender's view of the row. Mirrors {@code nova/compute/rpcapi.py: ComputeAPI}. */
@Topic("compute")
public interface ComputeRpc {

    /** Builds on this host, or passes on to an alternate when the host cannot. {@code attempt} counts from 1. */
    @Cast
    void buildAndRunInstance(Instance instance, RequestSpec requestSpec, List<Selection> alternates, int attempt);

    @Cast
    void terminateInstance(Instance instance);

    @Cast
    void startInstance(Instance instance);

    @Cast
    void stopInstance(Instance instance);

    @Cast
    void rebootInstance(Instance instance, RebootType type);

    @Cast
    void pauseInstance(Instance instance);

    @Cast
    void unpauseInstance(Instance instance);

    @Cast
    void suspendInstance(Instance instance);

    @Cast
    void resumeInstance(Instance instance);

    /** Fails with InstancePasswordSetFailed while the guest does not run. */
    @Call
    void setAdminPassword(Instance instance, String newPassword);

    /** The last {@code tailLength} lines of what the guest wrote, all of them if null or negative. */
    @Call
    String getConsoleOutput(Instance instance, @Nullable Integer tailLength);

    /** Where the guest's screen or serial line can be seen. Fails with ConsoleTypeUnavailable for a kind that the hypervisor does not have. */
    @Call
    String getConsole(Instance instance, String protocol, String type);

    /** Makes an image of the guest; its record is there already. */
    @Cast
    void snapshotInstance(Instance instance, String imageId);

    /** The same, and deletes the oldest images of that type, so that {@code rotation} are left. */
    @Cast
    void backupInstance(Instance instance, String imageId, String backupType, int rotation);

    @Cast
    void rescueInstance(Instance instance, String rescuePassword, @Nullable String rescueImageRef);

    @Cast
    void unrescueInstance(Instance instance);

    /** Makes the guest anew: in place, or, with an evacuation, here instead of on the host that is down. */
    @Cast
    void rebuildInstance(Instance instance, @Nullable Migration evacuation);

    @Cast
    void softDeleteInstance(Instance instance);

    @Cast
    void restoreInstance(Instance instance);

    /** Has the guest write what it has in its memory; the server stays as it is. */
    @Cast
    void triggerCrashDump(Instance instance);

    /** Takes an image of the guest (null for none) and shuts it down; with {@code offload} it leaves the host at once. */
    @Cast
    void shelveInstance(Instance instance, @Nullable String imageId, boolean offload);

    @Cast
    void shelveOffloadInstance(Instance instance);

    /** Brings a server back on this host, which is claimed. */
    @Cast
    void unshelveInstance(Instance instance, RequestSpec requestSpec);

    /** Gives the guest one more port, as a text of {@code RequestedNetwork} says or, for null, on its project's own network. */
    @Call
    VirtualInterface attachInterface(Instance instance, @Nullable String requested);

    @Cast
    void detachInterface(Instance instance, String portId);

    /** Enters a volume in the server's row, on that device or, for null, the next free one; answers it so. Fails with DevicePathInUse. */
    @Call
    AttachedVolume reserveBlockDeviceName(Instance instance, AttachedVolume volume);

    /** Gives the guest a volume that is entered and reserved. */
    @Cast
    void attachVolume(Instance instance, AttachedVolume volume);

    @Cast
    void detachVolume(Instance instance, AttachedVolume volume);

    /** Copies one volume to another, which is reserved, and takes it in its place. */
    @Cast
    void swapVolume(Instance instance, AttachedVolume from, AttachedVolume to);

    /** Fetches images that guests may be made of later, one after another; says of each what became of it. */
    @Call(timeout = Call.Timeout.LONG)
    Map<String, ImageCaching> cacheImages(List<String> imageIds);

    /** An administrator enabled or disabled this host's service: placement is told, at the latest with the host's next audit. */
    @Call(timeout = Call.Timeout.SHORT)
    void setHostEnabled(boolean enabled);
}
