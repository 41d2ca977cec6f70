package io.minova.cli.bench;

import io.minova.cli.terminal.CliException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Does a numbered piece of work many times on a fixed number of threads, each taking the next number as soon as it is free. */
final class Workers {

    /** One piece of work. */
    @FunctionalInterface
    interface Piece {
        void run(int number) throws Exception;
    }

    private Workers() {}

    /** Returns when all pieces are done; the first failure ends it. */
    static void run(int pieces, int threads, Piece piece) {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(pool.submit(() -> {
                    for (int number = next.getAndIncrement(); number < pieces; number = next.getAndIncrement()) {
                        piece.run(number);
                    }
                    return null;
                }));
            }
            for (Future<?> future : running) {
                await(future);
            }
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException failure) {
            throw CliException.failed("The bench failed: " + failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CliException.failed("Interrupted.");
        }
    }
}
