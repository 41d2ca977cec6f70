package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.testing.TestBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The logical executors of simulated hosts: threads borrowed in THREADING, green in EVENTLET. */
class HostExecutorTest extends QueueingTaskExecutorContract {

    private final List<ExecutorRegistry> opened = new ArrayList<>();

    @Override
    TaskExecutor open(int limit) {
        return registry(limit).scope("host-1").executor(ExecutorType.RPC);
    }

    private ExecutorRegistry registry(int limit) {
        ExecutorRegistry registry =
                TestBackend.registry("compute-1", PoolSizes.defaults().with(PoolOption.EXECUTOR_THREAD_POOL_SIZE, limit));
        opened.add(registry);
        return registry;
    }

    @Override
    String threadPrefix() {
        return "host-1.rpc";
    }

    @AfterEach
    void close() {
        opened.forEach(ExecutorRegistry::close);
    }

    @Test
    void oneHostsFullPoolDoesNotDelayAnother() throws Exception {
        ExecutorRegistry registry = registry(2);
        TaskExecutor full = registry.scope("host-1").executor(ExecutorType.RPC);
        CountDownLatch release = new CountDownLatch(1);
        occupy(full, 2, release);
        full.submit("waits", () -> true);
        TaskExecutor other = registry.scope("host-2").executor(ExecutorType.RPC);
        assertThat(other.submit("runs", () -> Thread.currentThread().getName()).get(PATIENCE)).isEqualTo("host-2.rpc-1");
        assertThat(full.statistics().waiting()).isEqualTo(1);
        assertThat(other.statistics().waiting()).isZero();
        release.countDown();
    }

    @Test
    void tenThousandHostsHoldThreadsOnlyForTheirWork() throws Exception {
        ExecutorRegistry registry = registry(2);
        int before = Thread.activeCount();
        List<Executors> hosts = IntStream.range(0, 10_000).mapToObj(i -> registry.scope("host-" + i)).toList();
        assertThat(registry.statistics()).noneMatch(statistics -> statistics.name().startsWith("host-"));
        for (Executors host : hosts.subList(0, 1_000)) {
            host.executor(ExecutorType.RPC).submit("beat", () -> true).get();
        }
        assertThat(Thread.activeCount() - before).isLessThan(200);
        assertThat(registry.statistics().stream().filter(statistics -> statistics.name().startsWith("host-"))).hasSize(1_000);
        assertThat(registry.scope("host-7")).isSameAs(hosts.get(7));
    }

    /** Each host has served messages, built and compared power states; then all of them are idle. */
    @Test
    void tenThousandIdleHostsCostUnderTwoHundredMegabytesAndNoThreadEach() throws Exception {
        ExecutorRegistry registry = registry(64);
        long before = usedMemory();
        int threadsBefore = Thread.activeCount();
        for (int i = 0; i < 10_000; i++) {
            Executors host = registry.scope("host-" + i);
            for (ExecutorType type : List.of(ExecutorType.RPC, ExecutorType.LONG_TASK, ExecutorType.DEFAULT, ExecutorType.SYNC_POWER_STATE)) {
                host.executor(type).submit("beat", () -> true).get();
            }
        }
        long megabytes = (usedMemory() - before) >> 20;
        System.out.println("HostExecutorTest: 10,000 idle hosts with four executors each hold " + megabytes + " MB of heap, "
                + (Thread.activeCount() - threadsBefore) + " threads");
        assertThat(megabytes).isLessThan(200);
        assertThat(Thread.activeCount() - threadsBefore).isLessThan(200);
        assertThat(registry.scope("host-9999").executor(ExecutorType.RPC).statistics().succeeded()).isEqualTo(1);
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
