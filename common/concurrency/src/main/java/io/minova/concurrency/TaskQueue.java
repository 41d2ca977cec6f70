package io.minova.concurrency;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks in arrival order, any of which leaves at once when cancelled. Threads: only under the executor's lock. */
final class TaskQueue {

    private @Nullable QueuedTask<?> first;
    private @Nullable QueuedTask<?> last;
    private long size;

    void add(QueuedTask<?> task) {
        QueuedTask<?> end = last;
        task.previous = end;
        if (end == null) {
            first = task;
        } else {
            end.next = task;
        }
        last = task;
        size++;
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
        size--;
    }

    /** From the longest-waiting one on. */
    List<QueuedTask<?>> toList() {
        List<QueuedTask<?>> tasks = new ArrayList<>(Math.toIntExact(size));
        for (QueuedTask<?> task = first; task != null; task = task.next) {
            tasks.add(task);
        }
        return tasks;
    }

    long size() {
        return size;
    }
}
