package io.minova.service;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where messages go and what they carry. Stands in for Nova's {@code transport_url}.
 *
 * @param secret shared by all services of a cluster; a message without it is refused
 * @param conductorUrl base URLs of the conductors, separated by commas; used in turn
 * @param schedulerUrl the same of the schedulers, which serve placement too
 * @param advertiseUrl where others reach this process; its own address and port unless set
 */
@ConfigurationProperties("nova.rpc")
public record RpcProperties(
        @DefaultValue("") String secret, @DefaultValue List<URI> conductorUrl, @DefaultValue List<URI> schedulerUrl, @Nullable URI advertiseUrl) {

    public RpcProperties {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("NOVA_RPC_SECRET is not set: the services of a cluster need one shared secret");
        }
        conductorUrl.forEach(url -> requireHttp("NOVA_RPC_CONDUCTOR_URL", url));
        schedulerUrl.forEach(url -> requireHttp("NOVA_RPC_SCHEDULER_URL", url));
        if (advertiseUrl != null) {
            requireHttp("NOVA_RPC_ADVERTISE_URL", advertiseUrl);
        }
        conductorUrl = List.copyOf(conductorUrl);
        schedulerUrl = List.copyOf(schedulerUrl);
    }

    private static void requireHttp(String variable, URI url) {
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(variable + "=" + url + " is no address for messages; allowed is http://HOST:PORT");
        }
    }
}
