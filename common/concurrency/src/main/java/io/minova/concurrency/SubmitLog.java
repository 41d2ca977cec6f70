package io.minova.concurrency;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an executor says at a submit: its statistics by {@code thread_pool_statistic_period}, and that a task must queue behind a full pool.
 *
 * <p>Threads: called by submitters without the executor's lock; the time of the last line is claimed atomically, so that one of them writes it.
 * <p>Mirrors {@code nova/thread_pool_factory.py: _log_executor_stats, _executor_is_full}. Differs: Nova looks at the queue before the submit and so
 * stays silent about the first task that has to wait; here every task that has to wait is counted, because the first one is what an operator
 * who sizes a pool wants to see. The line, unlike the counter, is limited to one in five seconds, because a full pool sees thousands.
 */
final class SubmitLog {

    private static final Logger LOG = System.getLogger("io.minova.concurrency.ThreadPoolFactory");

    /** At most one "pool is full" line of an executor in five seconds; the counter counts all. */
    private static final long WARNING_INTERVAL_NANOS = 5_000_000_000L;

    private final ExecutorSettings settings;
    private final AtomicLong nextStatistics;
    private final AtomicLong nextWarning;

    SubmitLog(ExecutorSettings settings) {
        this.settings = settings;
        long now = settings.time().nanoTime();
        this.nextStatistics = new AtomicLong(now);
        this.nextWarning = new AtomicLong(now);
    }

    void beforeSubmit(TaskExecutor executor) {
        int period = settings.statisticPeriod();
        if (period >= 0 && LOG.isLoggable(Level.DEBUG) && claim(nextStatistics, settings.time().nanoTime(), period * 1_000_000_000L)) {
            ExecutorStatistics now = executor.statistics();
            LOG.log(Level.DEBUG, "executor {0}: limit {1}, threads {2}, idle {3}, waiting {4}, running {5}, {6}",
                    now.name(), now.limit(), now.threads(), now.idle(), now.waiting(), now.running(), now);
        }
    }

    void queuedBehindFullPool(TaskExecutor executor, QueuedTask<?> task) {
        // Of tasks so short that most of them go untimed, one in eight is enough to ask.
        if (task.isTimed() && claim(nextWarning, task.submittedNanos, WARNING_INTERVAL_NANOS)) {
            ExecutorStatistics now = executor.statistics();
            LOG.log(Level.WARNING, ("pool %s is full (%d running, %d waiting), task %s will be queued; %d queued so far. "
                    + "The pool is too small (option %s) or its threads are stuck")
                    .formatted(now.name(), now.running(), now.waiting(), task.taskName, now.queuedWarnings(), settings.option()));
        }
    }

    private static boolean claim(AtomicLong next, long now, long intervalNanos) {
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + intervalNanos);
    }
}
