package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.minova.concurrency.testing.Await;
import io.minova.concurrency.testing.CapturedLog;
import io.minova.concurrency.testing.FakeTime;
import io.minova.concurrency.testing.TestBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class LoopingCallTest {

    private static final Duration PATIENCE = Await.PATIENCE;

    private final FakeTime time = new FakeTime();
    private final ExecutorRegistry registry = new ExecutorRegistry(TestBackend.selection(), "svc", PoolSizes.defaults(), Time.system());
    private final List<Long> starts = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void startsAnIntervalAfterTheLastStartOnceTheInitialDelayIsOver() throws Exception {
        LoopingCall loop = fakeLoop(Duration.ofSeconds(5), Duration.ofSeconds(10), () -> {
            starts.add(time.nanoTime() / 1_000_000_000);
            time.advance(Duration.ofSeconds(3));
        });
        time.awaitSleepers(1);
        assertThat(starts).isEmpty();
        time.advance(Duration.ofSeconds(5));
        awaitRuns(loop, 1);
        time.advance(Duration.ofSeconds(7));
        awaitRuns(loop, 2);
        assertThat(starts).containsExactly(5L, 15L);
        assertThat(loop.statistics().outlasted()).isZero();
        loop.stop();
        assertThat(loop.awaitEnd(PATIENCE)).isTrue();
    }

    @Test
    void aRunThatOutlastsTheIntervalIsFollowedAtOnceWithAWarningAndNoCatchingUp() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (CapturedLog log = new CapturedLog(LoopingCall.class.getName())) {
            LoopingCall loop = fakeLoop(Duration.ZERO, Duration.ofSeconds(10), () -> {
                starts.add(time.nanoTime() / 1_000_000_000);
                if (runs.incrementAndGet() == 1) {
                    time.advance(Duration.ofSeconds(35));
                }
            });
            awaitRuns(loop, 2);
            assertThat(starts).containsExactly(0L, 35L);
            assertThat(loop.statistics().outlasted()).isEqualTo(1);
            assertThat(log.lines()).containsExactly("WARNING loop svc.fake outlasted interval PT10S by PT25S");
            loop.stop();
            assertThat(loop.awaitEnd(PATIENCE)).isTrue();
        }
    }

    @Test
    void aFailingRunIsLoggedAndCountedAndTheLoopGoesOn() throws Exception {
        try (CapturedLog log = new CapturedLog(LoopingCall.class.getName())) {
            LoopingCall loop = fakeLoop(Duration.ZERO, Duration.ofSeconds(1), () -> {
                throw new IllegalStateException("bad beat");
            });
            awaitRuns(loop, 1);
            time.advance(Duration.ofSeconds(1));
            awaitRuns(loop, 2);
            assertThat(loop.statistics().failures()).isEqualTo(2);
            assertThat(loop.statistics().lastFailure()).contains("bad beat");
            assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("loop svc.fake failed and goes on"));
            loop.stop();
            assertThat(loop.awaitEnd(PATIENCE)).isTrue();
        }
    }

    @Test
    void stopWakesASleepingLoopAtOnce() throws Exception {
        LoopingCall loop = registry.startLoop("sleeper", Duration.ofHours(1), Duration.ofHours(1), () -> {});
        assertThat(registry.loopStatistics()).extracting(LoopStatistics::name).containsExactly("svc.sleeper");
        loop.stop();
        assertThat(loop.awaitEnd(PATIENCE)).isTrue();
        assertThat(loop.statistics().runs()).isZero();
    }

    @Test
    void stopLetsARunFinishUninterrupted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        LoopingCall loop = registry.startLoop("busy", Duration.ZERO, Duration.ofMillis(1), () -> {
            started.countDown();
            try {
                release.await();
                interrupted.set(false);
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        started.await();
        loop.stop();
        assertThat(loop.awaitEnd(Duration.ofMillis(5))).isFalse();
        release.countDown();
        assertThat(loop.awaitEnd(PATIENCE)).isTrue();
        assertThat(interrupted.get()).isFalse();
        assertThat(loop.statistics().runs()).isEqualTo(1);
    }

    @Test
    void livesOnANamedThreadOfTheBackendsKind() throws Exception {
        AtomicReference<Thread> seen = new AtomicReference<>();
        CountDownLatch ran = new CountDownLatch(1);
        registry.startLoop("report_state", Duration.ZERO, Duration.ofHours(1), () -> {
            seen.set(Thread.currentThread());
            ran.countDown();
        });
        ran.await();
        assertThat(seen.get().getName()).isEqualTo("svc.report_state");
        assertThat(seen.get().isVirtual()).isEqualTo(TestBackend.backend() == Backend.EVENTLET);
    }

    @Test
    void closingTheRegistryEndsItsLoopsAndRefusesNewOnes() {
        LoopingCall loop = registry.startLoop("sleeper", Duration.ofHours(1), Duration.ofHours(1), () -> {});
        registry.close();
        assertThat(registry.loopStatistics()).isEmpty();
        assertThat(loop.statistics().runs()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> registry.startLoop("late", Duration.ZERO, Duration.ofSeconds(1), () -> {}))
                .withMessageContaining("shut down");
        assertThatIllegalStateException().isThrownBy(() -> registry.executor(ExecutorType.DEFAULT)).withMessageContaining("svc.default");
    }

    @Test
    void anIntervalOfNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> registry.startLoop("hot", Duration.ZERO, Duration.ZERO, () -> {}))
                .withMessageContaining("svc.hot");
    }

    @Test
    void aLoopThatBacksOffTriesUntilItIsDone() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        BackOff quick = new BackOff(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ZERO, 0.75, new java.util.Random(1));
        LoopingCall loop = registry.startBackOffLoop("connect", quick, () -> switch (attempts.incrementAndGet()) {
            case 1 -> LoopingCall.Outcome.AGAIN;
            case 2 -> throw new java.io.IOException("refused");
            case 3 -> LoopingCall.Outcome.PROGRESS;
            default -> LoopingCall.Outcome.DONE;
        });
        assertThat(loop.awaitEnd(PATIENCE)).isTrue();
        assertThat(loop.statistics().runs()).isEqualTo(4);
        assertThat(loop.statistics().failures()).isEqualTo(1);
        assertThat(loop.statistics().lastFailure()).contains("refused");
    }

    @Test
    void aLoopThatBacksOffGivesUpAloudWhenItsTotalIsUsedUp() throws Exception {
        try (CapturedLog log = new CapturedLog(LoopingCall.class.getName())) {
            BackOff brief = new BackOff(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3), 0.75, new java.util.Random(1));
            LoopingCall loop = registry.startBackOffLoop("connect", brief, () -> LoopingCall.Outcome.AGAIN);
            assertThat(loop.awaitEnd(PATIENCE)).isTrue();
            assertThat(log.lines()).anyMatch(line -> line.startsWith("SEVERE loop svc.connect gives up"));
        }
    }

    @Test
    void aLoopIsStartedOnce() throws Exception {
        LoopingCall loop = fakeLoop(Duration.ofHours(1), Duration.ofHours(1), () -> {});
        time.awaitSleepers(1);
        assertThatIllegalStateException().isThrownBy(loop::loop).withMessageContaining("svc.fake has been started before");
        loop.stop();
        assertThat(loop.awaitEnd(PATIENCE)).isTrue();
    }

    private LoopingCall fakeLoop(Duration initialDelay, Duration interval, Runnable body) {
        LoopingCall loop = LoopingCall.everyInterval("svc.fake", initialDelay, interval, body, time);
        return loop.startedOn(PlatformThreads.start("svc.fake", loop::loop));
    }

    private void awaitRuns(LoopingCall loop, long runs) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (loop.statistics().runs() < runs && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        time.awaitSleepers(1);
        assertThat(loop.statistics().runs()).isEqualTo(runs);
    }
}
