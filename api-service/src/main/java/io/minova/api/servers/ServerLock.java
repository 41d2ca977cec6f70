package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.concurrency.RequestContext;
import io.minova.objects.Instance;
import io.minova.objects.MapPatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server is locked, by whom and why: kept in its system metadata.
 *
 * <p>Failure: 409 for whoever changes a locked server and is no administrator.
 * <p>Mirrors {@code nova/compute/api.py: check_instance_lock, lock, unlock}; differs: Nova has columns for it.
 */
public final class ServerLock {

    private static final String LOCKED_BY = "minova_locked_by";
    private static final String LOCKED_REASON = "locked_reason";

    private ServerLock() {}

    public static boolean isLocked(Instance instance) {
        return instance.systemMetadata().containsKey(LOCKED_BY);
    }

    /** {@code owner} or {@code admin}; null when it is not locked. */
    public static @Nullable String lockedBy(Instance instance) {
        return instance.systemMetadata().get(LOCKED_BY);
    }

    public static @Nullable String reason(Instance instance) {
        return instance.systemMetadata().get(LOCKED_REASON);
    }

    /** As which of the two this caller locks. */
    public static String holder(RequestContext context, Instance instance) {
        return instance.projectId().equals(context.projectId()) ? "owner" : "admin";
    }

    public static MapPatch lock(String holder, @Nullable String reason) {
        Map<String, String> entries = new LinkedHashMap<>(Map.of(LOCKED_BY, holder));
        if (reason != null) {
            entries.put(LOCKED_REASON, reason);
        }
        return new MapPatch(entries, reason == null ? List.of(LOCKED_REASON) : List.of());
    }

    public static MapPatch unlock() {
        return MapPatch.remove(LOCKED_BY, LOCKED_REASON);
    }

    /** Lets everybody through while it is not locked, and administrators always. */
    public static void requireUnlocked(RequestContext context, Instance instance) {
        if (isLocked(instance) && !context.isAdmin()) {
            throw ApiFault.conflict("Instance " + instance.uuid() + " is locked");
        }
    }
}
