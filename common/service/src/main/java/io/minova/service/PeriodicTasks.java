package io.minova.service;

import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.LoopingCall;
import io.minova.concurrency.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all periodic tasks of the service one after another on one loop: a slow one delays the others, not the heartbeat.
 *
 * <p>Failure: a failing task is logged and counted; it and the others go on.
 * <p>Mirrors {@code oslo_service/periodic_task.py: run_periodic_tasks}; leaves out its jitter.
 */
final class PeriodicTasks {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTasks.class);
    private static final Duration TICK_MAX = Duration.ofSeconds(1);
    private static final Duration TICK_MIN = Duration.ofMillis(100);

    private final List<Scheduled> tasks;
    private final Time time;
    private volatile boolean isStopped;
    private @Nullable LoopingCall loop;

    PeriodicTasks(List<PeriodicTask> tasks, Time time) {
        this.time = time;
        this.tasks = tasks.stream().map(task -> new Scheduled(task, time.nanoTime())).toList();
    }

    void start(ExecutorRegistry executors) {
        if (!tasks.isEmpty()) {
            Duration shortest = tasks.stream().map(scheduled -> scheduled.task.spacing()).min(Duration::compareTo).orElse(TICK_MAX);
            Duration tick = shortest.compareTo(TICK_MAX) > 0 ? TICK_MAX : shortest.compareTo(TICK_MIN) < 0 ? TICK_MIN : shortest;
            loop = executors.startLoop("periodic", Duration.ZERO, tick, this::runDue);
        }
    }

    /** From now on no task starts; one that runs goes on. */
    void stop() {
        isStopped = true;
        if (loop != null) {
            loop.stop();
        }
    }

    int count() {
        return tasks.size();
    }

    List<Counts> counts() {
        return tasks.stream().map(Scheduled::counts).toList();
    }

    /** Runs what is due. */
    void runDue() {
        for (Scheduled scheduled : tasks) {
            if (isStopped) {
                return;
            }
            if (time.nanoTime() - scheduled.dueNanos >= 0) {
                scheduled.run();
            }
        }
    }

    /** Of one task. */
    record Counts(String name, Duration spacing, long runs, long failures, @Nullable String lastFailure) {}

    private final class Scheduled {
        private final PeriodicTask task;
        private long dueNanos;
        private final LongAdder runs = new LongAdder();
        private final LongAdder failures = new LongAdder();
        private volatile @Nullable String lastFailure;

        private Scheduled(PeriodicTask task, long nowNanos) {
            this.task = task;
            this.dueNanos = switch (task.start()) {
                case IMMEDIATELY -> nowNanos;
                case AFTER_ONE_SPACING -> nowNanos + task.spacing().toNanos();
            };
        }

        private void run() {
            dueNanos = time.nanoTime() + task.spacing().toNanos();
            try {
                task.body().run();
            } catch (CancellationException e) {
                LOG.info("Periodic task {} ended early: {}", task.name(), e.getMessage());
            } catch (Exception e) {
                failures.increment();
                lastFailure = e.toString();
                LOG.error("Periodic task {} failed and stays", task.name(), e);
            } finally {
                runs.increment();
            }
        }

        private Counts counts() {
            return new Counts(task.name(), task.spacing(), runs.sum(), failures.sum(), lastFailure);
        }
    }
}
