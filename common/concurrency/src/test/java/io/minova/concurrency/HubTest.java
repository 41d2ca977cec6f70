package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.testing.Await;
import io.minova.concurrency.testing.CapturedLog;
import io.minova.concurrency.testing.TestBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a blocking native call does to the others: everything in EVENTLET, nothing through tpool, nothing in THREADING. */
@Timeout(180)
class HubTest {

    /** Signs of life, one in 50 ms: four of them are the threshold of the watch. */
    private static final int BEATS = 6;

    private final ExecutorRegistry registry = TestBackend.registry("svc");
    private final TaskExecutor executor = registry.executor(ExecutorType.DEFAULT);
    private final BlockingCall call = new BlockingCall();

    @AfterEach
    void close() {
        registry.close();
        call.close();
    }

    @Test
    void aNativeCallStallsEveryGreenThreadAndOnlyItsOwnNativeOne() throws Exception {
        try (CapturedLog log = new CapturedLog(HubWatch.class.getName())) {
            TaskFuture<Boolean> blocked = executor.submit("block", call::enter);
            call.awaitEntered();
            TaskFuture<Boolean> other = executor.submit("other", call::isOver);
            switch (TestBackend.backend()) {
                case EVENTLET -> {
                    awaitLine(log, "held by svc.default-1", "BlockingCall.enter");
                    assertThat(registry.hub().blockCount()).isPositive();
                    assertThat(registry.hub().longestBlock()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
                    assertThat(registry.hub().lastBlocker()).isEqualTo("svc.default-1");
                    assertThat(other.state()).isEqualTo(TaskFuture.State.WAITING);
                    call.release();
                    assertThat(other.get(Await.PATIENCE)).as("ran after the call only").isTrue();
                    awaitLine(log, "WARNING the hub turns again after");
                }
                case THREADING -> {
                    assertThat(other.get(Await.PATIENCE)).as("ran after the call only").isFalse();
                    call.release();
                    assertThat(registry.hub()).isNull();
                    assertThat(log.lines()).isEmpty();
                }
            }
            assertThat(blocked.get(Await.PATIENCE)).isTrue();
        }
    }

    /** A library that starts green threads of its own. */
    @Test
    void aBlockerThatNoExecutorStartedIsReportedWithoutAName() throws Exception {
        if (TestBackend.backend() == Backend.THREADING) {
            assertThat(registry.hub()).as("there is no hub to hold").isNull();
            return;
        }
        try (CapturedLog log = new CapturedLog(HubWatch.class.getName())) {
            Thread foreign = Thread.ofVirtual().name("foreign").start(call::enter);
            call.awaitEntered();
            awaitLine(log, "nobody was found on it", "a green thread that none of our executors started holds it");
            assertThat(registry.hub().lastBlocker()).isNull();
            call.release();
            foreign.join();
        }
    }

    @Test
    void throughTpoolItStallsNobody() throws Exception {
        try (CapturedLog log = new CapturedLog(HubWatch.class.getName())) {
            TaskFuture<Boolean> blocked = executor.submit("block", () -> registry.tpool().call(call::enter));
            call.awaitEntered();
            assertThat(executor.submit("other", call::isOver).get(Await.PATIENCE)).as("ran after the call only").isFalse();
            awaitBeats();
            assertThat(log.lines()).as("who holds the hub").noneMatch(line -> line.contains("BlockingCall.enter"));
            call.release();
            assertThat(blocked.get(Await.PATIENCE)).isTrue();
        }
    }

    @Test
    void tpoolRunsOnANativeThreadWithTheCallersContextAndRaisesWhatTheCallRaises() throws Exception {
        RequestContext context = RequestContext.admin("req-2");
        TaskFuture<Thread> where = context.call(() -> executor.submit("ask", () -> registry.tpool().call(() -> {
            assertThat(RequestContext.current()).isEqualTo(context);
            return Thread.currentThread();
        })));
        assertThat(where.get().isVirtual()).isFalse();
        assertThat(where.get().getName()).isEqualTo(TestBackend.backend() == Backend.EVENTLET ? "svc.tpool-1" : "svc.default-1");
        TaskFuture<Object> failing = executor.submit("fail", () -> registry.tpool().call(() -> {
            throw new IOException("disk");
        }));
        assertThatThrownBy(failing::get).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aTaskThatWaitsDoesNotHoldTheHub() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        QueueingTaskExecutorContract.occupy(executor, 1, release);
        awaitBeats();
        switch (TestBackend.backend()) {
            // A busy machine may keep the hub waiting; what must not be is a task of ours that does.
            case EVENTLET -> assertThat(registry.hub().lastBlocker()).isNull();
            case THREADING -> assertThat(registry.hub()).isNull();
        }
        release.countDown();
    }

    private void awaitBeats() {
        HubState before = registry.hub();
        if (before != null) {
            Await.until("the hub has turned " + BEATS + " times", () -> registry.hub().beats() >= before.beats() + BEATS);
        }
    }

    private static void awaitLine(CapturedLog log, String... parts) {
        Await.until("a line says " + String.join(" and ", parts), () -> log.lines().stream().anyMatch(line -> {
            for (String part : parts) {
                if (!line.contains(part)) {
                    return false;
                }
            }
            return true;
        }));
    }
}
