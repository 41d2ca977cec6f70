package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.testing.Await;
import io.minova.concurrency.testing.TestBackend;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table "what yields and what stalls" of {@code docs/concurrency.md}: a row there is a {@link Blocking} here, or a test of {@link HubTest}.
 *
 * <p>Nothing here ends by itself: the test ends it when another task has run, or has been shown not to.
 */
@Timeout(180)
class WhatYieldsTest {

    /** How long the other task is watched not to run; where it cannot, no machine is too slow for that. */
    private static final Duration WATCHED = Duration.ofMillis(200);

    @ParameterizedTest
    @MethodSource("blockings")
    void otherTasksGoOnMeanwhileUnlessItStallsTheHub(Blocking blocking) throws Exception {
        boolean stalls = !blocking.yields && TestBackend.backend() == Backend.EVENTLET;
        try (ExecutorRegistry registry = TestBackend.registry("svc")) {
            TaskExecutor executor = registry.executor(ExecutorType.DEFAULT);
            CountDownLatch begun = new CountDownLatch(1);
            AtomicBoolean isOver = new AtomicBoolean();
            Block block = blocking.preparation.prepare(executor);
            TaskFuture<Boolean> blocked = executor.submit(blocking.name, () -> {
                block.body.run(begun);
                isOver.set(true);
                return true;
            });
            begun.await();
            TaskFuture<Boolean> other = executor.submit("other", isOver::get);
            if (stalls) {
                assertThatThrownBy(() -> other.get(WATCHED)).isInstanceOf(TimeoutException.class);
                block.release.call();
            }
            assertThat(other.get(Await.PATIENCE)).as("ran only when the first was over").isEqualTo(stalls);
            if (!stalls) {
                block.release.call();
            }
            assertThat(blocked.get(Await.PATIENCE)).isTrue();
        }
    }

    static Stream<Blocking> blockings() {
        return Stream.of(
                new Blocking("Thread.sleep", true, executor -> sleep()),
                new Blocking("waiting on a condition", true, executor -> condition()),
                new Blocking("a contended synchronized", true, executor -> contendedSynchronized()),
                new Blocking("a contended lock", true, executor -> contendedLock()),
                new Blocking("the result of another task", true, WhatYieldsTest::child),
                new Blocking("a socket read", true, executor -> socket()),
                new Blocking("Process.waitFor", true, executor -> process(Process::waitFor)),
                new Blocking("a read from a pipe or file", false, executor -> process(process -> process.getInputStream().read())),
                new Blocking("a computation", false, executor -> computation(() -> {})),
                new Blocking("a computation with CooperativeYield", true, executor -> computation(CooperativeYield::letOthersRun)),
                new Blocking("two computations with Thread.yield, one started by the other", false, WhatYieldsTest::twoThatYield));
    }

    private static Block sleep() {
        AtomicReference<Thread> sleeper = new AtomicReference<>();
        return new Block(begun -> {
            sleeper.set(Thread.currentThread());
            begun.countDown();
            try {
                Time.system().sleep(Await.PATIENCE);
            } catch (InterruptedException e) {
                // Released.
            }
        }, () -> {
            sleeper.get().interrupt();
            return true;
        });
    }

    private static Block condition() {
        BlockingQueue<Boolean> queue = new LinkedBlockingQueue<>();
        return new Block(begun -> {
            begun.countDown();
            queue.take();
        }, () -> queue.add(true));
    }

    private static Block contendedSynchronized() throws InterruptedException {
        Object monitor = new Object();
        return onceHeld((held, release) -> {
            synchronized (monitor) {
                held.countDown();
                release.await();
            }
        }, () -> {
            synchronized (monitor) {
                return true;
            }
        });
    }

    private static Block contendedLock() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        return onceHeld((held, release) -> {
            lock.lock();
            try {
                held.countDown();
                release.await();
            } finally {
                lock.unlock();
            }
        }, () -> {
            lock.lock();
            try {
                return true;
            } finally {
                lock.unlock();
            }
        });
    }

    /** {@code then}, while a thread outside the executor is in {@code holding}. */
    private static Block onceHeld(Holding holding, Callable<Boolean> then) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> {
            try {
                holding.hold(held, release);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        held.await();
        return new Block(begun -> {
            begun.countDown();
            assertThat(then.call()).isTrue();
        }, () -> {
            release.countDown();
            return true;
        });
    }

    private static Block child(TaskExecutor executor) {
        CountDownLatch release = new CountDownLatch(1);
        return new Block(begun -> {
            TaskFuture<Boolean> child = executor.submit("child", () -> {
                release.await();
                return true;
            });
            begun.countDown();
            assertThat(child.get()).isTrue();
        }, () -> {
            release.countDown();
            return true;
        });
    }

    private static Block socket() throws Exception {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept();
        return new Block(begun -> {
            begun.countDown();
            assertThat(client.getInputStream().read()).isEqualTo(7);
            client.close();
        }, () -> {
            accepted.getOutputStream().write(7);
            accepted.close();
            server.close();
            return true;
        });
    }

    /** A process that ends when it can read no more. */
    private static Block process(WaitingFor waiting) throws Exception {
        Process process = new ProcessBuilder("cat").start();
        return new Block(begun -> {
            begun.countDown();
            waiting.waitFor(process);
        }, () -> {
            process.getOutputStream().close();
            return process.waitFor() == 0;
        });
    }

    private static Block computation(Runnable between) {
        AtomicBoolean isReleased = new AtomicBoolean();
        return new Block(begun -> {
            begun.countDown();
            while (!isReleased.get()) {
                between.run();
            }
        }, () -> {
            isReleased.set(true);
            return true;
        });
    }

    /** The carrier finds both in its own queue for ever, and looks elsewhere only when that is empty. */
    private static Block twoThatYield(TaskExecutor executor) {
        AtomicBoolean isReleased = new AtomicBoolean();
        return new Block(begun -> {
            TaskFuture<Boolean> second = executor.submit("second", () -> {
                begun.countDown();
                while (!isReleased.get()) {
                    Thread.yield();
                }
            });
            while (!isReleased.get()) {
                Thread.yield();
            }
            assertThat(second.state()).isNotEqualTo(TaskFuture.State.WAITING);
        }, () -> {
            isReleased.set(true);
            return true;
        });
    }

    /** Something that blocks until it is released by a native thread. */
    private record Block(Body body, Callable<?> release) {}

    private record Blocking(String name, boolean yields, Preparation preparation) {

        @Override
        public String toString() {
            return name + (yields ? " yields" : " stalls the hub");
        }
    }

    @FunctionalInterface
    private interface Preparation {
        Block prepare(TaskExecutor executor) throws Exception;
    }

    /** Says when it has begun; from then on it does nothing before it blocks. */
    @FunctionalInterface
    private interface Body {
        void run(CountDownLatch begun) throws Exception;
    }

    @FunctionalInterface
    private interface Holding {
        void hold(CountDownLatch held, CountDownLatch release) throws InterruptedException;
    }

    @FunctionalInterface
    private interface WaitingFor {
        void waitFor(Process process) throws Exception;
    }
}
