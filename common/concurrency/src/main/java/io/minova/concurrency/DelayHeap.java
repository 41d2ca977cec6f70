package io.minova.concurrency;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks by due time, then by arrival; any of them leaves at once when cancelled. Threads: only under the queue's lock. */
final class DelayHeap {

    private DelayedTask<?>[] heap = new DelayedTask<?>[16];
    private int size;

    int size() {
        return size;
    }

    /** In no particular order. */
    List<DelayedTask<?>> toList() {
        return List.of(Arrays.copyOf(heap, size));
    }

    @Nullable DelayedTask<?> first() {
        return size == 0 ? null : heap[0];
    }

    void add(DelayedTask<?> task) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        up(size++, task);
    }

    /** False when the task is not here any more. */
    boolean remove(DelayedTask<?> task) {
        int index = task.place;
        if (index < 0) {
            return false;
        }
        DelayedTask<?> last = heap[--size];
        clear(size);
        task.place = DelayedTask.NOWHERE;
        if (last != task) {
            down(index, last);
            if (heap[index] == last) {
                up(index, last);
            }
        }
        return true;
    }

    @SuppressWarnings("NullAway") // places from size on hold nothing and are never read
    private void clear(int index) {
        heap[index] = null;
    }

    private void up(int from, DelayedTask<?> task) {
        int index = from;
        while (index > 0 && task.isBefore(heap[(index - 1) / 2])) {
            put(index, heap[(index - 1) / 2]);
            index = (index - 1) / 2;
        }
        put(index, task);
    }

    private void down(int from, DelayedTask<?> task) {
        int index = from;
        while (true) {
            int child = 2 * index + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (!heap[child].isBefore(task)) {
                break;
            }
            put(index, heap[child]);
            index = child;
        }
        put(index, task);
    }

    private void put(int index, DelayedTask<?> task) {
        heap[index] = task;
        task.place = index;
    }
}
