package io.minova.compute;

import io.minova.concurrency.TaskLimit;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.TaskState;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Images of guests.
 *
 * <pre>
 * snapshot  any/image_snapshot_pending -> image_snapshot -> image_pending_upload -> image_uploading -> any/null
 * backup    any/image_backup -> image_snapshot -> ... -> any/null, then the oldest go
 * failed    the task is taken back, the image deleted
 * </pre>
 *
 * <p>Threads: a snapshot's body runs on long_task, so that no RPC thread is held by it, a backup's where it arrived, as in Nova; with the
 * instance's lock.
 * <p>Mirrors {@code nova/compute/manager.py: snapshot_instance, backup_instance, _snapshot_instance}.
 */
final class Snapshots {

    private static final List<@Nullable TaskState> OWN_STATES = Arrays.asList(
            TaskState.IMAGE_SNAPSHOT_PENDING, TaskState.IMAGE_BACKUP, TaskState.IMAGE_SNAPSHOT, TaskState.IMAGE_PENDING_UPLOAD,
            TaskState.IMAGE_UPLOADING);

    private final HostContext host;
    private final InstanceTask task;
    private final ImageUpload images;
    private final TaskLimit limit;
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();

    Snapshots(HostContext host, InstanceTask task, ImageUpload images) {
        this.host = host;
        this.task = task;
        this.images = images;
        this.limit = host.executors().newSnapshotLimit();
    }

    void snapshot(Instance instance, String imageId) {
        if (!inHand.add(instance.uuid())) {
            return; // told again
        }
        Runnable body = () -> {
            try {
                take(instance, imageId, "snapshot_instance", () -> {});
            } finally {
                inHand.remove(instance.uuid());
            }
        };
        try {
            host.executors().forSnapshots().submit("snapshot_instance", body);
        } catch (RejectedExecutionException ending) {
            body.run();
        }
    }

    /** Whether one of that instance waits on long_task or runs there. */
    boolean has(String uuid) {
        return inHand.contains(uuid);
    }

    void backup(Instance instance, String imageId, String backupType, int rotation) {
        take(instance, imageId, "backup_instance", () -> host.conductor().rotateBackups(instance.uuid(), backupType, rotation));
    }

    private void take(Instance instance, String imageId, String method, Runnable afterwards) {
        String uuid = instance.uuid();
        task.run(uuid, method, OWN_STATES, () -> limit.call(() -> {
            host.save(uuid, InstanceUpdate.builder().taskState(TaskState.IMAGE_SNAPSHOT).powerState(host.driver().powerState(uuid)), OWN_STATES);
            host.save(uuid, InstanceUpdate.builder().taskState(TaskState.IMAGE_PENDING_UPLOAD), Arrays.asList(TaskState.IMAGE_SNAPSHOT));
            host.conductor().imageUploading(imageId);
            host.driver().snapshot(instance, () -> host.save(
                    uuid, InstanceUpdate.builder().taskState(TaskState.IMAGE_UPLOADING), Arrays.asList(TaskState.IMAGE_PENDING_UPLOAD)));
            images.upload(instance, imageId);
            host.save(uuid, InstanceUpdate.builder().taskState(null), OWN_STATES);
            afterwards.run();
            return true;
        }), () -> images.discard(imageId));
    }
}
