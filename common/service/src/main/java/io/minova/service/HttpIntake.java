package io.minova.service;

import io.minova.concurrency.Time;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;

/**
 * The door of the web server. While it closes, new connections are refused, and requests on open ones are still answered, with
 * {@code Connection: close}, so that their clients leave instead of losing a request.
 *
 * <p>Differs from Boot's own graceful shutdown, which answers 503 to requests on open connections.
 * <p>Threads: {@link #invoke} on request threads, {@link #close} on the shutdown thread.
 */
final class HttpIntake extends ValveBase {

    private final AtomicLong inFlight = new AtomicLong();
    private final Object idle = new Object();
    private volatile boolean isClosing;

    HttpIntake() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        inFlight.incrementAndGet();
        try {
            if (isClosing) {
                response.setHeader("Connection", "close");
            }
            getNext().invoke(request, response);
        } finally {
            if (inFlight.decrementAndGet() == 0 && isClosing) {
                synchronized (idle) {
                    idle.notifyAll();
                }
            }
        }
    }

    /** Refuses new connections, then gives the open ones {@code grace} to bring their last request; returns when none is left or the time is over. */
    void close(Connector connector, Duration grace) {
        isClosing = true;
        connector.getProtocolHandler().closeServerSocketGraceful();
        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.awaitConnectionsClose(grace.toMillis());
        }
    }

    /** Waits until no request is being answered; false when {@code timeout} came first. */
    boolean awaitIdle(Duration timeout, Time time) throws InterruptedException {
        long deadline = time.nanoTime() + timeout.toNanos();
        synchronized (idle) {
            while (inFlight.get() > 0) {
                long millis = (deadline - time.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                idle.wait(millis);
            }
            return true;
        }
    }
}
