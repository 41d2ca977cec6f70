package io.minova.concurrency;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A task that can never end its wait, and all that keeps it from it.
 *
 * <p>A running task depends on the one it waits for; a waiting task depends on all that fill its executor. If no task that can be reached that way can go
 * on by itself, none of them ever will, whether they are in one pool or in several.
 *
 * @param parent who waits
 * @param child for whom
 * @param facts every task with its wait or its executor, and every full executor with how many tasks it has started: equal facts at two looks have held in
 *     between, all at once, which one look over several executors could not tell
 */
record Deadlock(QueuedTask<?> parent, QueuedTask<?> child, Map<Object, Object> facts) {

    private static final int STACKS_MAX = 8;
    private static final int STACK_DEPTH_MAX = 12;

    /** Null if {@code parent}'s wait for {@code child} can still end. */
    static @Nullable Deadlock find(QueuedTask<?> parent, QueuedTask<?> child) {
        if (canGoOn(child)) {
            return null; // what nearly every wait costs
        }
        Deadlock first = look(parent, child);
        if (first == null) {
            return null;
        }
        Deadlock second = look(parent, child);
        return second != null && second.facts.equals(first.facts) ? second : null;
    }

    private static boolean canGoOn(QueuedTask<?> task) {
        return task.state() != TaskFuture.State.WAITING && task.waitingOn == null;
    }

    private static @Nullable Deadlock look(QueuedTask<?> parent, QueuedTask<?> child) {
        Map<Object, Object> facts = new HashMap<>();
        Deque<QueuedTask<?>> open = new ArrayDeque<>();
        open.add(child);
        while (!open.isEmpty()) {
            QueuedTask<?> task = open.removeLast();
            if (facts.containsKey(task)) {
                continue;
            }
            switch (task.state()) {
                case WAITING -> {
                    facts.put(task, task.executor);
                    if (!facts.containsKey(task.executor) && !addBlockage(task.executor, facts, open)) {
                        return null;
                    }
                }
                case RUNNING -> {
                    TaskWait wait = task.waitingOn;
                    if (wait == null) {
                        return null;
                    }
                    facts.put(task, wait);
                    open.add(wait.target);
                }
                case SUCCEEDED, FAILED, CANCELLED -> {
                    return null;
                }
            }
        }
        return new Deadlock(parent, child, facts);
    }

    /** False when a task of that executor can start, or one of those that keep it from starting can go on. */
    private static boolean addBlockage(CountedTaskExecutor executor, Map<Object, Object> facts, Deque<QueuedTask<?>> open) {
        CountedTaskExecutor.Blockage blockage = executor.blockage();
        if (blockage == null) {
            return false;
        }
        for (QueuedTask<?> running : blockage.tasks()) {
            if (canGoOn(running)) {
                return false;
            }
        }
        facts.put(executor, blockage.stamp());
        open.addAll(blockage.tasks());
        return true;
    }

    /** The waits of the tasks in it that run. */
    List<TaskWait> waits() {
        return facts.values().stream().filter(TaskWait.class::isInstance).map(TaskWait.class::cast).toList();
    }

    /** Names pools, parent and child in one line. */
    String describe() {
        String pools = facts.keySet().stream()
                .filter(CountedTaskExecutor.class::isInstance)
                .map(pool -> full(((CountedTaskExecutor) pool).statistics()))
                .sorted()
                .collect(Collectors.joining(", "));
        return "task %s of %s waits for %s %s of %s, which cannot %s before the wait is over: %s".formatted(
                parent.taskName, parent.executor.name(), child.parent == parent ? "its child" : "task", child.taskName, child.executor.name(),
                child.state() == TaskFuture.State.WAITING ? "start" : "end",
                pools.isEmpty() ? "they wait for each other in a circle" : "every task that runs in " + pools + " waits in the same way");
    }

    private static String full(ExecutorStatistics pool) {
        return "%s (limit %d, %d running, %d waiting)".formatted(pool.name(), pool.limit(), pool.running(), pool.waiting());
    }

    /** What those who wait are doing, without the frames of the JDK below and above. */
    String stacks() {
        List<TaskWait> waits = waits();
        String some = waits.stream().limit(STACKS_MAX).map(Deadlock::stack).collect(Collectors.joining());
        return waits.size() > STACKS_MAX ? some + System.lineSeparator() + "  and " + (waits.size() - STACKS_MAX) + " more" : some;
    }

    private static String stack(TaskWait wait) {
        String head = System.lineSeparator() + "  " + wait.waiter.getName() + " waits for " + wait.target.taskName;
        return head + Arrays.stream(wait.waiter.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java.") && !frame.getClassName().startsWith("jdk."))
                .limit(STACK_DEPTH_MAX)
                .map(frame -> System.lineSeparator() + "    at " + frame)
                .collect(Collectors.joining());
    }
}
