package io.minova.service;

import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.DelayStatistics;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorStatistics;
import io.minova.concurrency.HubState;
import io.minova.concurrency.LoopStatistics;
import io.minova.concurrency.WaitGuardState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code /actuator/concurrency}: what the process runs on and why, its hub, every executor and loop, what was delayed and what the wait guard has seen.
 *
 * <p>Executors of simulated hosts are summed by pool; {@code ?scope=compute-1-3} shows one host's, {@code ?scope=*} all.
 */
@Endpoint(id = "concurrency")
final class ConcurrencyEndpoint {

    private final BackendSelection selection;
    private final ExecutorRegistry executors;
    private final ServiceLife life;

    ConcurrencyEndpoint(BackendSelection selection, ExecutorRegistry executors, ServiceLife life) {
        this.selection = selection;
        this.executors = executors;
        this.life = life;
    }

    @ReadOperation
    Report report(@Nullable String scope) {
        List<ExecutorStatistics> own = new ArrayList<>();
        List<ExecutorStatistics> shown = new ArrayList<>();
        Map<String, ScopedPool> scoped = new LinkedHashMap<>();
        for (ExecutorStatistics statistics : executors.statistics()) {
            if (statistics.name().startsWith(executors.processName() + ".")) {
                own.add(statistics);
            } else {
                scoped.merge(statistics.pool(), ScopedPool.of(statistics), ScopedPool::plus);
                if (scope != null && (scope.equals("*") || statistics.name().equals(scope + "." + statistics.pool()))) {
                    shown.add(statistics);
                }
            }
        }
        return new Report(
                selection.service(), selection.backend().word(), selection.reason(), selection.release().number(),
                selection.supported().stream().map(backend -> backend.word()).sorted().toList(), executors.hub(), own, List.copyOf(scoped.values()),
                shown,
                executors.loopStatistics(), life.periodicTasks().counts(), executors.waitGuard(), executors.delayQueue().statistics());
    }

    /** The answer. {@code hub} is null in THREADING, which has none. */
    record Report(
            String service, String backend, String reason, String release, List<String> supported, @Nullable HubState hub,
            List<ExecutorStatistics> executors, List<ScopedPool> scopedPools, List<ExecutorStatistics> scopedExecutors, List<LoopStatistics> loops,
            List<PeriodicTasks.Counts> periodicTasks, WaitGuardState waitGuard, DelayStatistics delayedTasks) {}

    /** One pool of all simulated hosts together; percentiles are those of the worst host. */
    record ScopedPool(
            String pool, int scopes, long limit, long submitted, long waiting, long running, long succeeded, long failed, long cancelled,
            long rejected,
            long queuedWarnings, long waitingMax, Duration queueWaitP99Max, Duration runTimeP99Max) {

        private static ScopedPool of(ExecutorStatistics one) {
            return new ScopedPool(
                    one.pool(), 1, one.limit(), one.submitted(), one.waiting(), one.running(), one.succeeded(), one.failed(), one.cancelled(),
                    one.rejected(), one.queuedWarnings(), one.waiting(), one.queueWait().p99(), one.runTime().p99());
        }

        private ScopedPool plus(ScopedPool other) {
            return new ScopedPool(
                    pool, scopes + other.scopes, limit + other.limit, submitted + other.submitted, waiting + other.waiting, running + other.running,
                    succeeded + other.succeeded, failed + other.failed, cancelled + other.cancelled, rejected + other.rejected,
                    queuedWarnings + other.queuedWarnings, Math.max(waitingMax, other.waitingMax), max(queueWaitP99Max, other.queueWaitP99Max),
                    max(runTimeP99Max, other.runTimeP99Max));
        }

        private static Duration max(Duration a, Duration b) {
            return a.compareTo(b) > 0 ? a : b;
        }
    }
}
