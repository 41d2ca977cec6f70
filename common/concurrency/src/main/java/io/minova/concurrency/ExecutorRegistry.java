package io.minova.concurrency;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates, names, counts and closes everything of a process that runs tasks: executors, delayed tasks, looping calls, tpool, hub watch and wait
 * guard.
 *
 * <p>Guarantees: built only where the JVM obeys the selection, and then builds nothing of the other backend. An executor is made at its first use,
 * once; ten thousand scopes that do nothing hold no thread.
 * <p>Threads: safe for any caller.
 * <p>Failure: after {@link #close} it makes nothing more and throws {@link IllegalStateException}.
 * <p>Mirrors {@code nova/thread_pool_factory.py: ThreadPoolFactory}.
 */
public final class ExecutorRegistry implements Executors, AutoCloseable {

    private static final Logger LOG = System.getLogger(ExecutorRegistry.class.getName());
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Set<ExecutorRegistry> OPEN = ConcurrentHashMap.newKeySet();

    private final BackendSelection selection;
    private final String processName;
    private final PoolSizes sizes;
    private final Time time;

    private final ExecutorSet process;
    private final Map<String, ExecutorSet> scopes = new ConcurrentHashMap<>();
    private final List<LoopingCall> loops = new CopyOnWriteArrayList<>();
    private final @Nullable ElasticThreads elasticThreads;
    private final @Nullable CountedTaskExecutor tpoolThreads;
    private final @Nullable HubWatch hubWatch;
    private final @Nullable WaitGuard waitGuard;
    private final Set<ExecutorType> warnedOf = ConcurrentHashMap.newKeySet();
    private final DelayQueue delayQueue;
    private final Tpool tpool;
    private volatile boolean isClosed;

    public ExecutorRegistry(BackendSelection selection, String processName, PoolSizes sizes, Time time) {
        this(selection, processName, sizes, time, WaitGuardMode.WARN);
    }

    /** {@code waitGuard}: what happens when a task waits for one that cannot start because of the wait. */
    public ExecutorRegistry(BackendSelection selection, String processName, PoolSizes sizes, Time time, WaitGuardMode waitGuard) {
        this(selection, processName, sizes, time, waitGuard, HubWatch.DEFAULT_THRESHOLD);
    }

    /** {@code hubThreshold}: how long the hub may stand still before it is reported; of no effect in THREADING. */
    public ExecutorRegistry(
            BackendSelection selection, String processName, PoolSizes sizes, Time time, WaitGuardMode waitGuard, Duration hubThreshold) {
        this.selection = BackendSelector.select(selection);
        BackendSelector.confirm(selection);
        this.processName = processName;
        this.sizes = sizes;
        this.time = time;
        this.waitGuard = waitGuard == WaitGuardMode.OFF ? null : new WaitGuard(waitGuard);
        this.process = new ExecutorSet(processName, sizes, selection.backend(), this::makeForProcess,
                (kind, shared) -> makeCapped(processName, kind, shared, TaskTimes.Footprint.PROCESS));
        boolean isGreen = selection.backend() == Backend.EVENTLET;
        this.elasticThreads = isGreen ? null : new ElasticThreads(processName);
        this.tpoolThreads = isGreen ? ThreadPoolTaskExecutor.openForTpool(tpoolSettings()) : null;
        this.tpool = new Tpool(tpoolThreads);
        this.hubWatch = isGreen ? new HubWatch(processName, hubThreshold, this::greenThreads, time) : null;
        this.delayQueue = new DelayQueue(processName + ".delayed_tasks", time, this::startThread);
        OPEN.add(this);
    }

    /** Registries of this JVM that are not closed yet, for diagnosis and leak checks. */
    public static Collection<ExecutorRegistry> open() {
        return List.copyOf(OPEN);
    }

    public BackendSelection selection() {
        return selection;
    }

    public String processName() {
        return processName;
    }

    public PoolSizes sizes() {
        return sizes;
    }

    @Override
    public TaskExecutor executor(ExecutorType type) {
        return process.executor(type);
    }

    @Override
    public TaskLimit newBuildLimit() {
        return process.newBuildLimit();
    }

    @Override
    public TaskLimit newSnapshotLimit() {
        return process.newSnapshotLimit();
    }

    @Override
    public TaskExecutor forBuilds() {
        return process.forBuilds();
    }

    @Override
    public TaskExecutor forSnapshots() {
        return process.forSnapshots();
    }

    /** The executors of one simulated host: same limits, own queues and statistics, threads shared with the other hosts. */
    public Executors scope(String scopeName) {
        return scopes.computeIfAbsent(scopeName, name -> new ExecutorSet(name, sizes, selection.backend(), type -> makeForScope(name, type),
                (kind, shared) -> makeCapped(name, kind, shared, TaskTimes.Footprint.HOST)));
    }

    /** Starts a loop on a thread of its own, {@code process.name}. */
    public LoopingCall startLoop(String name, Duration initialDelay, Duration interval, Runnable body) {
        return startLoop(LoopingCall.everyInterval(processName + "." + name, initialDelay, interval, body, time));
    }

    /** Starts a loop that tries something until it is done, ever more rarely while it fails. */
    public LoopingCall startBackOffLoop(String name, BackOff backOff, LoopingCall.Attempt attempt) {
        return startLoop(LoopingCall.backingOff(processName + "." + name, backOff, attempt, time));
    }

    private LoopingCall startLoop(LoopingCall loop) {
        refuseIfClosed("loop " + loop.name());
        loops.add(loop);
        return loop.startedOn(startThread(loop.name(), () -> {
            try {
                loop.loop();
            } finally {
                loops.remove(loop);
            }
        }));
    }

    private Thread startThread(String name, Runnable body) {
        return switch (selection.backend()) {
            case EVENTLET -> GreenThreads.start(name, body);
            case THREADING -> PlatformThreads.start(name, body);
        };
    }

    /** Threads of this process's backend for a library that makes its own: in EVENTLET they stand still with the hub. It must end them itself. */
    public ThreadFactory libraryThreads(String name) {
        return switch (selection.backend()) {
            case EVENTLET -> body -> GreenThreads.unstarted(processName + "." + name, body);
            case THREADING -> body -> PlatformThreads.unstarted(processName + "." + name, body);
        };
    }

    /** Tasks of this process and its hosts that are to start later. */
    public DelayQueue delayQueue() {
        return delayQueue;
    }

    /** What the wait guard has seen. */
    public WaitGuardState waitGuard() {
        WaitGuard guard = waitGuard;
        return guard == null ? new WaitGuardState(WaitGuardMode.OFF, 0, 0, 0, null) : guard.state();
    }

    public Tpool tpool() {
        return tpool;
    }

    /** The hub of EVENTLET; null in THREADING, which has none. */
    public @Nullable HubState hub() {
        HubWatch watch = hubWatch;
        return watch == null ? null : watch.state();
    }

    /** Of every executor that has been used: those of the process, tpool, then those of the scopes by name. */
    public List<ExecutorStatistics> statistics() {
        return existing().map(executor -> {
            // The hub turns while thousands of hosts are counted.
            CooperativeYield.letOthersRun();
            return executor.statistics();
        }).toList();
    }

    /** Of every loop that has not ended. */
    public List<LoopStatistics> loopStatistics() {
        return loops.stream().map(LoopingCall::statistics).toList();
    }

    /** Stops intake and loops, cancels what waits, and gives what runs {@code 5 s} to end; what then still runs is named and left behind. */
    @Override
    public void close() {
        isClosed = true;
        List<LoopingCall> ending = List.copyOf(loops);
        ending.forEach(LoopingCall::stop);
        try {
            long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
            delayQueue.drain(TaskExecutor.DrainMode.RUNNING_ONLY, CLOSE_TIMEOUT);
            // All of them before the first wait: one executor's tasks may hold up another's.
            existing().toList().forEach(executor -> executor.stop(TaskExecutor.DrainMode.RUNNING_ONLY));
            for (CountedTaskExecutor executor : existing().toList()) {
                if (!executor.drain(TaskExecutor.DrainMode.RUNNING_ONLY, Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                    LOG.log(Level.WARNING, "executor {0} still runs {1} tasks and is left behind", executor.name(), executor.statistics().running());
                }
            }
            for (LoopingCall loop : ending) {
                if (!loop.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                    LOG.log(Level.WARNING, "loop {0} still runs and is left behind", loop.name());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeThreadSources();
            OPEN.remove(this);
        }
    }

    private void closeThreadSources() {
        if (elasticThreads != null) {
            elasticThreads.close();
        }
        if (hubWatch != null) {
            hubWatch.close();
        }
    }

    private CountedTaskExecutor makeForProcess(ExecutorType type) {
        warnOnce(type);
        ExecutorSettings settings = settings(processName, type, TaskTimes.Footprint.PROCESS);
        LOG.log(Level.INFO, "executor {0} is initialized, limit {1}", settings.name(), String.valueOf(settings.limit()));
        return switch (selection.backend()) {
            case EVENTLET -> new GreenTaskExecutor(settings);
            case THREADING -> ThreadPoolTaskExecutor.open(settings);
        };
    }

    private CountedTaskExecutor makeForScope(String scope, ExecutorType type) {
        warnOnce(type);
        ExecutorSettings settings = settings(scope, type, TaskTimes.Footprint.HOST);
        ElasticThreads threads = elasticThreads;
        return threads == null ? new GreenTaskExecutor(settings) : new BorrowingTaskExecutor(settings, threads);
    }

    private CountedTaskExecutor makeCapped(String owner, LongTask kind, CountedTaskExecutor shared, TaskTimes.Footprint footprint) {
        refuseIfClosed("executor " + owner + "." + kind.poolName());
        return new CappedTaskExecutor(
                new ExecutorSettings(owner, kind.poolName(), sizes.longTasksMax(kind, selection.backend()), kind.option.optionName(),
                        statisticPeriod(),
                        footprint, time, waitGuard),
                shared);
    }

    private void warnOnce(ExecutorType type) {
        List<String> warnings = sizes.warnings(type, selection.backend());
        if (!warnings.isEmpty() && warnedOf.add(type)) {
            warnings.forEach(warning -> LOG.log(Level.WARNING, warning));
        }
    }

    private ExecutorSettings settings(String owner, ExecutorType type, TaskTimes.Footprint footprint) {
        refuseIfClosed("executor " + owner + "." + type.poolName());
        Backend backend = selection.backend();
        return new ExecutorSettings(
                owner, type.poolName(), sizes.limit(type, backend), PoolSizes.optionFor(type, backend), statisticPeriod(), footprint, time,
                waitGuard);
    }

    private ExecutorSettings tpoolSettings() {
        return new ExecutorSettings(processName, "tpool", Tpool.THREADS, "none, fixed", statisticPeriod(), TaskTimes.Footprint.PROCESS, time,
                waitGuard);
    }

    private int statisticPeriod() {
        return sizes.value(PoolOption.THREAD_POOL_STATISTIC_PERIOD);
    }

    private void refuseIfClosed(String what) {
        if (isClosed) {
            throw new IllegalStateException(what + " cannot be made: the executors of " + processName + " are shut down");
        }
    }

    private Stream<CountedTaskExecutor> existing() {
        List<ExecutorSet> hosts = new ArrayList<>(scopes.values());
        hosts.sort(Comparator.comparing(ExecutorSet::owner));
        Stream<CountedTaskExecutor> own = Stream.concat(process.existing(), Stream.ofNullable(tpoolThreads));
        return Stream.concat(own, hosts.stream().flatMap(ExecutorSet::existing));
    }

    private Stream<Thread> greenThreads() {
        Stream<Thread> loopThreads = loops.stream().map(LoopingCall::thread).flatMap(Stream::ofNullable);
        return Stream.concat(existing().flatMap(executor -> executor.threads().stream()), loopThreads);
    }
}
