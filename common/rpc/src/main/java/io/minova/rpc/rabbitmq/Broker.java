package io.minova.rpc.rabbitmq;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.minova.concurrency.ExecutorRegistry;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Opens connections to the broker, on threads of this process's backend. Reconnecting is the users' own: the library's would hide what was lost. */
final class Broker {

    private static final System.Logger LOG = System.getLogger(Broker.class.getName());

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final ConnectionFactory factory = new ConnectionFactory();
    private final String process;
    private volatile boolean isAway;

    Broker(RabbitOptions options, ExecutorRegistry executors) {
        this.process = options.process();
        try {
            factory.setUri(options.url());
        } catch (java.net.URISyntaxException | GeneralSecurityException e) {
            throw new IllegalArgumentException("Not an address of RabbitMQ: " + options.url().getHost(), e);
        }
        if (factory.getVirtualHost().isEmpty()) {
            // A slash at the end is how OpenStack's transport URLs are written; it means the default one there.
            factory.setVirtualHost(ConnectionFactory.DEFAULT_VHOST);
        }
        factory.setThreadFactory(executors.libraryThreads("rabbitmq"));
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat(Math.toIntExact(options.heartbeat().toSeconds()));
        factory.setConnectionTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
        factory.setHandshakeTimeout(Math.toIntExact(ANSWER_TIMEOUT.toMillis()));
        factory.setChannelRpcTimeout(Math.toIntExact(ANSWER_TIMEOUT.toMillis()));
    }

    /** A new connection; {@code purpose} is what the broker's list of connections shows. */
    Connection open(String purpose) throws IOException {
        try {
            return factory.newConnection(process + " " + purpose);
        } catch (TimeoutException e) {
            throw new IOException("RabbitMQ did not answer: " + e.getMessage(), e);
        }
    }

    /** Says so once, not at each of two looks a second until it {@link #isBack}. */
    void cannotBeUsed(Throwable failure) {
        LOG.log(isAway ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING, "RabbitMQ at {0} cannot be used now: {1}", address(), why(failure));
        isAway = true;
    }

    void isBack() {
        isAway = false;
    }

    /** Over a connection that may just have broken: then the broker delivers the message again, which is known by its id and not handled again. */
    static void acknowledge(Channel channel, long tag) {
        try {
            channel.basicAck(tag, false);
        } catch (IOException | AlreadyClosedException broken) {
            LOG.log(System.Logger.Level.DEBUG, "A message could not be acknowledged: {0}", broken.toString());
        }
    }

    /** Closes it whatever state it is in. */
    static void abort(Connection connection) {
        connection.abort(1000);
    }

    /** What went wrong, in the broker's own words where it said any: the library wraps them in an exception without a message. */
    private static String why(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure.getMessage() == null && cause != null ? why(cause) : String.valueOf(failure);
    }

    String address() {
        return factory.getHost() + ":" + factory.getPort();
    }
}
