package io.minova.concurrency;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls that block their thread without yielding (native libraries, files) where they stall nobody: in EVENTLET on {@value #THREADS} native
 * threads while the green caller waits, in THREADING in place.
 *
 * <p>Threads: safe for any caller; a caller that is a native thread runs the call itself, because it does not hold the hub.
 * <p>Failure: what the call throws. An interrupted caller stops waiting; the call goes on, as a started task is never interrupted.
 * <p>Mirrors {@code nova/utils.py: tpool_wrap} and {@code eventlet/tpool.py}.
 */
public final class Tpool {

    /** 20: Eventlet's default of EVENTLET_THREADPOOL_SIZE. */
    static final int THREADS = 20;

    private final @Nullable TaskExecutor nativeThreads;

    /** {@code nativeThreads} is null where calls run in place. */
    Tpool(@Nullable TaskExecutor nativeThreads) {
        this.nativeThreads = nativeThreads;
    }

    public <T> T call(Callable<T> call) throws Exception {
        TaskExecutor executor = nativeThreads;
        if (executor == null || !Thread.currentThread().isVirtual()) {
            return call.call();
        }
        try {
            return executor.submit("tpool", call).get();
        } catch (ExecutionException e) {
            throw raised(e);
        }
    }

    private static Exception raised(ExecutionException e) {
        return switch (e.getCause()) {
            case Error error -> throw error;
            case Exception exception -> exception;
            case null, default -> e;
        };
    }
}
