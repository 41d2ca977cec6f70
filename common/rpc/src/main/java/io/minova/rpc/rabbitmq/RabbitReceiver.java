package io.minova.rpc.rabbitmq;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.LoopingCall;
import io.minova.rpc.IncomingMessage;
import io.minova.rpc.MessageReceiver;
import io.minova.rpc.Outbox;
import io.minova.rpc.RpcListener;
import io.minova.rpc.RpcTarget;
import io.minova.rpc.RpcTransport.OutgoingMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Receives messages from RabbitMQ while its {@link MessageReceiver} accepts any: reads from the queues of what is served, hands over, acknowledges when the
 * handler has ended.
 *
 * <p>Guarantees: a message whose handler did not end, because this process died or lost the broker, is delivered again, here or to another process. At most
 * {@code prefetch} messages of a queue are here.
 * <p>Threads: the library's thread only reads and submits. One loop keeps the connection.
 * <p>Mirrors {@code oslo_messaging/_drivers/amqpdriver.py: AMQPListener}; differs: that acknowledges before the handler starts.
 */
public final class RabbitReceiver implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RabbitReceiver.class.getName());

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);
    private static final boolean REQUEUE = true;

    private final Broker broker;
    private final RabbitOptions options;
    private final MessageReceiver receiver;
    private final Outbox outbox;
    private final LoopingCall keeper;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable Connection connection;
    @GuardedBy("lock")
    private @Nullable Channel channel;
    @GuardedBy("lock")
    private final List<String> consumers = new ArrayList<>();
    @GuardedBy("lock")
    private boolean isClosed;

    public RabbitReceiver(RabbitOptions options, MessageReceiver receiver, Outbox outbox, ExecutorRegistry executors) {
        this.broker = new Broker(options, executors);
        this.options = options;
        this.receiver = receiver;
        this.outbox = outbox;
        receiver.onIntakeChange(this::adjust);
        adjust();
        this.keeper = executors.startLoop("rabbitmq_receiver", CHECK_INTERVAL, CHECK_INTERVAL, this::adjust);
    }

    /** Reads from the queues if and only if the receiver accepts. */
    private void adjust() {
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            if (!receiver.isAccepting()) {
                cancel();
            } else if (channel == null || !channel.isOpen() || consumers.isEmpty()) {
                consume();
            }
        } catch (IOException | RuntimeException e) {
            broker.cannotBeUsed(e);
            drop();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void consume() throws IOException {
        drop();
        Connection opened = broker.open("receives");
        connection = opened;
        Channel fresh = opened.createChannel();
        channel = fresh;
        // Per consumer. A handler that waits keeps its place, as it keeps its thread.
        fresh.basicQos(options.prefetch());
        Topology.declareExchange(fresh);
        for (Map.Entry<String, List<RpcTarget>> topic : byTopic().entrySet()) {
            consume(fresh, topic.getKey(), topic.getValue());
        }
        broker.isBack();
        LOG.log(System.Logger.Level.INFO, "Receives messages from RabbitMQ at {0} on {1} queues", broker.address(), consumers.size());
    }

    @GuardedBy("lock")
    private void consume(Channel fresh, String topic, List<RpcTarget> targets) throws IOException {
        List<RpcTarget> servers = targets.stream().filter(target -> target.server() != null).toList();
        if (servers.size() < targets.size()) {
            consumers.add(consume(fresh, Topology.declareTopic(fresh, topic)));
        }
        if (!servers.isEmpty()) {
            consumers.add(consume(fresh, Topology.declareServers(fresh, topic, options.process(), servers)));
        }
        consumers.add(consume(fresh, Topology.declareFanoutQueue(fresh, topic)));
    }

    // A queue that the broker took away is made again by the next look at the channel.
    private String consume(Channel fresh, String queue) throws IOException {
        return fresh.basicConsume(queue, false, (tag, delivery) -> take(fresh, delivery), tag -> fresh.abort());
    }

    private Map<String, List<RpcTarget>> byTopic() {
        Map<String, List<RpcTarget>> topics = new TreeMap<>();
        receiver.served().forEach(target -> topics.computeIfAbsent(target.topic(), topic -> new ArrayList<>()).add(target));
        return topics;
    }

    private void take(Channel from, Delivery delivery) throws IOException {
        long tag = delivery.getEnvelope().getDeliveryTag();
        IncomingMessage message;
        try {
            message = receiver.read(delivery.getBody());
        } catch (IllegalArgumentException noMessage) {
            LOG.log(System.Logger.Level.WARNING, "Dropped what is no message: {0}", noMessage.getMessage());
            Broker.acknowledge(from, tag);
            return;
        }
        RpcListener.Intake intake = receiver.take(message, answer -> answer(message, delivery, answer), () -> Broker.acknowledge(from, tag));
        switch (intake) {
            case TAKEN -> {}
            case NOT_ACCEPTING -> from.basicNack(tag, false, REQUEUE);
            case NOT_SERVED -> {
                // A host that this process no longer has.
                LOG.log(System.Logger.Level.WARNING, "Dropped {0} to {1}: nobody here serves it", message.method(), message.target());
                Broker.acknowledge(from, tag);
            }
        }
    }

    /** Like a cast: kept and sent again until the broker has it or the sender has stopped waiting. */
    private void answer(IncomingMessage message, Delivery delivery, byte[] answer) {
        String queue = delivery.getProperties().getReplyTo();
        String correlation = delivery.getProperties().getCorrelationId();
        if (queue != null && correlation != null) {
            RpcTarget target = new RpcTarget(RabbitTransport.REPLY_TOPIC, queue);
            outbox.send(new OutgoingMessage(correlation, target, "answer of " + message.method(), answer));
        }
    }

    /** Stops reading; what is here goes on and is acknowledged. */
    @GuardedBy("lock")
    private void cancel() throws IOException {
        Channel open = channel;
        if (open != null && open.isOpen()) {
            for (String consumer : consumers) {
                open.basicCancel(consumer);
            }
        }
        consumers.clear();
    }

    @GuardedBy("lock")
    private void drop() {
        consumers.clear();
        channel = null;
        if (connection != null) {
            Broker.abort(connection);
            connection = null;
        }
    }

    @Override
    public void close() {
        keeper.stop();
        lock.lock();
        try {
            isClosed = true;
            drop();
        } finally {
            lock.unlock();
        }
    }
}
