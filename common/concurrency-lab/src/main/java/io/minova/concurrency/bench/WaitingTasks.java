package io.minova.concurrency.bench;

import io.minova.concurrency.Backend;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Prints the bytes of heap that a task which has to wait takes, from the ten thousandth to the hundred and ten thousandth. A main of its own: the backend is that of its JVM. */
final class WaitingTasks {

    private static final int TASKS = 10_000;
    /** Eventlet's pools of Nova. */
    private static final int GREEN_LIMIT = 1_000;

    private WaitingTasks() {}

    public static void main(String[] args) throws InterruptedException {
        Backend backend = Backend.valueOf(args[0].toUpperCase(Locale.ROOT));
        boolean isRaw = args[1].equals("raw");
        // Nothing waits in a queue where each task has a green thread at once: there they wait inside.
        int limit = backend == Backend.THREADING ? Contender.THREADS : isRaw ? 0 : args[1].equals("capped") ? Contender.THREADS : GREEN_LIMIT;
        CountDownLatch release = new CountDownLatch(1);
        try (Contender contender = Contender.of(backend, args[1])) {
            contender.fill(limit, release);
            add(TASKS, contender, limit, release);
            long before = usedBytes();
            add(10 * TASKS, contender, limit, release);
            System.out.println((usedBytes() - before) / (10 * TASKS));
            release.countDown();
        }
        System.exit(0);
    }

    private static void add(int count, Contender contender, int limit, CountDownLatch release) throws InterruptedException {
        if (limit == 0) {
            contender.fill(count, release);
            return;
        }
        for (int i = 0; i < count; i++) {
            contender.submit(() -> Contender.awaitQuietly(release));
        }
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 6; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
