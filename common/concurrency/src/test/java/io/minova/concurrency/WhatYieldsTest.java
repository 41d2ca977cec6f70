package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.testing.NoLeaks;
import io.minova.concurrency.testing.TestBackend;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table "what yields and what stalls" of {@code docs/concurrency.md}: a row there is a {@link Blocking} here, or a test of {@link HubTest}. */
@ExtendWith(NoLeaks.class)
@Timeout(30)
class WhatYieldsTest {

    private static final int MILLIS = 700;

    private final Object monitor = new Object();
    private final ReentrantLock lock = new ReentrantLock();

    @ParameterizedTest
    @MethodSource("blockings")
    void otherTasksGoOnMeanwhileUnlessItStallsTheHub(Blocking blocking) throws Exception {
        try (ExecutorRegistry registry = TestBackend.registry("svc")) {
            TaskExecutor executor = registry.executor(ExecutorType.DEFAULT);
            Callable<?> body = blocking.body.preparedBy(this, executor);
            CountDownLatch started = new CountDownLatch(1);
            TaskFuture<Boolean> blocked = executor.submit(blocking.name, () -> {
                started.countDown();
                body.call();
                return true;
            });
            started.await();
            executor.submit("other", () -> true).get();
            boolean othersWentOn = blocked.state() == TaskFuture.State.RUNNING;
            blocked.get();
            assertThat(othersWentOn).isEqualTo(blocking.yields || TestBackend.backend() == Backend.THREADING);
        }
    }

    static Stream<Blocking> blockings() {
        return Stream.of(
                new Blocking("Thread.sleep", true, (test, executor) -> WhatYieldsTest::sleep),
                new Blocking("waiting on a condition", true,
                        (test, executor) -> () -> new LinkedBlockingQueue<>().poll(MILLIS, TimeUnit.MILLISECONDS)),
                new Blocking("a contended synchronized", true, (test, executor) -> test.onceHeldBy(test::sleepInMonitor, test::passMonitor)),
                new Blocking("a contended lock", true, (test, executor) -> test.onceHeldBy(test::sleepInLock, test::passLock)),
                new Blocking("the result of another task", true, (test, executor) -> () -> executor.submit("child", WhatYieldsTest::sleep).get()),
                new Blocking("a socket read", true, (test, executor) -> WhatYieldsTest::readASilentSocket),
                new Blocking("Process.waitFor", true, (test, executor) -> () -> new ProcessBuilder("sleep", "0.7").start().waitFor()),
                new Blocking("a read from a pipe or file", false,
                        (test, executor) -> () -> new ProcessBuilder("sleep", "0.7").start().getInputStream().read()),
                new Blocking("a computation", false, (test, executor) -> () -> spin(() -> {})),
                new Blocking("a computation with CooperativeYield", true, (test, executor) -> () -> spin(CooperativeYield::letOthersRun)));
    }

    private static boolean sleep() throws InterruptedException {
        Thread.sleep(MILLIS);
        return true;
    }

    private boolean sleepInMonitor() throws InterruptedException {
        synchronized (monitor) {
            return sleep();
        }
    }

    private boolean passMonitor() {
        synchronized (monitor) {
            return true;
        }
    }

    private boolean sleepInLock() throws InterruptedException {
        lock.lock();
        try {
            return sleep();
        } finally {
            lock.unlock();
        }
    }

    private boolean passLock() {
        lock.lock();
        try {
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** {@code then}, handed out when a thread outside the executor has begun to sleep in what {@code holding} holds. */
    private Callable<Boolean> onceHeldBy(Callable<Boolean> holding, Callable<Boolean> then) {
        Thread holder = Thread.ofPlatform().start(() -> {
            try {
                holding.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        while (holder.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return then;
    }

    private static boolean readASilentSocket() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            client.setSoTimeout(MILLIS);
            return client.getInputStream().read() == 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    private static boolean spin(Runnable between) {
        long end = System.nanoTime() + Duration.ofMillis(MILLIS).toNanos();
        while (System.nanoTime() < end) {
            between.run();
        }
        return true;
    }

    /** Something that takes {@value #MILLIS} ms. */
    private record Blocking(String name, boolean yields, Body body) {

        @Override
        public String toString() {
            return name + (yields ? " yields" : " stalls the hub");
        }
    }

    @FunctionalInterface
    private interface Body {
        Callable<?> preparedBy(WhatYieldsTest test, TaskExecutor executor);
    }
}
