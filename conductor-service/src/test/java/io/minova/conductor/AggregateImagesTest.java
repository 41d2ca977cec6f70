package io.minova.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.testing.FakeTime;
import io.minova.concurrency.testing.TestBackend;
import io.minova.objects.ErrorCode;
import io.minova.objects.ImageCaching;
import io.minova.objects.NovaException;
import io.minova.rpc.RpcClient;
import io.minova.service.NovaProperties;
import io.minova.store.Cell;
import io.minova.store.ServiceRepository;
import io.minova.store.TestDatabases;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AggregateImagesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DOWN_TIME = Duration.ofSeconds(60);
    private static final NovaProperties PROPERTIES =
            new NovaProperties("conductor", SECOND, SECOND, SECOND, DOWN_TIME, SECOND, SECOND, Duration.ZERO);

    private final FakeTime time = new FakeTime();
    private final TestDatabases test = new TestDatabases();
    private final Cell cell1 = test.cell1();
    private final ServiceRepository services = new ServiceRepository(time);
    private final ExecutorRegistry executors = TestBackend.registry("conductor");
    private final Computes computes = new Computes();
    private final AggregateImages images = new AggregateImages(test.cells(), services, computes, executors, time, PROPERTIES);

    @AfterEach
    void close() {
        executors.close();
        test.close();
    }

    @Test
    void asksOneHostAfterTheOther() {
        services.register(cell1, List.of("h1", "h2", "h3"), "nova-compute", "compute");

        assertThat(images.cache(List.of("h1", "h2", "h3"), List.of("cirros", "debian"))).containsExactly(Map.entry(ImageCaching.CACHED, 6));
        assertThat(computes.asked).containsExactly("h1", "h2", "h3");
        assertThat(computes.mostAtOnce.get()).isEqualTo(1);
    }

    @Test
    void leavesOutAHostThatIsDown() {
        services.register(cell1, List.of("h1"), "nova-compute", "compute");
        time.advance(DOWN_TIME.plusSeconds(1));
        services.register(cell1, List.of("h2"), "nova-compute", "compute");

        assertThat(images.cache(List.of("h1", "h2"), List.of("cirros"))).containsExactly(Map.entry(ImageCaching.CACHED, 1));
        assertThat(computes.asked).containsExactly("h2");
    }

    @Test
    void countsWhatAHostCouldNotFetchAndGoesOn() {
        services.register(cell1, List.of("dead", "h2"), "nova-compute", "compute");

        assertThat(images.cache(List.of("dead", "h2"), List.of("cirros", "debian")))
                .containsOnly(Map.entry(ImageCaching.ERROR, 2), Map.entry(ImageCaching.CACHED, 2));
    }

    private static final class Computes implements RpcClient {

        private final List<String> asked = new ArrayList<>();
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();

        @Override
        public <T> T target(Class<T> api) {
            throw new AssertionError("a host was meant");
        }

        @Override
        public <T> T target(Class<T> api, String server) {
            return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, (proxy, method, arguments) -> {
                mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                try {
                    return cache(server, (List<?>) arguments[0]);
                } finally {
                    atOnce.decrementAndGet();
                }
            }));
        }

        private Map<?, ImageCaching> cache(String host, List<?> imageIds) {
            synchronized (asked) {
                asked.add(host);
            }
            if (host.equals("dead")) {
                throw new NovaException(ErrorCode.HYPERVISOR_FAILURE, "no disk");
            }
            return imageIds.stream().collect(Collectors.toMap(Function.identity(), image -> ImageCaching.CACHED));
        }
    }
}
