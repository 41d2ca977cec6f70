package io.minova.service;

import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.BackendSelector;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorType;
import io.minova.rpc.RpcServer;
import io.minova.rpcapi.Call;
import io.minova.rpcapi.Cast;
import io.minova.rpcapi.Topic;
import java.util.concurrent.CountDownLatch;
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
        String echo(String text, boolean isHeld);

        @Cast
        void note(String text);
    }

    @RestController
    static class Page {
        private final MiniatureService service;

        Page(MiniatureService service) {
            this.service = service;
        }

        @GetMapping("/page")
        String page(@RequestParam(defaultValue = "false") boolean isHeld) throws InterruptedException {
            return service.hold("served", isHeld);
        }
    }

    static final class MiniatureService implements NovaService, EchoRpc {
        final AtomicInteger reports = new AtomicInteger();
        /** Requests and messages that wait for {@link #release}. */
        final AtomicInteger held = new AtomicInteger();
        final CountDownLatch release = new CountDownLatch(1);
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
        public String echo(String text, boolean isHeld) {
            try {
                return hold(text, isHeld);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private String hold(String text, boolean isHeld) throws InterruptedException {
            if (isHeld) {
                held.incrementAndGet();
                release.await();
            }
            return text;
        }

        @Override
        public void note(String text) {}
    }
}
