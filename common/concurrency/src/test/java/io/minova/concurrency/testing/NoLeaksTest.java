package io.minova.concurrency.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorType;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The leak check itself bites. */
class NoLeaksTest {

    private static final Duration PATIENCE = Duration.ofMillis(50);

    @Test
    void anOpenRegistryIsALeakUntilItIsClosed() throws Exception {
        NoLeaks.Before before = NoLeaks.Before.now();
        ExecutorRegistry registry = TestBackend.registry("leaky");
        assertThat(before.leaksWithin(PATIENCE)).containsExactly("the registry of leaky is open");
        registry.close();
        assertThat(before.leaksWithin(Await.PATIENCE)).isEmpty();
    }

    @Test
    void aTaskLeftRunningIsALeakEvenWhereTheRegistryMayStay() throws Exception {
        try (ExecutorRegistry registry = TestBackend.registry("shared")) {
            NoLeaks.Before before = NoLeaks.Before.now();
            CountDownLatch release = new CountDownLatch(1);
            registry.executor(ExecutorType.DEFAULT).submit("endless", () -> {
                release.await();
                return true;
            });
            assertThat(before.leaksWithin(PATIENCE)).singleElement().asString().startsWith("executor shared.default is busy");
            release.countDown();
            assertThat(before.leaksWithin(Await.PATIENCE)).isEmpty();
        }
    }

    @Test
    void aThreadThatNoRegistryOwnsIsALeak() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        NoLeaks.Before before = NoLeaks.Before.now();
        Thread thread = Thread.ofPlatform().group(new ThreadGroup("minova")).name("stray").daemon().start(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(before.leaksWithin(PATIENCE)).containsExactly("thread stray lives");
        release.countDown();
        thread.join();
    }

    @Test
    void everyTestOfThisModuleIsCheckedWithoutAskingForIt() {
        assertThat(Thread.getDefaultUncaughtExceptionHandler()).extracting(handler -> handler.getClass().getName()).asString()
                .as("set by the check, which no annotation of this class asks for").startsWith(NoLeaks.class.getName());
    }

    @Test
    void anUncaughtExceptionIsALeak() throws Exception {
        NoLeaks.Before before = NoLeaks.Before.now();
        Thread.ofPlatform().name("dying").start(() -> {
            throw new IllegalStateException("nobody looks");
        }).join();
        assertThat(before.leaksWithin(PATIENCE)).containsExactly("uncaught dying: java.lang.IllegalStateException: nobody looks");
    }
}
