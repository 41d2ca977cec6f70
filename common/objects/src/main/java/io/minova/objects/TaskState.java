package io.minova.objects;

/**
 * What is being done to an instance; absent when nothing is.
 *
 * <p>Mirrors {@code nova/compute/task_states.py}.
 */
public enum TaskState {
    SCHEDULING("scheduling"),
    BLOCK_DEVICE_MAPPING("block_device_mapping"),
    NETWORKING("networking"),
    SPAWNING("spawning"),
    IMAGE_SNAPSHOT_PENDING("image_snapshot_pending"),
    IMAGE_SNAPSHOT("image_snapshot"),
    IMAGE_PENDING_UPLOAD("image_pending_upload"),
    IMAGE_UPLOADING("image_uploading"),
    IMAGE_BACKUP("image_backup"),
    UPDATING_PASSWORD("updating_password"),
    RESIZE_PREP("resize_prep"),
    RESIZE_MIGRATING("resize_migrating"),
    RESIZE_MIGRATED("resize_migrated"),
    RESIZE_FINISH("resize_finish"),
    RESIZE_REVERTING("resize_reverting"),
    RESIZE_CONFIRMING("resize_confirming"),
    REBOOTING("rebooting"),
    REBOOT_PENDING("reboot_pending"),
    REBOOT_STARTED("reboot_started"),
    REBOOTING_HARD("rebooting_hard"),
    REBOOT_PENDING_HARD("reboot_pending_hard"),
    REBOOT_STARTED_HARD("reboot_started_hard"),
    PAUSING("pausing"),
    UNPAUSING("unpausing"),
    SUSPENDING("suspending"),
    RESUMING("resuming"),
    POWERING_OFF("powering-off"),
    POWERING_ON("powering-on"),
    RESCUING("rescuing"),
    UNRESCUING("unrescuing"),
    REBUILDING("rebuilding"),
    REBUILD_BLOCK_DEVICE_MAPPING("rebuild_block_device_mapping"),
    REBUILD_SPAWNING("rebuild_spawning"),
    MIGRATING("migrating"),
    DELETING("deleting"),
    SOFT_DELETING("soft-deleting"),
    RESTORING("restoring"),
    SHELVING("shelving"),
    SHELVING_IMAGE_PENDING_UPLOAD("shelving_image_pending_upload"),
    SHELVING_IMAGE_UPLOADING("shelving_image_uploading"),
    SHELVING_OFFLOADING("shelving_offloading"),
    UNSHELVING("unshelving");

    private final String word;

    TaskState(String word) {
        this.word = word;
    }

    /** Nova's spelling, as in the database and the API. */
    public String word() {
        return word;
    }

    /** The constant of Nova's spelling; an unknown word is a broken promise of whoever wrote it. */
    public static TaskState ofWord(String word) {
        for (TaskState candidate : values()) {
            if (candidate.word.equals(word)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("no TaskState: " + word);
    }
}
