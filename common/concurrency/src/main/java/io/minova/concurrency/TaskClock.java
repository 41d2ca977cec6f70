package io.minova.concurrency;

/**
 * When the tasks of one executor are looked at with the clock: each, unless they are so short that the looks are what takes the time. After a thousand of less
 * than a microsecond, with fewer than one longer one in twenty, one in eight is timed, until longer ones come; counted is each of them.
 *
 * <p>Threads: {@link #stamp} and {@link #now} any; {@link #ran} only under the executor's lock. How many go untimed is not exact when threads submit together.
 */
final class TaskClock {

    /** Instead of the time of a task that nobody timed. */
    static final long UNTIMED = Long.MIN_VALUE;

    private static final long BRIEF_NANOS = 1_000;
    private static final int BRIEF_TASKS = 1_000;
    /** One that takes longer, because it was interrupted perhaps, weighs as much as so many brief ones; five of them in a row end it. */
    private static final int WEIGHT_OF_LONGER = 20;
    private static final int BRIEF_TASKS_MAX = BRIEF_TASKS + 4 * WEIGHT_OF_LONGER;
    private static final int ONE_IN = 8;

    private final Time time;
    private final boolean timesAll;
    private volatile int briefTasks;
    private int submits;

    /** @param timesAll whatever they take: the times of tasks decide when a green worker yields */
    TaskClock(Time time, boolean timesAll) {
        this.time = time;
        this.timesAll = timesAll;
    }

    /** The time at which the next task is submitted, or {@link #UNTIMED}. */
    long stamp() {
        return briefTasks < BRIEF_TASKS || ++submits % ONE_IN == 0 ? now() : UNTIMED;
    }

    long now() {
        return time.nanoTime();
    }

    /** A task that was timed took so long. */
    void ran(long nanos) {
        int balance = briefTasks;
        if (nanos >= BRIEF_NANOS) {
            balance = Math.max(0, balance - WEIGHT_OF_LONGER);
        } else if (balance < BRIEF_TASKS_MAX && !timesAll) {
            balance++;
        }
        if (balance != briefTasks) {
            briefTasks = balance;
        }
    }
}
