package io.minova.concurrency;

import java.util.concurrent.atomic.AtomicInteger;

/** How many workers without work may wait for more at once. Threads: safe for any caller, never blocks. */
final class LingerPlaces {

    static final LingerPlaces UNLIMITED = new LingerPlaces(Integer.MAX_VALUE);

    private final AtomicInteger free;

    LingerPlaces(int count) {
        this.free = new AtomicInteger(count);
    }

    boolean tryTake() {
        if (this == UNLIMITED) {
            return true;
        }
        int seen = free.get();
        while (seen > 0) {
            if (free.compareAndSet(seen, seen - 1)) {
                return true;
            }
            seen = free.get();
        }
        return false;
    }

    void giveBack() {
        if (this != UNLIMITED) {
            free.incrementAndGet();
        }
    }
}
