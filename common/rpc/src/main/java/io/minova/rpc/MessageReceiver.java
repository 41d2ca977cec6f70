package io.minova.rpc;

import io.minova.concurrency.TaskExecutor;
import io.minova.concurrency.TaskFuture;
import io.minova.concurrency.Time;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The server side over any transport: gives each message to the executor of its target, runs the handler there, sends the answer.
 *
 * <p>Guarantees: takes messages only between {@link #accept} and {@link #stopAccepting}; a message delivered again is not run again.
 * <p>Threads: safe for any caller; {@link #take} never blocks, so that one transport thread serves all targets.
 * <p>Failure: a handler's exception is the answer of a call, and a log line with the request id for a cast.
 * <p>Mirrors {@code oslo_messaging/rpc/dispatcher.py: RPCDispatcher} and {@code oslo_messaging/server.py}; a queue without limit, as there.
 */
public final class MessageReceiver implements RpcServer, RpcListener {

    private static final System.Logger LOG = System.getLogger(MessageReceiver.class.getName());

    // A redelivery follows a broken connection within the sender's patience of 60 s; 20,000 is twenty seconds at a thousand messages a second.
    private static final int RECENT_IDS_MAX = 20_000;
    // A typical answer has a few hundred bytes, a whole host's list of instances a million.
    private static final int RECENT_ANSWER_BYTES_MAX = 4 << 20;
    private static final Duration RECENT_KEEP = Duration.ofSeconds(90);

    private static final byte[] NO_ANSWER = {};

    private final RpcStatistics statistics;
    private final Time time;
    private final RecentMessages recent;
    // One for all hosts that a process serves it for: it has a reader and a writer for each argument of each method.
    private final ConcurrentHashMap<Class<?>, RpcContract> contracts = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<RpcTarget, Served> served = new ConcurrentHashMap<>();
    private final AtomicLong inFlight = new AtomicLong();
    private final Object idle = new Object();
    private volatile boolean accepting;
    private volatile Runnable onIntakeChange = () -> {};

    public MessageReceiver(RpcStatistics statistics, Time time) {
        this.statistics = statistics;
        this.time = time;
        this.recent = new RecentMessages(RECENT_IDS_MAX, RECENT_ANSWER_BYTES_MAX, RECENT_KEEP, time);
    }

    @Override
    public <T> void serve(Class<T> api, T implementation, TaskExecutor executor) {
        add(api, null, implementation, executor);
    }

    @Override
    public <T> void serve(Class<T> api, String server, T implementation, TaskExecutor executor) {
        add(api, server, implementation, executor);
    }

    private void add(Class<?> api, @Nullable String server, Object implementation, TaskExecutor executor) {
        RpcContract contract = contracts.computeIfAbsent(api, type -> RpcContract.of(type, WireFormat.mapper(), statistics));
        RpcTarget target = new RpcTarget(contract.topic(), server);
        if (served.putIfAbsent(target, new Served(contract, implementation, executor)) != null) {
            throw new IllegalStateException("Messages to " + target + " are served already");
        }
    }

    /** What is served here, for the start-up log. */
    public List<String> targets() {
        return served.keySet().stream().map(RpcTarget::toString).sorted().toList();
    }

    /** From now on messages are taken. */
    public void accept() {
        accepting = true;
        onIntakeChange.run();
    }

    /** From now on no message is taken; those taken go on. */
    public void stopAccepting() {
        accepting = false;
        onIntakeChange.run();
    }

    /** What a transport that fetches messages does when {@link #isAccepting} has changed. */
    public void onIntakeChange(Runnable action) {
        onIntakeChange = action;
    }

    /** What is served here, as senders address it. */
    public Set<RpcTarget> served() {
        return Set.copyOf(served.keySet());
    }

    public boolean isAccepting() {
        return accepting;
    }

    /** Messages taken whose handler has not ended. */
    public long inFlightCount() {
        return inFlight.get();
    }

    /** Waits until every message taken has been handled; false when {@code timeout} came first. */
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        long deadline = time.nanoTime() + timeout.toNanos();
        synchronized (idle) {
            while (inFlight.get() > 0) {
                long millis = (deadline - time.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                idle.wait(millis);
            }
            return true;
        }
    }

    @Override
    public IncomingMessage read(byte[] body) {
        return WireFormat.head(body);
    }

    @Override
    public Intake take(IncomingMessage message, Reply reply, Runnable ended) {
        // Counted before the look at accepting: whoever waits for idle after stopAccepting misses nobody.
        inFlight.incrementAndGet();
        if (!accepting) {
            end();
            return Intake.NOT_ACCEPTING;
        }
        Served target = served.get(message.target());
        RpcMethod method = target == null ? null : target.contract.byName().get(message.method());
        if (target == null || method == null) {
            end();
            return Intake.NOT_SERVED;
        }
        if (!recent.isNew(message.id(), reply, message.kind())) {
            end();
            statistics.countRedelivered();
            LOG.log(System.Logger.Level.DEBUG, "Message {0} {1} came again and was not run again", message.id(), method.name());
            ended.run();
            return Intake.TAKEN;
        }
        return submit(message, target, method, ended);
    }

    private Intake submit(IncomingMessage message, Served target, RpcMethod method, Runnable ended) {
        long taken = time.nanoTime();
        try {
            TaskFuture<Boolean> future =
                    message.context().call(() -> target.executor.submit(method.name(), () -> handle(message, target, method, taken)));
            future.whenDone(() -> {
                if (future.state() == TaskFuture.State.CANCELLED) {
                    answer(message,
                            WireFormat.failure(new NovaException(ErrorCode.MESSAGE_NOT_ACCEPTED, method.name() + " was cancelled by a shutdown")));
                }
                ended.run();
                end();
            });
            return Intake.TAKEN;
        } catch (RejectedExecutionException e) {
            recent.forget(message.id());
            end();
            return Intake.NOT_ACCEPTING;
        } catch (Exception e) {
            throw new IllegalStateException("Message " + message.id() + " could not be submitted", e);
        }
    }

    private Boolean handle(IncomingMessage message, Served target, RpcMethod method, long taken) throws Exception {
        Instant deadline = message.context().deadline();
        if (message.kind() == IncomingMessage.Kind.CALL && deadline != null && time.now().isAfter(deadline)) {
            drop(message, method, taken);
            return false;
        }
        try {
            @Nullable Object[] arguments = WireFormat.arguments(message.arguments(), method);
            Object result = CurrentMessage.call(message.id(), () -> invoke(target, method, arguments));
            byte[] answer = message.kind() == IncomingMessage.Kind.CALL ? WireFormat.result(method, result) : NO_ANSWER;
            // Counted before the answer: a sender who has it finds it counted.
            method.counters().handled(time.nanoTime() - taken, false);
            answer(message, answer);
            return true;
        } catch (Throwable e) { // the edge of the server: whatever a handler threw is the sender's answer
            method.counters().handled(time.nanoTime() - taken, true);
            log(message, method, e);
            answer(message, WireFormat.failure(e));
            throw e;
        }
    }

    private static @Nullable Object invoke(Served target, RpcMethod method, @Nullable Object[] arguments) throws Exception {
        try {
            return method.method().invoke(target.implementation, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception exception ? exception : e;
        }
    }

    private void drop(IncomingMessage message, RpcMethod method, long taken) {
        statistics.countExpired();
        Duration waited = Duration.ofNanos(time.nanoTime() - taken);
        LOG.log(
                System.Logger.Level.WARNING, "Dropped call {0} to {1}: its sender stopped waiting while it was queued here for {2} ms ({3})",
                method.name(),
                message.target(), waited.toMillis(), message.context().requestId());
        answer(message,
                WireFormat.failure(new NovaException(ErrorCode.MESSAGING_TIMEOUT, method.name() + " waited too long in the receiver's queue")));
    }

    private void answer(IncomingMessage message, byte[] answer) {
        recent.answer(message.id(), answer);
    }

    // What a caller gets as an answer is his to log; a cast has nobody else.
    private static void log(IncomingMessage message, RpcMethod method, Throwable e) {
        boolean isCall = message.kind() == IncomingMessage.Kind.CALL;
        boolean isExpected = e instanceof NovaException;
        System.Logger.Level level =
                isCall ? isExpected ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING : System.Logger.Level.ERROR;
        if (LOG.isLoggable(level)) {
            String text = (isCall ? "Call " : "Cast ") + method.name() + " to " + message.target() + " failed (" + message.context().requestId()
                    + "): " + e;
            if (isExpected) {
                LOG.log(level, text);
            } else {
                LOG.log(level, text, e);
            }
        }
    }

    private void end() {
        if (inFlight.decrementAndGet() == 0 && !accepting) {
            synchronized (idle) {
                idle.notifyAll();
            }
        }
    }

    private record Served(RpcContract contract, Object implementation, TaskExecutor executor) {}
}
