package io.minova.service;

import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.FaultInjection;
import io.minova.concurrency.PoolSizes;
import io.minova.concurrency.Time;
import io.minova.rpc.MessageReceiver;
import io.minova.rpc.MessageSender;
import io.minova.rpc.Outbox;
import io.minova.rpc.RpcDirectory;
import io.minova.rpc.RpcOptions;
import io.minova.rpc.RpcStatistics;
import io.minova.rpc.RpcTransport;
import io.minova.rpc.http.HttpTransport;
import io.minova.rpc.http.RpcServlet;
import io.minova.rpc.rabbitmq.RabbitOptions;
import io.minova.rpc.rabbitmq.RabbitReceiver;
import io.minova.rpc.rabbitmq.RabbitTransport;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** The beans that every service has. Built in the order in which they need each other; what happens when is in {@link ServiceLife}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({NovaProperties.class, RpcProperties.class, SeamProperties.class})
@Import({WebServerConfiguration.class, ServiceLife.class, GracefulShutdown.class, ConcurrencyEndpoint.class, RpcEndpoint.class,
    PrometheusEndpoint.class,
    ServiceInfo.class})
class ServiceConfiguration {

    @Bean
    static ConfigurationGate configurationGate(ConfigurableEnvironment environment) {
        return new ConfigurationGate(environment);
    }

    @Bean
    Time time() {
        return Time.system();
    }

    @Bean(destroyMethod = "close")
    ExecutorRegistry executorRegistry(BackendSelection selection, Environment environment, SeamProperties seam, Time time) {
        PoolSizes sizes = PoolSizes.read(option -> environment.getProperty(option.property())).with(seam.longTaskCaps());
        return new ExecutorRegistry(selection, selection.service(), sizes, time, seam.waitGuard());
    }

    /** Always there and empty; the only way to put something in is {@link FaultServlet}. */
    @Bean
    FaultInjection faultInjection() {
        return new FaultInjection();
    }

    @Bean
    @ConditionalOnProperty("nova.fault-injection")
    ServletRegistrationBean<FaultServlet> faultServlet(FaultInjection faults, RpcProperties properties) {
        return new ServletRegistrationBean<>(new FaultServlet(faults, properties.secret()), false, FaultServlet.PATH);
    }

    @Bean
    RpcStatistics rpcStatistics() {
        return new RpcStatistics();
    }

    @Bean
    RpcOptions rpcOptions(NovaProperties properties) {
        return new RpcOptions(properties.rpcResponseTimeout(), properties.longRpcTimeout());
    }

    @Bean
    RpcDirectory configuredRpcDirectory(RpcProperties properties) {
        return new ConfiguredRpcDirectory(properties);
    }

    // The directories are looked up with the first message: one that reads a database may be built after the client.
    @Bean(destroyMethod = "close")
    RpcTransport rpcTransport(
            ObjectProvider<RpcDirectory> directories, RpcProperties properties, NovaProperties nova, ExecutorRegistry executors, RpcOptions options,
            RpcStatistics statistics, Time time) {
        if (properties.usesRabbitmq()) {
            return new RabbitTransport(rabbit(properties, nova, executors), options, executors, statistics, time);
        }
        HttpTransport transport = new HttpTransport(new FirstDirectory(directories), properties.secret(), options, statistics, time);
        transport.warm();
        return transport;
    }

    @Bean
    Outbox outbox(RpcTransport transport, ExecutorRegistry executors, RpcOptions options, RpcStatistics statistics, Time time) {
        return new Outbox(transport, executors, options, statistics, time);
    }

    @Bean
    MessageSender rpcClient(
            RpcTransport transport, Outbox outbox, RpcOptions options, RpcStatistics statistics, Time time, FaultInjection faults) {
        return new MessageSender(transport, outbox, options, statistics, time, faults);
    }

    @Bean
    MessageReceiver rpcServer(RpcStatistics statistics, Time time) {
        return new MessageReceiver(statistics, time);
    }

    /** With a broker messages are fetched; otherwise the servlet gets them, and this is nothing. */
    @Bean
    BrokerQueues brokerQueues(
            MessageReceiver receiver, Outbox outbox, RpcProperties properties, NovaProperties nova, ExecutorRegistry executors) {
        return properties.usesRabbitmq()
                ? new BrokerQueues(new RabbitReceiver(rabbit(properties, nova, executors), receiver, outbox, executors))
                : new BrokerQueues(null);
    }

    private static RabbitOptions rabbit(RpcProperties properties, NovaProperties nova, ExecutorRegistry executors) {
        int prefetch = executors.executor(ExecutorType.RPC).statistics().limit();
        return new RabbitOptions(URI.create(String.valueOf(properties.rabbitmqUrl())), nova.host(), prefetch, properties.rabbitmqHeartbeat());
    }

    record BrokerQueues(@Nullable RabbitReceiver receiver) implements AutoCloseable {
        @Override
        public void close() {
            if (receiver != null) {
                receiver.close();
            }
        }
    }

    @Bean
    ServletRegistrationBean<RpcServlet> rpcServlet(MessageReceiver receiver, RpcProperties properties, RpcStatistics statistics) {
        var registration = new ServletRegistrationBean<>(new RpcServlet(receiver, properties.secret(), statistics), false, RpcServlet.PATH);
        registration.setName("rpc");
        registration.setLoadOnStartup(1);
        registration.setAsyncSupported(true);
        return registration;
    }

    /** Asks all directories in turn; the first that knows the target answers. */
    private static final class FirstDirectory implements RpcDirectory {
        private final ObjectProvider<RpcDirectory> provider;
        private volatile @Nullable List<RpcDirectory> directories;

        private FirstDirectory(ObjectProvider<RpcDirectory> provider) {
            this.provider = provider;
        }

        @Override
        public List<URI> addresses(String topic, @Nullable String server) {
            for (RpcDirectory directory : all()) {
                List<URI> addresses = directory.addresses(topic, server);
                if (!addresses.isEmpty()) {
                    return addresses;
                }
            }
            return List.of();
        }

        private List<RpcDirectory> all() {
            List<RpcDirectory> known = directories;
            if (known == null) {
                known = provider.orderedStream().toList();
                directories = known;
            }
            return known;
        }
    }
}
