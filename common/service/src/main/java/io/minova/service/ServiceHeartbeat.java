package io.minova.service;

import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.LoopingCall;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the cluster again and again that the service lives, on a loop of its own that nothing but the service's death stops.
 *
 * <p>Failure: a report without an answer is warned of once, and its recovery told; everything else is logged each time. The loop goes on.
 * <p>Mirrors {@code nova/servicegroup/drivers/db.py: _report_state}.
 */
final class ServiceHeartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceHeartbeat.class);
    // 5 s: Nova's delay of the first report after the start.
    private static final Duration FIRST = Duration.ofSeconds(5);

    private final NovaService service;
    private boolean isSilent;
    private @Nullable LoopingCall loop;

    ServiceHeartbeat(NovaService service) {
        this.service = service;
    }

    void start(ExecutorRegistry executors, Duration interval) {
        loop = executors.startLoop("heartbeat", FIRST.compareTo(interval) < 0 ? FIRST : interval, interval, this::beat);
    }

    void stop() {
        if (loop != null) {
            loop.stop();
        }
    }

    private void beat() {
        try {
            service.reportState();
            if (isSilent) {
                LOG.info("Recovered from being unable to report that {} lives", service.binary());
            }
            isSilent = false;
        } catch (NovaException e) {
            boolean isTimeout = e.code() == ErrorCode.MESSAGING_TIMEOUT || e.code() == ErrorCode.MESSAGE_NOT_ACCEPTED;
            if (!isTimeout || !isSilent) {
                LOG.warn("Could not report that {} lives: {}", service.binary(), e.getMessage());
            }
            isSilent |= isTimeout;
        } catch (RuntimeException e) {
            LOG.error("Could not report that {} lives", service.binary(), e);
        }
    }
}
