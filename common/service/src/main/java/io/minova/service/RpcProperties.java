package io.minova.service;

import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Where messages go and what they carry. Stands in for Nova's {@code transport_url}.
 *
 * @param secret shared by all services of a cluster; a message without it is refused
 * @param conductorUrl base URLs of the conductors, separated by commas; used in turn
 * @param schedulerUrl the same of the schedulers, which serve placement too
 * @param advertiseUrl where others reach this process; its own address and port unless set
 * @param transport {@code http}, or {@code rabbitmq} for clusters past one machine
 * @param rabbitmqUrl the broker of {@code rabbitmq}: {@code amqp://USER:PASSWORD@HOST:PORT/VHOST}
 * @param rabbitmqHeartbeat after two of these without a sign of life the connection is given up; lower finds a dead broker sooner, and takes a blocked hub
 *     for a dead client sooner. Mirrors {@code [oslo_messaging_rabbit] heartbeat_timeout_threshold}
 */
@ConfigurationProperties("nova.rpc")
public record RpcProperties(
        @DefaultValue("") String secret, @DefaultValue List<URI> conductorUrl, @DefaultValue List<URI> schedulerUrl, @Nullable URI advertiseUrl,
        @DefaultValue("http") String transport, @Nullable String rabbitmqUrl,
        @DefaultValue("60") @DurationUnit(ChronoUnit.SECONDS) Duration rabbitmqHeartbeat) {

    static final String RABBITMQ = "rabbitmq";

    public RpcProperties {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("NOVA_RPC_SECRET is not set: the services of a cluster need one shared secret");
        }
        if (!transport.equals("http") && !transport.equals(RABBITMQ)) {
            throw new IllegalArgumentException("NOVA_RPC_TRANSPORT=" + transport + " is unknown; allowed are http and rabbitmq");
        }
        if (transport.equals(RABBITMQ) && (rabbitmqUrl == null || !rabbitmqUrl.startsWith("amqp://"))) {
            throw new IllegalArgumentException(
                    "NOVA_RPC_RABBITMQ_URL is needed by NOVA_RPC_TRANSPORT=rabbitmq; allowed is amqp://USER:PASSWORD@HOST:PORT/VHOST");
        }
        if (rabbitmqHeartbeat.toSeconds() < 1) {
            throw new IllegalArgumentException("rabbitmq_heartbeat must be 1 s or more, not " + rabbitmqHeartbeat.toMillis() + " ms");
        }
        conductorUrl.forEach(url -> requireHttp("NOVA_RPC_CONDUCTOR_URL", url));
        schedulerUrl.forEach(url -> requireHttp("NOVA_RPC_SCHEDULER_URL", url));
        if (advertiseUrl != null) {
            requireHttp("NOVA_RPC_ADVERTISE_URL", advertiseUrl);
        }
        conductorUrl = List.copyOf(conductorUrl);
        schedulerUrl = List.copyOf(schedulerUrl);
    }

    boolean usesRabbitmq() {
        return transport.equals(RABBITMQ);
    }

    private static void requireHttp(String variable, URI url) {
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(variable + "=" + url + " is no address for messages; allowed is http://HOST:PORT");
        }
    }
}
