package io.minova.api.identity;

import io.minova.concurrency.Time;
import io.minova.service.RpcProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires tokens to the secret that all services of a cluster share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentityProperties.class)
class IdentityConfiguration {

    @Bean
    Tokens tokens(Time time, IdentityProperties properties, RpcProperties rpc, StoredAccounts accounts) {
        return new Tokens(time, properties.tokenExpiration(), rpc.secret(), token -> accounts.exist(token.userId(), token.projectId()));
    }
}
