package io.minova.objects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server's way from one host to another. Its uuid is also the consumer that holds the claim on the source while the server itself holds the one on the
 * destination.
 *
 * <p>Mirrors {@code nova/objects/migration.py: Migration}; differs: carries both flavors whole, which Nova keeps with the instance.
 *
 * @param destCompute null until a host was chosen
 */
public record Migration(
        long id,
        String uuid,
        String instanceUuid,
        Type migrationType,
        Status status,
        String sourceCompute,
        String sourceNode,
        @Nullable String destCompute,
        @Nullable String destNode,
        Flavor oldFlavor,
        Flavor newFlavor,
        @Nullable String userId,
        @Nullable String projectId,
        Instant createdAt,
        @Nullable Instant updatedAt,
        Progress progress) {

    /** Why a server moves. */
    public enum Type {
        MIGRATION("migration"),
        RESIZE("resize"),
        LIVE_MIGRATION("live-migration"),
        EVACUATION("evacuation");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Type ofWord(String word) {
            for (Type candidate : values()) {
                if (candidate.word.equals(word)) {
                    return candidate;
                }
            }
            throw new IllegalArgumentException("no migration type: " + word);
        }
    }

    /** How far it is; the ones that {@code isOver} never change again. */
    public enum Status {
        ACCEPTED("accepted", false),
        QUEUED("queued", false),
        PREPARING("preparing", false),
        RUNNING("running", false),
        PRE_MIGRATING("pre-migrating", false),
        MIGRATING("migrating", false),
        POST_MIGRATING("post-migrating", false),
        FINISHED("finished", false),
        CONFIRMING("confirming", false),
        CONFIRMED("confirmed", true),
        REVERTING("reverting", false),
        REVERTED("reverted", true),
        COMPLETED("completed", true),
        DONE("done", false),
        CANCELLED("cancelled", true),
        FAILED("failed", true),
        ERROR("error", true);

        private final String word;
        private final boolean isOver;

        Status(String word, boolean isOver) {
            this.word = word;
            this.isOver = isOver;
        }

        public String word() {
            return word;
        }

        public boolean isOver() {
            return isOver;
        }

        public static Status ofWord(String word) {
            for (Status candidate : values()) {
                if (candidate.word.equals(word)) {
                    return candidate;
                }
            }
            throw new IllegalArgumentException("no migration status: " + word);
        }
    }

    /** What a live migration has copied; bytes. */
    public record Progress(long memoryTotal, long memoryProcessed, long diskTotal, long diskProcessed) {

        public static final Progress NONE = new Progress(0, 0, 0, 0);
    }

    public Migration withStatus(Status newStatus) {
        return new Migration(
                id, uuid, instanceUuid, migrationType, newStatus, sourceCompute, sourceNode, destCompute, destNode, oldFlavor, newFlavor, userId,
                projectId, createdAt, updatedAt, progress);
    }

    public Migration withDestination(String host, String node) {
        return new Migration(
                id, uuid, instanceUuid, migrationType, status, sourceCompute, sourceNode, host, node, oldFlavor, newFlavor, userId, projectId,
                createdAt, updatedAt, progress);
    }

    public Migration withProgress(Progress newProgress) {
        return new Migration(
                id, uuid, instanceUuid, migrationType, status, sourceCompute, sourceNode, destCompute, destNode, oldFlavor, newFlavor, userId,
                projectId, createdAt, updatedAt, newProgress);
    }
}
