package io.minova.rpc.http;

import io.minova.concurrency.Interruption;
import io.minova.concurrency.Time;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.rpc.RpcDirectory;
import io.minova.rpc.RpcOptions;
import io.minova.rpc.RpcStatistics;
import io.minova.rpc.RpcTarget;
import io.minova.rpc.RpcTransport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages by HTTP POST, to the addresses of the {@link RpcDirectory} in turn.
 *
 * <p>Guarantees: what surely was not taken (nobody listens, 503, a fresh connection that broke before the message itself was sent) is tried again with a growing pause, at every address, until
 * {@code rpc_response_timeout}. A message whose kept-alive connection broke is sent again under the same id, which the receiver recognises unless it was
 * restarted meanwhile. A call lost on a fresh connection is not: it may have run.
 * <p>Threads: safe for any caller; the caller's thread does the work and the waiting.
 */
public final class HttpTransport implements RpcTransport {

    private static final System.Logger LOG = System.getLogger(HttpTransport.class.getName());

    private static final Duration PAUSE_MIN = Duration.ofMillis(20);
    private static final Duration PAUSE_MAX = Duration.ofMillis(500);
    // A fanout is news that goes stale; nobody waits long for one who does not listen.
    private static final Duration FANOUT_TIMEOUT = Duration.ofSeconds(2);
    // A cast is taken in a millisecond, unless the receiver's hub is blocked or its intake is full.
    private static final Duration OFFER_TIMEOUT = Duration.ofSeconds(5);

    private final RpcDirectory directory;
    private final RpcOptions options;
    private final RpcStatistics statistics;
    private final Time time;
    private final HttpExchange exchange;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();

    public HttpTransport(RpcDirectory directory, String secret, RpcOptions options, RpcStatistics statistics, Time time) {
        this.directory = directory;
        this.options = options;
        this.statistics = statistics;
        this.time = time;
        this.exchange = new HttpExchange(secret);
    }

    /**
     * Loads what the first message needs, by posting to a port where nobody listens. To be called on the main thread: classes must not be initialised
     * first on the hub.
     */
    public void warm() {
        exchange.post(URI.create("http://127.0.0.1:1"), new OutgoingMessage("warm", new RpcTarget("none", null), "none", new byte[0]), PAUSE_MAX);
    }

    @Override
    public byte[] call(OutgoingMessage message, Duration timeout) {
        inFlight.incrementAndGet();
        try {
            return new Sending(message, timeout).untilTaken();
        } finally {
            inFlight.decrementAndGet();
        }
    }

    @Override
    public boolean offer(OutgoingMessage message) {
        for (URI address : inTurn(message)) {
            Delivery delivery = post(address, message, OFFER_TIMEOUT);
            if (delivery instanceof Delivery.Taken) {
                return true;
            }
            if (delivery instanceof Delivery.Refused(String why)) {
                throw new NovaException(ErrorCode.MESSAGE_NOT_ACCEPTED, message + ": " + why);
            }
            LOG.log(System.Logger.Level.DEBUG, "{0} is not taken at {1}: {2}", message, address, delivery);
        }
        return false;
    }

    @Override
    public void fanout(OutgoingMessage message) {
        for (URI address : directory.addresses(message.target().topic(), null)) {
            Delivery delivery = post(address, message, FANOUT_TIMEOUT);
            if (!(delivery instanceof Delivery.Taken)) {
                LOG.log(System.Logger.Level.DEBUG, "Fanout {0} missed {1}: {2}", message, address, delivery);
            }
        }
    }

    /** The addresses of the target, each time another one first. */
    private List<URI> inTurn(OutgoingMessage message) {
        List<URI> addresses = directory.addresses(message.target().topic(), message.target().server());
        if (addresses.size() < 2) {
            return addresses;
        }
        List<URI> order = new ArrayList<>(addresses);
        Collections.rotate(order, -Math.floorMod(turn.getAndIncrement(), order.size()));
        return order;
    }

    // Each broken connection was one of the pool's; at most all of them are stale after the receiver's restart.
    private Delivery post(URI address, OutgoingMessage message, Duration limit) {
        Delivery delivery = exchange.post(address, message, limit);
        while (delivery instanceof Delivery.Unknown(String why, Delivery.Connection connection) && connection == Delivery.Connection.KEPT_ALIVE) {
            LOG.log(System.Logger.Level.DEBUG, "Sending {0} again: {1}", message, why);
            statistics.countRetried();
            delivery = exchange.post(address, message, limit);
        }
        return delivery;
    }

    @Override
    public void close() {
        exchange.close();
    }

    /** One message on its way through addresses and attempts. */
    private final class Sending {
        private final OutgoingMessage message;
        private final Duration timeout;
        private final long startNanos = time.nanoTime();
        private String last = "nobody is known to serve it";

        private Sending(OutgoingMessage message, Duration timeout) {
            this.message = message;
            this.timeout = timeout;
        }

        private byte[] untilTaken() {
            Duration pause = PAUSE_MIN;
            while (true) {
                for (URI address : inTurn(message)) {
                    byte[] answer = tryAt(address);
                    if (answer != null) {
                        return answer;
                    }
                }
                if (elapsed().plus(pause).compareTo(options.toBeTaken(timeout)) >= 0) {
                    throw notTaken();
                }
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
                statistics.countRetried();
            }
        }

        /** The answer, or null when another attempt is due. */
        private byte @Nullable [] tryAt(URI address) {
            Delivery delivery = post(address, message, remaining());
            switch (delivery) {
                case Delivery.Taken(byte[] answer) -> {
                    return answer;
                }
                case Delivery.NotTaken(String why) -> last = why;
                case Delivery.Refused(String why) -> throw new NovaException(ErrorCode.MESSAGE_NOT_ACCEPTED, message + ": " + why);
                case Delivery.TimedOut() -> throw noAnswer("no answer from " + address);
                case Delivery.Unknown(String why, var _) -> throw noAnswer(why);
            }
            return null;
        }

        private NovaException noAnswer(String why) {
            return new NovaException(
                    ErrorCode.MESSAGING_TIMEOUT, "%s: %s after %d ms (limit %d ms, %d messages of this process in flight)"
                            .formatted(message, why, elapsed().toMillis(), timeout.toMillis(), inFlight.get()));
        }

        private NovaException notTaken() {
            return new NovaException(
                    ErrorCode.MESSAGING_TIMEOUT, "%s was not taken within %d ms: %s (%d messages of this process in flight)"
                            .formatted(message, elapsed().toMillis(), last, inFlight.get()));
        }

        private Duration elapsed() {
            return Duration.ofNanos(time.nanoTime() - startNanos);
        }

        private Duration remaining() {
            Duration left = timeout.minus(elapsed());
            return left.compareTo(PAUSE_MIN) > 0 ? left : PAUSE_MIN;
        }

        private void pause(Duration pause) {
            try {
                time.sleep(pause);
            } catch (InterruptedException e) {
                throw Interruption.of(e, "waiting to send " + message + " again");
            }
        }
    }
}
