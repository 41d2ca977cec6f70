package io.minova.concurrency;

import io.minova.concurrency.TaskExecutor.DrainMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A few threads, a few steps each, and what must hold in whatever order the steps happen: {@link InterleavingsTest} tries the orders one by one, and
 * {@link KnownBugsTest} shows that each of these fails on code that has the bug it is for.
 *
 * <p>Threads: makes its own, and leaves none. Knows no clock: what would only come right by a timeout is a hang here.
 */
enum Interleaving implements Runnable {

    /** A waiting task is started once, by one of a worker, a lender and a canceller. */
    A_TASK_HAS_ONE_TAKER {
        @Override
        public void run() {
            TaskDispatch dispatch = new TaskDispatch(settings("queue", 2, null), ON_DEMAND, new TaskClock(Time.system(), false));
            QueuedTask<Boolean> task = task("task");
            int slot = dispatch.offer(task).slot();
            AtomicInteger takers = new AtomicInteger();
            together(
                    () -> takers.addAndGet(dispatch.begin(slot, null, LingerPlaces.UNLIMITED) == null ? 0 : 1),
                    () -> takers.addAndGet(dispatch.lend(task) ? 1 : 0),
                    () -> takers.addAndGet(dispatch.cancel(task) ? 1 : 0));
            require(takers.get() == 1, "takers: " + takers);
            require(addsUp(dispatch.statistics()), "books: " + dispatch.statistics());
        }
    },

    /** A lent thread is no worker at any moment: whoever counts on it for the next task waits for nobody. */
    A_TASK_OFFERED_WHILE_A_THREAD_IS_LENT_GETS_A_WORKER {
        @Override
        public void run() {
            TaskDispatch dispatch = new TaskDispatch(settings("queue", 2, null), ON_DEMAND, new TaskClock(Time.system(), false));
            QueuedTask<Boolean> parent = task("parent that waits for the child");
            QueuedTask<Boolean> other = task("other");
            QueuedTask<Boolean> child = task("child");
            dispatch.begin(dispatch.offer(parent).slot(), null, LingerPlaces.UNLIMITED);
            int slot = dispatch.offer(other).slot();
            dispatch.begin(slot, null, LingerPlaces.UNLIMITED);
            dispatch.offer(child);
            List<Intake> late = new ArrayList<>();
            together(
                    () -> {
                        if (dispatch.lend(child)) {
                            dispatch.endedLent(child, TaskFuture.State.SUCCEEDED, 0);
                            dispatch.giveBack();
                        }
                    },
                    () -> {
                        QueuedTask<?> next = dispatch.endedThenNext(other, TaskFuture.State.SUCCEEDED, 0, true);
                        if (next != null) {
                            dispatch.endedThenNext(next, TaskFuture.State.SUCCEEDED, 0, false);
                        }
                        dispatch.next(slot, LingerPlaces.UNLIMITED);
                        late.add(dispatch.offer(task("late")));
                    });
            require(late.getFirst().slot() != Intake.NO_WORKER, "nobody comes for the late task, while the parent still runs");
        }
    },

    /** The first of two tasks ends only after the second: both of two idle workers must wake, though only the first submit wakes one. */
    ONE_WORKER_WAKES_THE_NEXT {
        @Override
        public void run() {
            Workers pool = new Workers("pool", 2, WorkerRules.TPOOL, null);
            end(pool.submit("grows", () -> true));
            end(pool.submit("to two", () -> true));
            CountDownLatch second = new CountDownLatch(1);
            TaskFuture<Boolean> first = pool.submit("first", () -> {
                second.await();
                return true;
            });
            end(pool.submit("second", second::countDown));
            end(first);
            pool.close(DrainMode.QUEUED_TOO);
        }
    },

    /** Each of three tasks ends only after the next: the one worker on its way calls the next one when it takes a task, and so on. */
    ONE_WORKER_CALLS_THE_NEXT {
        @Override
        public void run() {
            Workers pool = new Workers("pool", 3, ONE_BY_ONE, null);
            CountDownLatch second = new CountDownLatch(1);
            CountDownLatch third = new CountDownLatch(1);
            TaskFuture<Boolean> first = pool.submit("first", () -> {
                second.await();
                return true;
            });
            pool.submit("second", () -> {
                third.await();
                second.countDown();
                return true;
            });
            end(pool.submit("third", third::countDown));
            end(first);
            pool.close(DrainMode.QUEUED_TOO);
        }
    },

    /** What was taken in before the end is done when the drain is over, and what came too late was refused. */
    A_DRAIN_LOSES_NOTHING_AND_ENDS {
        @Override
        public void run() {
            Workers pool = new Workers("pool", 1, WorkerRules.TPOOL, null);
            AtomicInteger runs = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            together(
                    () -> {
                        for (int i = 0; i < 2; i++) {
                            try {
                                pool.submit("task", runs::incrementAndGet);
                            } catch (RejectedExecutionException e) {
                                refused.incrementAndGet();
                            }
                        }
                    },
                    () -> pool.close(DrainMode.QUEUED_TOO));
            ExecutorStatistics end = pool.statistics();
            require(runs.get() + refused.get() == 2 && end.succeeded() == runs.get() && end.rejected() == refused.get(), "end: " + end);
            require(end.threads() == 0 && addsUp(end), "end: " + end);
            pool.joinThreads();
        }
    },

    /** A drain that leaves the queue cancels each waiting task, or it runs; never both, never neither. */
    A_DRAIN_WITHOUT_THE_QUEUE_ENDS_EACH_TASK_ONCE {
        @Override
        public void run() {
            Workers pool = new Workers("pool", 1, ON_DEMAND, null);
            AtomicInteger runs = new AtomicInteger();
            AtomicInteger told = new AtomicInteger();
            TaskFuture<Integer> first = pool.submit("first", runs::incrementAndGet);
            TaskFuture<Integer> second = pool.submit("second", runs::incrementAndGet);
            first.whenDone(told::incrementAndGet);
            second.whenDone(told::incrementAndGet);
            pool.close(DrainMode.RUNNING_ONLY);
            ExecutorStatistics end = pool.statistics();
            require(end.succeeded() == runs.get() && end.succeeded() + end.cancelled() == 2 && addsUp(end), "end: " + end);
            require(told.get() == 2, "told: " + told);
        }
    },

    /** Who waits is woken and who follows is called once, whether it comes before, during or after the end. */
    EACH_FOLLOWER_IS_SERVED_ONCE {
        @Override
        public void run() {
            QueuedTask<Boolean> task = new QueuedTask<>(new Workers("pool", 1, ON_DEMAND, null), "task", () -> true, 0, null, null);
            AtomicInteger followed = new AtomicInteger();
            task.run(null);
            together(
                    task::publish,
                    () -> end(task),
                    () -> task.whenDone(followed::incrementAndGet));
            require(followed.get() == 1, "followed: " + followed);
        }
    },

    /** Two submitters, one place for the type: whoever goes last starts the turn of who comes next. */
    EACH_TASK_OF_A_CAPPED_TYPE_GETS_ITS_TURN {
        @Override
        public void run() {
            Workers shared = new Workers("shared", 1, ON_DEMAND, null);
            CappedTaskExecutor builds = new CappedTaskExecutor(settings("builds", 1, null), shared);
            together(
                    () -> end(builds.submit("one", () -> true)),
                    () -> end(builds.submit("other", () -> true)));
            require(builds.statistics().succeeded() == 2, "builds: " + builds.statistics());
            shared.close(DrainMode.QUEUED_TOO);
        }
    },

    /** A shared pool that ends first leaves no task of a type without an end. */
    A_CAPPED_TASK_ENDS_WHEN_THE_SHARED_POOL_DOES {
        @Override
        public void run() {
            Workers shared = new Workers("shared", 1, ON_DEMAND, null);
            CappedTaskExecutor builds = new CappedTaskExecutor(settings("builds", 2, null), shared);
            List<TaskFuture<Boolean>> taken = new ArrayList<>();
            together(
                    () -> {
                        for (int i = 0; i < 2; i++) {
                            try {
                                taken.add(builds.submit("build", () -> true));
                            } catch (RejectedExecutionException e) {
                                require(e.getMessage().contains("build"), e.getMessage());
                            }
                        }
                    },
                    () -> shared.close(DrainMode.RUNNING_ONLY));
            taken.forEach(Interleaving::end);
            require(addsUp(builds.statistics()), "builds: " + builds.statistics());
        }
    },

    /** Two parents fill a pool and wait for their children behind them: whichever order, lending ends it. */
    THE_GUARD_LENDS_TO_PARENTS_THAT_FILL_THEIR_POOL {
        @Override
        public void run() {
            WaitGuard guard = new WaitGuard(WaitGuardMode.LEND);
            Workers pool = new Workers("pool", 2, ON_DEMAND, guard);
            List<TaskFuture<Boolean>> parents = parents(pool, 2);
            parents.forEach(parent -> require(end(parent) == TaskFuture.State.SUCCEEDED, "a parent did not complete"));
            pool.close(DrainMode.QUEUED_TOO);
            require(pool.statistics().succeeded() == 4, "end: " + pool.statistics());
        }
    },

    /** The same ended by failing a wait: at least one, and nobody is left. */
    THE_GUARD_FAILS_A_WAIT_OF_PARENTS_THAT_FILL_THEIR_POOL {
        @Override
        public void run() {
            WaitGuard guard = new WaitGuard(WaitGuardMode.FAIL);
            Workers pool = new Workers("pool", 2, ON_DEMAND, guard);
            parents(pool, 2).forEach(Interleaving::end);
            pool.close(DrainMode.QUEUED_TOO);
            ExecutorStatistics end = pool.statistics();
            require(end.failed() == guard.state().failedWaits() && end.succeeded() + end.failed() == 4, "end: " + end);
        }
    },

    /** A parent and its child have a place each: whatever else runs meanwhile, the guard has nothing to say. */
    THE_GUARD_LETS_BE_WHAT_CAN_GO_ON {
        @Override
        public void run() {
            WaitGuard guard = new WaitGuard(WaitGuardMode.FAIL);
            Workers pool = new Workers("pool", 2, ON_DEMAND, guard);
            TaskFuture<Boolean> leaf = pool.submit("leaf", () -> true);
            TaskFuture<Boolean> parent = parents(pool, 1).getFirst();
            require(end(parent) == TaskFuture.State.SUCCEEDED && end(leaf) == TaskFuture.State.SUCCEEDED, "a wait that can end was failed");
            require(guard.state().deadlocks() == 0, "a deadlock that was none: " + guard.state());
            pool.close(DrainMode.QUEUED_TOO);
        }
    };

    /** As on simulated hosts, but without their clock: a worker without work ends. */
    private static final WorkerRules ON_DEMAND = new WorkerRules(WorkerRules.Growth.WHEN_NEEDED, 0, WorkerRules.Turn.NEXT_TASK, false);

    /** As on green pools, but for the yield between two tasks. */
    private static final WorkerRules ONE_BY_ONE = new WorkerRules(WorkerRules.Growth.ONE_ON_ITS_WAY, 0, WorkerRules.Turn.NEXT_TASK, false);

    /** What says something here in each of many runs; writing it would be steps of its own. */
    private static final List<Logger> TALKERS =
            List.of(Logger.getLogger(WaitGuard.class.getName()), Logger.getLogger(CountedTaskExecutor.class.getName()));

    boolean endsADeadlock() {
        return this == THE_GUARD_LENDS_TO_PARENTS_THAT_FILL_THEIR_POOL || this == THE_GUARD_FAILS_A_WAIT_OF_PARENTS_THAT_FILL_THEIR_POOL;
    }

    static void runQuietly(Runnable body) {
        TALKERS.forEach(talker -> talker.setLevel(Level.OFF));
        try {
            body.run();
        } finally {
            TALKERS.forEach(talker -> talker.setLevel(null));
        }
    }

    private static List<TaskFuture<Boolean>> parents(Workers pool, int count) {
        List<TaskFuture<Boolean>> parents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parents.add(pool.submit("parent", () -> pool.submit("child", () -> true).get()));
        }
        return parents;
    }

    private static ExecutorSettings settings(String pool, int limit, @Nullable WaitGuard guard) {
        return new ExecutorSettings("svc", pool, limit, "none", -1, TaskTimes.Footprint.PROCESS, new StandingTime(), guard);
    }

    private static QueuedTask<Boolean> task(String name) {
        return new QueuedTask<>(new Workers("nobody", 1, ON_DEMAND, null), name, () -> true, 0, null, null);
    }

    /** Waits for the end of the task, whatever it is. */
    private static TaskFuture.State end(TaskFuture<?> task) {
        try {
            task.get();
        } catch (ExecutionException | CancellationException e) {
            // An end too.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return task.state();
    }

    private static boolean addsUp(ExecutorStatistics seen) {
        return seen.submitted() == seen.waiting() + seen.running() + seen.succeeded() + seen.failed() + seen.cancelled() + seen.rejected();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static void together(Runnable... bodies) {
        List<Thread> threads = new ArrayList<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (Runnable body : bodies) {
            threads.add(new Thread(() -> {
                try {
                    body.run();
                } catch (Throwable t) { // for the thread that asked
                    failure.compareAndSet(null, t);
                }
            }));
        }
        threads.forEach(Thread::start);
        threads.forEach(Interleaving::join);
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An executor on threads of its own that the model checker can hold and let go. */
    private static final class Workers extends CountedTaskExecutor {

        private final List<Thread> threads = new ArrayList<>();

        Workers(String pool, int limit, WorkerRules rules, @Nullable WaitGuard guard) {
            super(settings(pool, limit, guard), rules);
        }

        @Override
        void startWorker(String threadName, WorkerLife worker) {
            Thread thread = new Thread(worker, threadName);
            synchronized (threads) {
                threads.add(thread);
            }
            thread.start();
        }

        void close(DrainMode mode) {
            try {
                require(drain(mode, Duration.ofDays(1)), "not drained");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            joinThreads();
        }

        void joinThreads() {
            List<Thread> all;
            synchronized (threads) {
                all = List.copyOf(threads);
            }
            all.forEach(Interleaving::join);
        }
    }

    private static final class StandingTime implements Time {

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) {
            throw new UnsupportedOperationException();
        }
    }
}
