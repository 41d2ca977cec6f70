package io.minova.concurrency;

import java.io.FileDescriptor;
import java.io.SyncFailedException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import jdk.management.VirtualThreadSchedulerMXBean;

/**
 * The one platform thread that carries every green thread, Eventlet's hub: sets it up and confirms that the JVM took it.
 *
 * <p>Both properties are needed: with parallelism 1 alone, a blocking file write on a green thread grew a second carrier.
 */
final class SingleCarrier {

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
    private static final String MAX_POOL_SIZE = "jdk.virtualThreadScheduler.maxPoolSize";
    private static final String SPRING_VIRTUAL_THREADS = "spring.threads.virtual.enabled";

    /** jdk.pollerMode 1: sockets are polled by platform threads, so that a busy hub cannot starve its own poller. */
    private static final Map<String, String> EVENTLET_PROPERTIES = Map.of(PARALLELISM, "1", MAX_POOL_SIZE, "1", "jdk.pollerMode", "1",
            SPRING_VIRTUAL_THREADS, "true");

    private static final Map<String, String> THREADING_PROPERTIES = Map.of(SPRING_VIRTUAL_THREADS, "false");

    private SingleCarrier() {}

    /** Sets the JVM's properties for that backend. Of no effect, and silently so, once a virtual thread has run. */
    static void prepare(Backend backend) {
        Map<String, String> properties = switch (backend) {
            case EVENTLET -> EVENTLET_PROPERTIES;
            case THREADING -> THREADING_PROPERTIES;
        };
        properties.forEach(System::setProperty);
    }

    /**
     * Throws unless green threads share one carrier. Starts a green thread to see, and lets it flush a file: that makes a second carrier grow where
     * the JVM allows one.
     */
    static void confirm() {
        AtomicReference<String> seen = new AtomicReference<>("");
        Thread probe = Thread.ofVirtual().name("carrier-probe").start(() -> {
            flushStandardError();
            seen.set(Thread.currentThread().toString());
        });
        try {
            probe.join();
        } catch (InterruptedException e) {
            throw Interruption.of(e, "confirming the single carrier");
        }
        var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        int parallelism = scheduler.getParallelism();
        int carriers = scheduler.getPoolSize();
        String maximum = System.getProperty(MAX_POOL_SIZE, "unset");
        if (parallelism != 1 || carriers > 1 || !maximum.equals("1")) {
            throw new IllegalStateException(("the single carrier of eventlet did not take: parallelism %d, carriers %d, %s=%s; allowed: 1 of each. "
                    + "A virtual thread ran before the backend was selected; the probe was %s")
                    .formatted(parallelism, carriers, MAX_POOL_SIZE, maximum, seen));
        }
    }

    /** The JDK calls a spare carrier around this call wherever it may, whatever becomes of the call. */
    private static void flushStandardError() {
        try {
            FileDescriptor.err.sync();
        } catch (SyncFailedException e) {
            // A terminal or a pipe cannot be flushed to a disk: the carriers were asked for all the same.
        }
    }
}
