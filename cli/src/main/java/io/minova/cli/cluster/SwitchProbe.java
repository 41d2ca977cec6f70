package io.minova.cli.cluster;

import io.minova.cli.terminal.CliException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A user who keeps listing servers while a service is being replaced, and counts what becomes of the requests.
 *
 * <p>Threads: one of its own, from {@link #start} to {@link #stop}.
 */
final class SwitchProbe implements AutoCloseable {

    /** Often enough to hit every moment of a restart, seldom enough not to be a load. */
    private static final Duration PAUSE = Duration.ofMillis(40);

    private final ApiSession session;
    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final Thread thread = new Thread(this::ask, "switch-probe");

    private SwitchProbe(ApiSession session) {
        this.session = session;
    }

    /** What became of the requests so far. */
    record Counts(long answered, long refused, long broken) {}

    static SwitchProbe start(int apiPort, Secrets secrets) throws IOException {
        SwitchProbe probe = new SwitchProbe(ApiSession.open(apiPort, secrets));
        probe.thread.setDaemon(true);
        probe.thread.start();
        return probe;
    }

    private void ask() {
        while (!isStopping.get()) {
            try {
                int status = session.send("GET", "/compute/v2.1/servers?limit=1", null).status();
                (status < 500 ? answered : broken).incrementAndGet();
            } catch (ConnectException nobodyTookIt) {
                refused.incrementAndGet();
            } catch (IOException taken) {
                broken.incrementAndGet();
            }
            ProcessEnd.pause(PAUSE);
        }
    }

    /** Ends after the request under way. */
    Counts stop() {
        isStopping.set(true);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CliException.failed("Interrupted.");
        }
        return new Counts(answered.get(), refused.get(), broken.get());
    }

    @Override
    public void close() {
        isStopping.set(true);
    }
}
