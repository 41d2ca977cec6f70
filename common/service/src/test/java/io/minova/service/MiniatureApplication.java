package io.minova.service;

import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.BackendSelector;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorType;
import io.minova.rpc.RpcServer;
import io.minova.rpcapi.Call;
import io.minova.rpcapi.Cast;
import io.minova.rpcapi.Topic;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service: one topic, one page. Also started by hand to measure the boot. */
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
class MiniatureApplication {

    public static void main(String[] args) {
        BackendSelection selection = BackendSelector.selectFor("scheduler");
        ServiceBoot.run(MiniatureApplication.class, selection, args);
    }

    @Bean
    MiniatureService novaService(ExecutorRegistry executors) {
        return new MiniatureService(executors);
    }

    @Topic("scheduler")
    interface EchoRpc {
        @Call
        String echo(String text, long millis);

        @Cast
        void note(String text);
    }

    @RestController
    static class Page {
        @GetMapping("/page")
        String page(@RequestParam(defaultValue = "0") long millis) throws InterruptedException {
            Thread.sleep(millis);
            return "served";
        }
    }

    static final class MiniatureService implements NovaService, EchoRpc {
        final AtomicInteger reports = new AtomicInteger();
        private final ExecutorRegistry executors;

        MiniatureService(ExecutorRegistry executors) {
            this.executors = executors;
        }

        @Override
        public String binary() {
            return "nova-miniature";
        }

        @Override
        public void initHost() {}

        @Override
        public void reportState() {
            reports.incrementAndGet();
        }

        @Override
        public void serveRpc(RpcServer server) {
            server.serve(EchoRpc.class, this, executors.executor(ExecutorType.RPC));
        }

        @Override
        public String echo(String text, long millis) {
            try {
                Thread.sleep(Duration.ofMillis(millis));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return text;
        }

        @Override
        public void note(String text) {}
    }
}
