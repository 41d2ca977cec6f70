package io.minova.architecture.offenders.conductor;

import java.util.concurrent.CompletableFuture;

/** Breaks "only concurrency makes threads". */
public final class RunsOnTheCommonPool {

    CompletableFuture<Void> run(Runnable task) {
        return CompletableFuture.runAsync(task);
    }
}
