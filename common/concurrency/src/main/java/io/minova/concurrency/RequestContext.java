package io.minova.concurrency;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for the work that a thread does now, and until when an answer is of use. Travels with every message and every task.
 *
 * <p>Mirrors {@code nova/context.py: RequestContext}; the installation per thread mirrors what {@code spawn_on} does.
 *
 * @param requestId {@code req-} and a UUID, the key of instance actions
 * @param deadline when the caller stops waiting; null for work nobody waits for
 */
public record RequestContext(
        String requestId, @Nullable String userId, @Nullable String projectId, List<String> roles, @Nullable Instant deadline) {

    private static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

    public RequestContext {
        roles = List.copyOf(roles);
    }

    /** A context of the service itself, for periodic and start-up work. Mirrors {@code nova/context.py: get_admin_context}. */
    public static RequestContext admin(String requestId) {
        return new RequestContext(requestId, null, null, List.of("admin"), null);
    }

    /** The context of the calling thread, or null outside any request. */
    public static @Nullable RequestContext current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    public boolean isAdmin() {
        return roles.contains("admin");
    }

    public RequestContext withDeadline(@Nullable Instant newDeadline) {
        return new RequestContext(requestId, userId, projectId, roles, newDeadline);
    }

    /** Runs {@code body} with this context current. */
    public <T> T call(Callable<T> body) throws Exception {
        return ScopedValue.where(CURRENT, this).call(body::call);
    }

    /** The same for a context that may be none, which then hides the one that is current. */
    static <T> T callWith(@Nullable RequestContext context, Callable<T> body) throws Exception {
        return ScopedValue.where(CURRENT, context).call(body::call);
    }

    /** Runs {@code body} with this context current. */
    public void run(Runnable body) {
        ScopedValue.where(CURRENT, this).run(body);
    }
}
