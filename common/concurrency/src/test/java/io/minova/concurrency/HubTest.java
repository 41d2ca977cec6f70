package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.testing.CapturedLog;
import io.minova.concurrency.testing.NoLeaks;
import io.minova.concurrency.testing.TestBackend;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a blocking native call does to the others: everything in EVENTLET, nothing through tpool, nothing in THREADING. */
@ExtendWith(NoLeaks.class)
@Timeout(30)
class HubTest {

    private static final int BLOCK_MILLIS = 900;

    @SuppressWarnings("restricted") // a real call that blocks without yielding is the point
    private final MethodHandle usleep = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("usleep"), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private final ExecutorRegistry registry = TestBackend.registry("svc");
    private final TaskExecutor executor = registry.executor(ExecutorType.DEFAULT);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aNativeCallStallsEveryGreenThreadAndOnlyItsOwnNativeOne() throws Exception {
        try (CapturedLog log = new CapturedLog(HubWatch.class.getName())) {
            boolean isStalled = doOthersWaitFor(this::block);
            switch (TestBackend.backend()) {
                case EVENTLET -> {
                    assertThat(isStalled).isTrue();
                    HubState hub = hubAfterItsBlock();
                    assertThat(hub.blockCount()).isGreaterThanOrEqualTo(1);
                    assertThat(hub.longestBlock()).isGreaterThan(Duration.ofMillis(BLOCK_MILLIS / 2));
                    assertThat(hub.lastBlocker()).isEqualTo("svc.default-1");
                    assertThat(log.lines()).anySatisfy(line -> assertThat(line)
                            .startsWith("WARNING the hub has not turned for 200 ms: held by svc.default-1").contains("HubTest.block"));
                }
                case THREADING -> {
                    assertThat(isStalled).isFalse();
                    assertThat(registry.hub()).isNull();
                    assertThat(log.lines()).isEmpty();
                }
            }
        }
    }

    /** A library that starts green threads of its own. */
    @Test
    void aBlockerThatNoExecutorStartedIsNamedWithItsStackToo() throws Exception {
        if (TestBackend.backend() == Backend.THREADING) {
            assertThat(registry.hub()).as("there is no hub to hold").isNull();
            return;
        }
        try (CapturedLog log = new CapturedLog(HubWatch.class.getName())) {
            Thread.ofVirtual().name("foreign").start(() -> {
                try {
                    block();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }).join();
            assertThat(hubAfterItsBlock().lastBlocker()).isEqualTo("foreign");
            assertThat(log.lines()).anySatisfy(line -> assertThat(line)
                    .contains("held by foreign, which no executor of this process started").contains("HubTest.block"));
        }
    }

    @Test
    void throughTpoolItStallsNobody() throws Exception {
        assertThat(doOthersWaitFor(() -> registry.tpool().call(this::block))).isFalse();
        assertNothingHeldTheHub();
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
    void anIdleHubIsNotReported() throws Exception {
        executor.submit("sleep", () -> {
            Thread.sleep(300);
            return true;
        }).get();
        assertNothingHeldTheHub();
    }

    /** The watch lives on a thread of its own and may learn of the end of the block a little after us. */
    private HubState hubAfterItsBlock() throws InterruptedException {
        HubState hub = registry.hub();
        for (int i = 0; i < 1_000 && (hub.blockCount() == 0 || hub.longestBlock().toMillis() < BLOCK_MILLIS / 2); i++) {
            Thread.sleep(5);
            hub = registry.hub();
        }
        return hub;
    }

    /** A busy machine may keep the hub waiting; what must not be is a task of ours that does. */
    private void assertNothingHeldTheHub() {
        switch (TestBackend.backend()) {
            case EVENTLET -> assertThat(registry.hub().lastBlocker()).isNull();
            case THREADING -> assertThat(registry.hub()).isNull();
        }
    }

    /** Whether another task of this process ends only after {@code blocking} has. */
    private boolean doOthersWaitFor(Callable<Boolean> blocking) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        TaskFuture<Boolean> blocked = executor.submit("block", () -> {
            started.countDown();
            return blocking.call();
        });
        started.await();
        executor.submit("other", () -> true).get();
        boolean isStalled = blocked.state() != TaskFuture.State.RUNNING;
        blocked.get();
        return isStalled;
    }

    private boolean block() throws Exception {
        try {
            return (int) usleep.invokeExact(BLOCK_MILLIS * 1000) == 0;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }
}
