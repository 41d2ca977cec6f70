package io.minova.rpc.rabbitmq;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DeliverCallback;
import io.minova.concurrency.Interruption;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection on which this process publishes and gets its answers, until it breaks; then another one takes its place.
 *
 * <p>Guarantees: what {@link #publish} calls confirmed is in every queue it was routed to, written by a majority of their replicas.
 * <p>Threads: safe for any caller; many messages may wait for their confirmations at once.
 */
final class PublisherLink {

    /** What became of a published message. */
    enum Outcome {
        CONFIRMED,
        /** No queue is bound for it. */
        NO_QUEUE,
        /** The broker refused it, the connection broke or nothing was heard: it may be in a queue, or not. */
        UNKNOWN
    }

    private static final class Published {
        private final String id;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        private Published(String id) {
            this.id = id;
        }
    }

    private final Connection connection;
    private final Channel channel;
    private final ConcurrentSkipListMap<Long, Published> unconfirmed = new ConcurrentSkipListMap<>();
    private final ReentrantLock publishing = new ReentrantLock();

    PublisherLink(Connection connection, String replyQueue, DeliverCallback onReply) throws IOException {
        this.connection = connection;
        this.channel = connection.createChannel();
        channel.confirmSelect();
        channel.addConfirmListener((number, multiple) -> settle(number, multiple, Outcome.CONFIRMED),
                (number, multiple) -> settle(number, multiple, Outcome.UNKNOWN));
        // The broker returns what it cannot route before it confirms it.
        channel.addReturnListener(returned -> unconfirmed.values().stream()
                .filter(published -> published.id.equals(returned.getProperties().getMessageId()))
                .forEach(published -> published.outcome.complete(Outcome.NO_QUEUE)));
        channel.addShutdownListener(cause -> settle(Long.MAX_VALUE, true, Outcome.UNKNOWN));
        Topology.declareExchange(channel);
        Topology.declareReplies(channel, replyQueue);
        // Acknowledged when it is here: one on its way when the connection breaks comes again over the next one.
        channel.basicConsume(replyQueue, false, (tag, delivery) -> {
            onReply.handle(tag, delivery);
            Broker.acknowledge(channel, delivery.getEnvelope().getDeliveryTag());
        }, tag -> channel.abort());
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void declareFanout(String topic) throws IOException {
        Topology.declareFanout(channel, topic);
    }

    /** Publishes and waits for the broker's word. */
    Outcome publish(String exchange, String key, BasicProperties properties, byte[] body, Duration limit) {
        Published published = new Published(properties.getMessageId());
        long number;
        publishing.lock();
        try {
            number = publishNext(published, exchange, key, properties, body);
        } catch (IOException | AlreadyClosedException broken) {
            return Outcome.UNKNOWN;
        } finally {
            publishing.unlock();
        }
        try {
            // A connection that broke between the two leaves nobody to settle it.
            return channel.isOpen() ? published.outcome.get(limit.toMillis(), TimeUnit.MILLISECONDS) : published.outcome.getNow(Outcome.UNKNOWN);
        } catch (TimeoutException | ExecutionException unheard) {
            return Outcome.UNKNOWN;
        } catch (InterruptedException e) {
            throw Interruption.of(e, "waiting for the broker to confirm " + published.id);
        } finally {
            unconfirmed.remove(number);
        }
    }

    @GuardedBy("publishing")
    private long publishNext(Published published, String exchange, String key, BasicProperties properties, byte[] body) throws IOException {
        long number = channel.getNextPublishSeqNo();
        unconfirmed.put(number, published);
        try {
            channel.basicPublish(exchange, key, true, properties, body);
            return number;
        } catch (IOException | AlreadyClosedException broken) {
            unconfirmed.remove(number);
            throw broken;
        }
    }

    private void settle(long number, boolean multiple, Outcome outcome) {
        if (multiple) {
            var upTo = unconfirmed.headMap(number, true);
            upTo.values().forEach(published -> published.outcome.complete(outcome));
            upTo.clear();
        } else {
            Published published = unconfirmed.remove(number);
            if (published != null) {
                published.outcome.complete(outcome);
            }
        }
    }

    void close() {
        Broker.abort(connection);
    }
}
