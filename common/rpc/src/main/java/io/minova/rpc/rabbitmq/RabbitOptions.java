package io.minova.rpc.rabbitmq;

import java.net.URI;
import java.time.Duration;

/**
 * Which broker, and how this process uses it.
 *
 * @param url {@code amqp://USER:PASSWORD@HOST:PORT/VHOST}
 * @param process its name among all of the cluster; two processes of one topic differ in it
 * @param prefetch messages of a queue that may be here without acknowledgement; Nova's {@code executor_thread_pool_size}
 * @param heartbeat after two of these without a sign of life either side gives the connection up
 */
public record RabbitOptions(URI url, String process, int prefetch, Duration heartbeat) {

    // Mirrors oslo.messaging's heartbeat_timeout_threshold.
    public static final Duration HEARTBEAT = Duration.ofSeconds(60);
}
