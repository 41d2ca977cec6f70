package io.minova.compute;

import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One lock per instance, so that its build, its deletion and its power actions come one after another.
 *
 * <p>Guarantees: first come, first served; a lock exists only while somebody has it or waits for it.
 * <p>Threads: safe for any caller. Waiting parks: a green thread yields the hub, a native one is held.
 * <p>Mirrors {@code nova/compute/manager.py}: {@code utils.synchronized(instance.uuid)}.
 */
final class InstanceLocks {

    private static final class Entry {
        final ReentrantLock lock = new ReentrantLock(true);
        // Changed only inside compute() of the map, which is atomic per key.
        int users;
    }

    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

    <T> T call(String uuid, Callable<T> body) throws Exception {
        Entry entry = entries.compute(uuid, (key, known) -> {
            Entry used = known == null ? new Entry() : known;
            used.users++;
            return used;
        });
        entry.lock.lock();
        try {
            return body.call();
        } finally {
            entry.lock.unlock();
            entries.computeIfPresent(uuid, (key, known) -> --known.users == 0 ? null : known);
        }
    }

    /** Whether somebody works on the instance, or waits to. */
    boolean isBusy(String uuid) {
        return entries.containsKey(uuid);
    }

    /** How many instances are worked on or waited for. */
    int size() {
        return entries.size();
    }
}
