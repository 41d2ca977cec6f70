package io.minova.compute;

import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.PowerState;
import io.minova.objects.RequestSpec;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a server away and brings it back.
 *
 * <pre>
 * shelve    any/shelving -> shelving_image_pending_upload -> shelving_image_uploading -> shelved/null, or shelved/shelving_offloading and on
 * offload   shelved/shelving_offloading -> shelved_offloaded/null, no host, no claim
 * unshelve  shelved_offloaded/unshelving -> spawning -> active/null
 * failed    shelve, offload: the task is taken back; unshelve: shelved_offloaded/null without a host, the claim is given back
 * </pre>
 *
 * <p>Threads: the caller's, with the instance's lock.
 * <p>Mirrors {@code nova/compute/manager.py: shelve_instance, _shelve_offload_instance, _unshelve_instance}.
 */
final class Shelving {

    /** Keys of the system metadata, by Nova's names. */
    static final String SHELVED_AT = "shelved_at";

    static final String SHELVED_IMAGE_ID = "shelved_image_id";
    static final String SHELVED_HOST = "shelved_host";

    private static final List<@Nullable TaskState> SHELVING =
            Arrays.asList(TaskState.SHELVING, TaskState.SHELVING_IMAGE_PENDING_UPLOAD, TaskState.SHELVING_IMAGE_UPLOADING);
    private static final List<@Nullable TaskState> OFFLOADING = Arrays.asList(TaskState.SHELVING_OFFLOADING);
    private static final List<@Nullable TaskState> UNSHELVING = Arrays.asList(TaskState.UNSHELVING, TaskState.SPAWNING);

    private final HostContext host;
    private final InstanceTask task;
    private final ImageUpload images;
    private final VolumeActions volumes;

    Shelving(HostContext host, InstanceTask task, ImageUpload images, VolumeActions volumes) {
        this.host = host;
        this.task = task;
        this.images = images;
        this.volumes = volumes;
    }

    void shelve(Instance instance, @Nullable String imageId, boolean offload) {
        String uuid = instance.uuid();
        task.run(uuid, "shelve_instance", SHELVING, () -> {
            InstanceUpdate.Builder stash = InstanceUpdate.builder()
                    .taskState(TaskState.SHELVING_IMAGE_PENDING_UPLOAD)
                    .systemMetadata(MapPatch.put(StashedState.OLD_VM_STATE, instance.vmState().word()));
            host.save(uuid, stash, SHELVING);
            if (imageId != null) {
                host.driver().snapshot(instance, () -> host.save(
                        uuid, InstanceUpdate.builder().taskState(TaskState.SHELVING_IMAGE_UPLOADING), SHELVING));
                images.upload(instance, imageId);
            }
            host.driver().powerOff(instance);
            InstanceUpdate.Builder shelved = InstanceUpdate.builder()
                    .vmState(VmState.SHELVED)
                    .taskState(offload ? TaskState.SHELVING_OFFLOADING : null)
                    .powerState(host.driver().powerState(uuid))
                    .systemMetadata(MapPatch.put(stashed(imageId)));
            host.save(uuid, shelved, SHELVING);
        });
        if (offload) {
            Instance row = host.conductor().instanceGet(uuid);
            if (row != null && row.taskState() == TaskState.SHELVING_OFFLOADING) {
                offload(row);
            }
        }
    }

    void offload(Instance instance) {
        String uuid = instance.uuid();
        task.run(uuid, "shelve_offload_instance", OFFLOADING, () -> {
            host.driver().destroy(instance, instance.networkInfo());
            InstanceUpdate.Builder offloaded = InstanceUpdate.builder()
                    .host(null)
                    .node(null)
                    .availabilityZone(null)
                    .vmState(VmState.SHELVED_OFFLOADED)
                    .taskState(null)
                    .powerState(PowerState.SHUTDOWN);
            // The claim goes first: a row without a host that still holds one would be nobody's to clean.
            host.placement().deleteAllocations(uuid);
            host.save(uuid, offloaded, OFFLOADING);
            host.tracker().drop(uuid);
            host.scheduler().deleteInstanceInfo(host.host(), uuid);
        });
    }

    void unshelve(Instance instance, RequestSpec spec) {
        String uuid = instance.uuid();
        task.run(uuid, "unshelve_instance", UNSHELVING, () -> {
            InstanceUpdate.Builder spawning = InstanceUpdate.builder().host(host.host()).node(host.host()).taskState(TaskState.SPAWNING);
            Instance row = host.save(instance, spawning, Arrays.asList(TaskState.UNSHELVING));
            host.tracker().arrived(uuid, row.takenOfHost(row.flavor()));
            volumes.connect(row);
            host.driver().spawn(row, row.networkInfo());
            InstanceUpdate.Builder active = InstanceUpdate.builder()
                    .vmState(VmState.ACTIVE)
                    .taskState(null)
                    .powerState(host.driver().powerState(uuid))
                    .launchedAt(host.time().now())
                    .availabilityZone(spec.availabilityZone())
                    .systemMetadata(MapPatch.remove(SHELVED_AT, SHELVED_IMAGE_ID, SHELVED_HOST, StashedState.OLD_VM_STATE));
            host.save(uuid, active, Arrays.asList(TaskState.SPAWNING));
            host.scheduler().updateInstanceInfo(host.host(), List.of(uuid));
            images.deleteShelved(row);
        }, () -> giveBack(uuid));
    }

    /** The server is as it was before: away. Another attempt may find another host. */
    void giveBack(String uuid) {
        host.driver().reap(uuid);
        host.tracker().drop(uuid);
        host.placement().deleteAllocations(uuid);
        host.save(uuid, InstanceUpdate.builder().host(null).node(null).taskState(null), UNSHELVING);
    }

    private java.util.Map<String, String> stashed(@Nullable String imageId) {
        java.util.Map<String, String> stashed = new java.util.LinkedHashMap<>();
        stashed.put(SHELVED_AT, host.time().now().toString());
        stashed.put(SHELVED_HOST, host.host());
        if (imageId != null) {
            stashed.put(SHELVED_IMAGE_ID, imageId);
        }
        return stashed;
    }
}
