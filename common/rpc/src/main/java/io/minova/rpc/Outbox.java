package io.minova.rpc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.Time;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.rpc.RpcTransport.OutgoingMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Casts on their way: one that its receiver cannot take now is kept here and tried again until {@code rpc_response_timeout}, while its sender goes on.
 *
 * <p>A sender that waited instead would hold its RPC thread; enough of them, and a receiver that restarts could not ask the sender's process for what it
 * needs to start. The message is not the only record of what it asks for, so one that nobody took in time is dropped, with a warning.
 * <p>Guarantees: messages to one target arrive in the order in which they were sent.
 * <p>Bounds: {@link #PARKED_MAX} messages; beyond that {@code MessageNotAccepted}.
 * <p>Threads: safe for any caller; one loop delivers what is parked, from the first time anything is.
 * <p>Stands in for the broker's queues.
 */
public final class Outbox {

    private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

    // About 2 KB each.
    static final int PARKED_MAX = 20_000;

    private static final Duration PAUSE = Duration.ofMillis(50);
    // A target that takes longer than this to say no is hung, and the others must not wait behind it.
    private static final Duration SLOW = Duration.ofSeconds(1);

    private record Parked(OutgoingMessage message, long untilNanos) {}

    private final RpcTransport transport;
    private final ExecutorRegistry executors;
    private final RpcOptions options;
    private final RpcStatistics statistics;
    private final Time time;
    private final LongAdder dropped = new LongAdder();

    private final ReentrantLock lock = new ReentrantLock();
    @GuardedBy("lock")
    private final Map<RpcTarget, Deque<Parked>> parked = new LinkedHashMap<>();
    @GuardedBy("lock")
    private int count;
    @GuardedBy("lock")
    private boolean isDelivering;

    public Outbox(RpcTransport transport, ExecutorRegistry executors, RpcOptions options, RpcStatistics statistics, Time time) {
        this.transport = transport;
        this.executors = executors;
        this.options = options;
        this.statistics = statistics;
        this.time = time;
    }

    /** Returns when the receiver has taken the message, or when it is kept here. */
    public void send(OutgoingMessage message) {
        if (!hasParked(message.target()) && transport.offer(message)) {
            return;
        }
        park(message);
    }

    /** How many messages wait to be taken. */
    public int waitingCount() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** How many nobody took in time. */
    public long droppedCount() {
        return dropped.sum();
    }

    /** Waits until nothing waits any more; false when {@code timeout} came first. */
    public boolean awaitEmpty(Duration timeout) throws InterruptedException {
        long end = time.nanoTime() + timeout.toNanos();
        while (waitingCount() > 0) {
            if (time.nanoTime() - end >= 0) {
                return false;
            }
            time.sleep(PAUSE);
        }
        return true;
    }

    private boolean hasParked(RpcTarget target) {
        lock.lock();
        try {
            return parked.containsKey(target);
        } finally {
            lock.unlock();
        }
    }

    private void park(OutgoingMessage message) {
        lock.lock();
        try {
            if (count >= PARKED_MAX) {
                throw new NovaException(ErrorCode.MESSAGE_NOT_ACCEPTED, message + ": " + count + " messages already wait for their receivers");
            }
            Parked entry = new Parked(message, time.nanoTime() + options.responseTimeout().toNanos());
            parked.computeIfAbsent(message.target(), target -> new ArrayDeque<>()).addLast(entry);
            count++;
            statistics.countRetried();
            if (!isDelivering) {
                isDelivering = true;
                executors.startLoop("rpc_outbox", PAUSE, PAUSE, this::deliver);
            }
        } finally {
            lock.unlock();
        }
    }

    /** One round over all targets; ends early behind one that hangs, which then comes last. */
    private void deliver() {
        for (RpcTarget target : targets()) {
            long start = time.nanoTime();
            if (!deliverTo(target) && time.nanoTime() - start > SLOW.toNanos()) {
                return;
            }
        }
    }

    private List<RpcTarget> targets() {
        lock.lock();
        try {
            return new ArrayList<>(parked.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** True when nothing waits for the target any more. */
    private boolean deliverTo(RpcTarget target) {
        for (Parked next = first(target); next != null; next = first(target)) {
            try {
                if (transport.offer(next.message())) {
                    removeFirst(target);
                    continue;
                }
            } catch (NovaException refused) {
                LOG.log(System.Logger.Level.ERROR, "{0} is dropped: {1}", next.message(), refused.getMessage());
                dropped.increment();
                removeFirst(target);
                continue;
            }
            statistics.countRetried();
            if (time.nanoTime() - next.untilNanos() >= 0) {
                LOG.log(
                        System.Logger.Level.WARNING, "{0} is dropped: nobody took it within {1} s", next.message(),
                        options.responseTimeout().toSeconds());
                dropped.increment();
                removeFirst(target);
            } else {
                moveToEnd(target);
                return false;
            }
        }
        return true;
    }

    private @Nullable Parked first(RpcTarget target) {
        lock.lock();
        try {
            Deque<Parked> waiting = parked.get(target);
            return waiting == null ? null : waiting.peekFirst();
        } finally {
            lock.unlock();
        }
    }

    private void removeFirst(RpcTarget target) {
        lock.lock();
        try {
            Deque<Parked> waiting = parked.get(target);
            if (waiting != null && waiting.pollFirst() != null) {
                count--;
                if (waiting.isEmpty()) {
                    parked.remove(target);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void moveToEnd(RpcTarget target) {
        lock.lock();
        try {
            Deque<Parked> waiting = parked.remove(target);
            if (waiting != null) {
                parked.put(target, waiting);
            }
        } finally {
            lock.unlock();
        }
    }
}
