package io.minova.concurrency;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The numbers in thread names: the smallest free one is given out, so that a pool of ten has threads 1 to 10. Threads: only under the executor's lock. */
final class WorkerSlots {

    private final BitSet taken = new BitSet();
    private @Nullable Thread[] threads = new Thread[2];

    int take() {
        int slot = taken.nextClearBit(0);
        taken.set(slot);
        return slot;
    }

    void bind(int slot, Thread thread) {
        if (slot >= threads.length) {
            threads = Arrays.copyOf(threads, Math.max(slot + 1, threads.length * 2));
        }
        threads[slot] = thread;
    }

    void free(int slot) {
        taken.clear(slot);
        if (slot < threads.length) {
            threads[slot] = null;
        }
    }

    Stream<Thread> threads() {
        return Arrays.stream(threads.clone()).filter(Objects::nonNull);
    }
}
