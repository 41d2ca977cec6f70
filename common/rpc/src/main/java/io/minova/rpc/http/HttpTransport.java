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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages by HTTP POST, to the addresses of the {@link RpcDirectory} in turn.
 *
 * <p>Guarantees: what surely was not taken (nobody listens, 503) is tried again with a growing pause, at every address, until
 * {@code rpc_response_timeout}. A message whose kept-alive connection broke is sent again under the same id, which the receiver recognises unless it was
 * restarted meanwhile; a cast is sent again after any broken connection. A call lost on a fresh connection is not: it may have run.
 * <p>Threads: safe for any caller; the caller's thread does the work and the waiting.
 */
public final class HttpTransport implements RpcTransport {

    private static final System.Logger LOG = System.getLogger(HttpTransport.class.getName());

    private static final Duration PAUSE_MIN = Duration.ofMillis(20);
    private static final Duration PAUSE_MAX = Duration.ofMillis(500);
    // A fanout is news that goes stale; nobody waits long for one who does not listen.
    private static final Duration FANOUT_TIMEOUT = Duration.ofSeconds(2);

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
        return send(message, timeout, Resend.IF_NOT_RUN);
    }

    @Override
    public void cast(OutgoingMessage message, Duration timeout) {
        send(message, timeout, Resend.ALWAYS);
    }

    @Override
    public void fanout(OutgoingMessage message) {
        for (URI address : directory.addresses(message.target().topic(), null)) {
            Delivery delivery = exchange.post(address, message, FANOUT_TIMEOUT);
            if (delivery instanceof Delivery.Unknown(String why, Delivery.Connection connection) && connection == Delivery.Connection.KEPT_ALIVE) {
                LOG.log(System.Logger.Level.DEBUG, "Sending {0} to {1} again: {2}", message, address, why);
                delivery = exchange.post(address, message, FANOUT_TIMEOUT);
            }
            if (!(delivery instanceof Delivery.Taken)) {
                LOG.log(System.Logger.Level.DEBUG, "Fanout {0} missed {1}: {2}", message, address, delivery);
            }
        }
    }

    private byte[] send(OutgoingMessage message, Duration timeout, Resend resend) {
        inFlight.incrementAndGet();
        try {
            return new Sending(message, timeout, resend).untilTaken();
        } finally {
            inFlight.decrementAndGet();
        }
    }

    @Override
    public void close() {
        exchange.close();
    }

    private enum Resend {
        IF_NOT_RUN,
        ALWAYS
    }

    /** One message on its way through addresses and attempts. */
    private final class Sending {
        private final OutgoingMessage message;
        private final Resend resend;
        private final Duration timeout;
        private final long startNanos = time.nanoTime();
        private String last = "nobody is known to serve it";

        private Sending(OutgoingMessage message, Duration timeout, Resend resend) {
            this.message = message;
            this.timeout = timeout;
            this.resend = resend;
        }

        private byte[] untilTaken() {
            Duration pause = PAUSE_MIN;
            while (true) {
                List<URI> addresses = directory.addresses(message.target().topic(), message.target().server());
                int first = addresses.size() < 2 ? 0 : Math.floorMod(turn.getAndIncrement(), addresses.size());
                for (int i = 0; i < addresses.size(); i++) {
                    byte[] answer = tryAt(addresses.get((first + i) % addresses.size()));
                    if (answer != null) {
                        return answer;
                    }
                }
                // A long call, too, must be taken within the plain timeout; only its answer may take long.
                if (elapsed().plus(pause).compareTo(options.responseTimeout()) >= 0) {
                    throw notTaken();
                }
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
                statistics.countRetried();
            }
        }

        /** The answer, or null when another attempt is due. */
        private byte @Nullable [] tryAt(URI address) {
            Delivery delivery = exchange.post(address, message, remaining());
            // Each broken connection was one of the pool's; at most all of them are stale after the receiver's restart.
            while (delivery instanceof Delivery.Unknown(String why, Delivery.Connection connection) && connection == Delivery.Connection.KEPT_ALIVE) {
                LOG.log(System.Logger.Level.DEBUG, "Sending {0} again: {1}", message, why);
                statistics.countRetried();
                delivery = exchange.post(address, message, remaining());
            }
            switch (delivery) {
                case Delivery.Taken(byte[] answer) -> {
                    return answer;
                }
                case Delivery.NotTaken(String why) -> last = why;
                case Delivery.Refused(String why) -> throw new NovaException(ErrorCode.MESSAGE_NOT_ACCEPTED, message + ": " + why);
                case Delivery.TimedOut() -> throw noAnswer("no answer from " + address);
                case Delivery.Unknown(String why, var _) -> {
                    if (resend == Resend.IF_NOT_RUN) {
                        throw noAnswer(why);
                    }
                    last = why;
                }
            }
            return null;
        }

        private NovaException noAnswer(String why) {
            ErrorCode code = resend == Resend.IF_NOT_RUN ? ErrorCode.MESSAGING_TIMEOUT : ErrorCode.MESSAGE_NOT_ACCEPTED;
            return new NovaException(
                    code, "%s: %s after %d ms (limit %d ms, %d messages of this process in flight)"
                            .formatted(message, why, elapsed().toMillis(), timeout.toMillis(), inFlight.get()));
        }

        private NovaException notTaken() {
            ErrorCode code = resend == Resend.IF_NOT_RUN ? ErrorCode.MESSAGING_TIMEOUT : ErrorCode.MESSAGE_NOT_ACCEPTED;
            return new NovaException(
                    code, "%s was not taken within %d ms: %s (%d messages of this process in flight)"
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
