package io.minova.rpc;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Which message a handler works on. A message that is delivered again, perhaps to another process of its topic, has the id it had; so a handler can put it
 * beside what it changes and know its own work when it meets it.
 *
 * <p>Threads: bound to the handler's own, not to tasks that it starts.
 */
public final class CurrentMessage {

    private static final ScopedValue<String> ID = ScopedValue.newInstance();

    private CurrentMessage() {}

    /** The id of the message that this thread handles; null outside a handler. */
    public static @Nullable String id() {
        return ID.isBound() ? ID.get() : null;
    }

    static <T extends @Nullable Object> T call(String id, Callable<T> handler) throws Exception {
        return ScopedValue.where(ID, id).call(handler::call);
    }
}
