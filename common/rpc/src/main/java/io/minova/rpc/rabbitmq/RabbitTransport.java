package io.minova.rpc.rabbitmq;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.Interruption;
import io.minova.concurrency.LoopingCall;
import io.minova.concurrency.Time;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.rpc.RpcOptions;
import io.minova.rpc.RpcStatistics;
import io.minova.rpc.RpcTarget;
import io.minova.rpc.RpcTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages through RabbitMQ.
 *
 * <p>Guarantees: a message counts as taken when the broker has confirmed it; from then on it outlives broker, sender and receiver, until somebody has handled it.
 * Only a call expires, when its sender has stopped waiting, and what is lost without harm: answers and fanouts. What the broker did not confirm is sent again
 * under the same id. An answer is waited for across a lost connection: the receiver sends it again until the broker has it, and what the broker lost with its
 * life is asked for again.
 * <p>Threads: safe for any caller; the caller's thread waits. One loop keeps the connection.
 * <p>Mirrors {@code oslo_messaging/_drivers/amqpdriver.py: AMQPDriverBase}.
 */
public final class RabbitTransport implements RpcTransport {

    private static final System.Logger LOG = System.getLogger(RabbitTransport.class.getName());

    /** The topic of answers; the server is the queue. */
    static final String REPLY_TOPIC = "reply";

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration RECONNECT_INTERVAL = Duration.ofMillis(500);
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(10);
    // Longer than answers that the broker still has take to come over a new connection.
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(2);
    // A queued call that its sender gave up is dropped by the receiver; this is for a queue that nobody reads.
    private static final Duration CALL_SLACK = Duration.ofSeconds(60);
    private static final int PERSISTENT = 2;
    private static final int TRANSIENT = 1;

    private final Broker broker;
    private final RpcOptions options;
    private final RpcStatistics statistics;
    private final Time time;
    private final String replyQueue;
    private final ConcurrentHashMap<String, CompletableFuture<byte[]>> awaited = new ConcurrentHashMap<>();
    private final AtomicLong lastCall = new AtomicLong();
    private final LoopingCall keeper;
    private final ReentrantLock connecting = new ReentrantLock();

    @GuardedBy("connecting")
    private boolean isClosed;
    private volatile @Nullable PublisherLink link;

    public RabbitTransport(RabbitOptions rabbit, RpcOptions options, ExecutorRegistry executors, RpcStatistics statistics, Time time) {
        this.broker = new Broker(rabbit, executors);
        this.options = options;
        this.statistics = statistics;
        this.time = time;
        this.replyQueue = Topology.EXCHANGE + ".reply." + rabbit.process() + "." + UUID.randomUUID();
        // On this thread, the main one at a start: classes must not be initialised first on the hub.
        connect();
        this.keeper = executors.startLoop("rabbitmq_sender", RECONNECT_INTERVAL, RECONNECT_INTERVAL, this::connect);
    }

    /** Where its answers come to. */
    String replyQueue() {
        return replyQueue;
    }

    @Override
    public byte[] call(OutgoingMessage message, Duration timeout) {
        long start = time.nanoTime();
        String correlation = message.id() + "/" + lastCall.incrementAndGet();
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        awaited.put(correlation, answer);
        try {
            BasicProperties properties = new BasicProperties.Builder().messageId(message.id()).correlationId(correlation).replyTo(replyQueue)
                    .deliveryMode(PERSISTENT).expiration(millis(timeout.plus(CALL_SLACK))).build();
            PublisherLink asked = link;
            while (publish(message, properties) != PublisherLink.Outcome.CONFIRMED) {
                if (elapsed(start).plus(PAUSE).compareTo(options.toBeTaken(timeout)) >= 0) {
                    throw timedOut(message, start, options.toBeTaken(timeout), "was not taken by " + broker.address());
                }
                statistics.countRetried();
                pause(message);
                asked = link;
            }
            return awaitAnswer(message, properties, answer, asked, start, timeout);
        } catch (TimeoutException e) {
            throw timedOut(message, start, timeout, "no answer");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw Interruption.of(e, "waiting for the answer to " + message);
        } finally {
            awaited.remove(correlation);
        }
    }

    // A broker that was killed has lost the answers that were in it, which are not worth a write to its disk: who still waits some time after the connection
    // came back asks again. A receiver that has answered does so from memory; another of its topic knows what it finds done by the message's id.
    private byte[] awaitAnswer(
            OutgoingMessage message, BasicProperties properties, CompletableFuture<byte[]> answer, @Nullable PublisherLink askedOver, long start,
            Duration timeout) throws InterruptedException, ExecutionException, TimeoutException {
        PublisherLink asked = askedOver;
        PublisherLink seen = askedOver;
        while (true) {
            Duration left = timeout.minus(elapsed(start));
            boolean isLast = left.compareTo(ASK_AGAIN_AFTER) <= 0;
            try {
                return answer.get(Math.max(1, (isLast ? left : ASK_AGAIN_AFTER).toMillis()), TimeUnit.MILLISECONDS);
            } catch (TimeoutException none) {
                if (isLast) {
                    throw none;
                }
            }
            PublisherLink now = link;
            if (now != asked && now == seen && publish(message, properties) == PublisherLink.Outcome.CONFIRMED) {
                statistics.countRetried();
                asked = now;
            }
            seen = now;
        }
    }

    @Override
    public boolean offer(OutgoingMessage message) {
        boolean isReply = message.target().topic().equals(REPLY_TOPIC);
        // A cast never expires, as in oslo.messaging: however long its receiver is away or its queue, what a user was promised is in there.
        BasicProperties properties = new BasicProperties.Builder().messageId(message.id()).correlationId(message.id())
                .deliveryMode(isReply ? TRANSIENT : PERSISTENT).expiration(isReply ? millis(options.responseTimeout()) : null).build();
        return switch (publish(message, properties)) {
            case CONFIRMED -> true;
            // Who asked has gone, and its queue with it.
            case NO_QUEUE -> isReply;
            case UNKNOWN -> false;
        };
    }

    @Override
    public void fanout(OutgoingMessage message) {
        PublisherLink now = link;
        if (now == null) {
            return;
        }
        String topic = message.target().topic();
        BasicProperties properties =
                new BasicProperties.Builder().messageId(message.id()).deliveryMode(TRANSIENT).expiration(millis(options.responseTimeout())).build();
        try {
            now.declareFanout(topic);
        } catch (IOException | AlreadyClosedException broken) {
            LOG.log(System.Logger.Level.DEBUG, "Fanout {0} is lost: {1}", message, broken.toString());
            return;
        }
        PublisherLink.Outcome outcome = now.publish(Topology.fanoutExchange(topic), "", properties, message.body(), CONFIRM_TIMEOUT);
        LOG.log(System.Logger.Level.DEBUG, "Fanout {0}: {1}", message, outcome);
    }

    private PublisherLink.Outcome publish(OutgoingMessage message, BasicProperties properties) {
        PublisherLink now = link;
        if (now == null || !now.isOpen()) {
            return PublisherLink.Outcome.UNKNOWN;
        }
        RpcTarget target = message.target();
        String server = target.server();
        return target.topic().equals(REPLY_TOPIC) && server != null
                ? now.publish("", server, properties, message.body(), CONFIRM_TIMEOUT)
                : now.publish(Topology.EXCHANGE, Topology.routingKey(target), properties, message.body(), CONFIRM_TIMEOUT);
    }

    /** Makes a connection if there is none. */
    private void connect() {
        connecting.lock();
        try {
            PublisherLink now = link;
            if (isClosed || (now != null && now.isOpen())) {
                return;
            }
            if (now != null) {
                link = null;
                now.close();
            }
            Connection connection = broker.open("sends");
            try {
                link = new PublisherLink(connection, replyQueue, (tag, delivery) -> answered(delivery));
                broker.isBack();
                LOG.log(System.Logger.Level.INFO, "Sends messages through RabbitMQ at {0}", broker.address());
            } catch (IOException | RuntimeException e) {
                Broker.abort(connection);
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            broker.cannotBeUsed(e);
        } finally {
            connecting.unlock();
        }
    }

    private void answered(Delivery delivery) {
        CompletableFuture<byte[]> waiting = awaited.get(String.valueOf(delivery.getProperties().getCorrelationId()));
        if (waiting != null) {
            waiting.complete(delivery.getBody());
        }
    }

    private NovaException timedOut(OutgoingMessage message, long start, Duration limit, String why) {
        return new NovaException(
                ErrorCode.MESSAGING_TIMEOUT, "%s: %s after %d ms (limit %d ms, %d calls of this process in flight)"
                        .formatted(message, why, elapsed(start).toMillis(), limit.toMillis(), awaited.size()));
    }

    private Duration elapsed(long start) {
        return Duration.ofNanos(time.nanoTime() - start);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private void pause(OutgoingMessage message) {
        try {
            time.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw Interruption.of(e, "waiting to send " + message + " again");
        }
    }

    @Override
    public void close() {
        keeper.stop();
        connecting.lock();
        try {
            isClosed = true;
            PublisherLink now = link;
            link = null;
            if (now != null) {
                now.close();
            }
        } finally {
            connecting.unlock();
        }
    }
}
