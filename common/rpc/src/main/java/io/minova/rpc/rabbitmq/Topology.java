package io.minova.rpc.rabbitmq;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import io.minova.rpc.RpcTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * Names and kinds of exchanges and queues.
 *
 * <p>A topic has one queue, on which all its processes compete. The servers of a topic that live in one process (the simulated hosts of a compute) share a
 * queue too, with a binding each: ten thousand hosts are ten thousand bindings, not as many replicated logs. A fanout goes to a queue per process that is
 * gone with it.
 */
final class Topology {

    /** Where messages to one receiver go; the routing key is the target as text. */
    static final String EXCHANGE = "minova";

    // Replicated where the broker is a cluster, and on disk before it confirms. Mirrors oslo.messaging's rabbit_quorum_queue.
    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");
    // The answers to a process that went without a word are of no use to the next one, which has a queue of its own.
    private static final Map<String, Object> REPLIES = Map.of("x-expires", Duration.ofMinutes(30).toMillis());

    private Topology() {}

    static String routingKey(RpcTarget target) {
        return target.toString();
    }

    static String fanoutExchange(String topic) {
        return EXCHANGE + ".fanout." + topic;
    }

    static void declareExchange(Channel channel) throws IOException {
        channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.DIRECT, true);
    }

    static void declareFanout(Channel channel, String topic) throws IOException {
        channel.exchangeDeclare(fanoutExchange(topic), BuiltinExchangeType.FANOUT, true);
    }

    /** The queue of a topic. */
    static String declareTopic(Channel channel, String topic) throws IOException {
        String queue = EXCHANGE + "." + topic;
        channel.queueDeclare(queue, true, false, false, QUORUM);
        channel.queueBind(queue, EXCHANGE, topic);
        return queue;
    }

    /** The queue of one process for servers of a topic. */
    static String declareServers(Channel channel, String topic, String process, Collection<RpcTarget> servers) throws IOException {
        String queue = EXCHANGE + "." + topic + "." + process;
        channel.queueDeclare(queue, true, false, false, QUORUM);
        for (RpcTarget server : servers) {
            channel.queueBind(queue, EXCHANGE, routingKey(server));
        }
        return queue;
    }

    /** A queue for what everyone on the topic is told, gone with the connection. */
    static String declareFanoutQueue(Channel channel, String topic) throws IOException {
        declareFanout(channel, topic);
        String queue = channel.queueDeclare("", false, true, true, Map.of()).getQueue();
        channel.queueBind(queue, fanoutExchange(topic), "");
        return queue;
    }

    /** The queue for answers to a process; outlives its connection, so that an answer finds a sender that lost it for a moment. */
    static void declareReplies(Channel channel, String queue) throws IOException {
        channel.queueDeclare(queue, true, false, false, REPLIES);
    }
}
