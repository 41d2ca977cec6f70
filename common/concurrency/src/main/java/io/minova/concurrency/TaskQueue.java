package io.minova.concurrency;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Tasks in arrival order, any of which leaves at once when cancelled. Threads: only under the executor's lock, but for {@link #size}. */
final class TaskQueue {

    private @Nullable QueuedTask<?> first;
    private @Nullable QueuedTask<?> last;
    /** Written under the lock, and without the fence of a volatile write. */
    private final AtomicLong size = new AtomicLong();

    void add(QueuedTask<?> task) {
        QueuedTask<?> end = last;
        task.previous = end;
        if (end == null) {
            first = task;
        } else {
            end.next = task;
        }
        last = task;
        size.setRelease(size.getPlain() + 1);
    }

    /** The head, which stays. */
    @Nullable QueuedTask<?> first() {
        return first;
    }

    void remove(QueuedTask<?> task) {
        QueuedTask<?> before = task.previous;
        QueuedTask<?> after = task.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        task.previous = null;
        task.next = null;
        size.setRelease(size.getPlain() - 1);
    }

    /** From the longest-waiting one on. */
    List<QueuedTask<?>> toList() {
        List<QueuedTask<?>> tasks = new ArrayList<>(Math.toIntExact(size()));
        for (QueuedTask<?> task = first; task != null; task = task.next) {
            tasks.add(task);
        }
        return tasks;
    }

    /** Exact under the lock; elsewhere what it was a moment ago. */
    long size() {
        return size.getAcquire();
    }
}
