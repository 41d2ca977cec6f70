package io.minova.concurrency.testing;

import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves a task running, a registry open that it opened, a native thread of ours alive, or an exception uncaught.
 *
 * <p>Executors that were open before the test may stay, but must be idle. Not for tests that run concurrently in one JVM.
 */
public final class NoLeaks implements BeforeEachCallback, AfterEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(NoLeaks.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put("before", Before.now());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> leaks = context.getStore(NAMESPACE).remove("before", Before.class).leaksWithin(Await.PATIENCE);
        if (!leaks.isEmpty()) {
            throw new AssertionError("the test leaves behind: " + String.join("; ", leaks));
        }
    }

    private static List<String> leaks(Before before) {
        List<String> leaks = new ArrayList<>();
        before.uncaught.forEach(failure -> leaks.add("uncaught " + failure));
        for (ExecutorRegistry registry : ExecutorRegistry.open()) {
            if (!before.registries.contains(registry)) {
                leaks.add("the registry of " + registry.processName() + " is open");
            }
            registry.statistics().stream().filter(NoLeaks::isBusy).forEach(busy -> leaks.add("executor " + busy.name() + " is busy: " + busy));
        }
        if (leaks.isEmpty()) {
            ourThreads().stream()
                    .filter(thread -> !before.threads.contains(thread) && !belongsTo(before.registries, thread))
                    .forEach(thread -> leaks.add("thread " + thread.getName() + " lives"));
        }
        return leaks;
    }

    private static boolean isBusy(ExecutorStatistics executor) {
        return executor.waiting() > 0 || executor.running() > 0;
    }

    private static boolean belongsTo(Set<ExecutorRegistry> registries, Thread thread) {
        return registries.stream().anyMatch(registry -> thread.getName().startsWith(registry.processName() + "."));
    }

    private static List<Thread> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(NoLeaks::isOurs).toList();
    }

    private static boolean isOurs(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return thread.isAlive() && Stream.ofNullable(group).anyMatch(own -> own.getName().equals("minova"));
    }

    /** What there was before the test. Exceptions that nobody catches are collected from then on. */
    record Before(Set<ExecutorRegistry> registries, Set<Thread> threads, Queue<String> uncaught, Thread.UncaughtExceptionHandler handler) {

        static Before now() {
            Queue<String> uncaught = new ConcurrentLinkedQueue<>();
            Before before = new Before(new HashSet<>(ExecutorRegistry.open()), new HashSet<>(ourThreads()), uncaught,
                    Thread.getDefaultUncaughtExceptionHandler());
            Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(thread.getName() + ": " + failure));
            return before;
        }

        /** What is there now and was not before, once it has had {@code patience} to go away. */
        List<String> leaksWithin(Duration patience) {
            List<String> leaks = new ArrayList<>();
            Await.holdsWithin(patience, () -> {
                leaks.clear();
                leaks.addAll(leaks(this));
                return leaks.isEmpty();
            });
            Thread.setDefaultUncaughtExceptionHandler(handler);
            return leaks;
        }
    }
}
