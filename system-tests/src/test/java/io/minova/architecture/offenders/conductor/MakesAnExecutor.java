package io.minova.architecture.offenders.conductor;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Breaks "only concurrency makes threads". */
public final class MakesAnExecutor {

    ExecutorService pool() {
        return Executors.newFixedThreadPool(1);
    }
}
