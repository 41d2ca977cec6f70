package io.minova.service;

import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorType;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tomcat behind the seam: its requests run on the executor {@code http}, so that they count and queue like everything else. */
@Configuration(proxyBeanMethods = false)
class WebServerConfiguration {

    // Enough for the connections that 512-connection pools of several services and some hundred API clients keep open.
    private static final int CONNECTIONS_MAX = 20_000;
    // Longer than senders keep idle connections (30 s), so that a connection is closed by the side that knows whether it needs it.
    private static final int KEEP_ALIVE_MILLIS = 60_000;
    private static final int UNLIMITED = -1;

    @Bean
    HttpIntake httpIntake() {
        return new HttpIntake();
    }

    // Last: Boot sets an executor of its own when its virtual threads are switched on.
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatBehindTheSeam(ExecutorRegistry executors, HttpIntake intake) {
        return factory -> {
            factory.addEngineValves(intake);
            factory.addProtocolHandlerCustomizers(handler -> {
                if (handler instanceof AbstractProtocol<?> protocol) {
                    protocol.setExecutor(executors.executor(ExecutorType.HTTP).asJdkExecutor("request"));
                    protocol.setTcpNoDelay(true);
                    protocol.setMaxConnections(CONNECTIONS_MAX);
                    protocol.setKeepAliveTimeout(KEEP_ALIVE_MILLIS);
                }
                if (handler instanceof AbstractHttp11Protocol<?> http) {
                    http.setMaxKeepAliveRequests(UNLIMITED);
                }
            });
        };
    }
}
