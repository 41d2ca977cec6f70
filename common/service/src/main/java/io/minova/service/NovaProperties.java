package io.minova.service;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Nova's options that every service has; a plain number of a duration means seconds. The sizes of executors are in
 * {@link io.minova.concurrency.PoolOption}.
 *
 * <p>Mirrors {@code nova/conf/service.py}, {@code nova/conf/rpc.py}, {@code nova/conf/base.py} and oslo.messaging's options.
 *
 * @param host name of this process in os-services; for a compute the prefix of its simulated hosts' names
 * @param rpcResponseTimeout how long a call waits for its answer, and any message for somebody to take it. Higher: slow answers survive, but each holds
 *     a thread of the caller longer, which hurts first in THREADING
 * @param longRpcTimeout the same for calls that schedule or migrate
 * @param reportInterval between two heartbeats. Higher: fewer messages, slower detection of a dead service
 * @param serviceDownTime without a heartbeat for this long a service counts as down; must exceed {@code reportInterval}
 * @param gracefulShutdownTimeout from SIGTERM to a forced exit with code 1; 0 waits without limit
 * @param managerShutdownTimeout the part of it in which the service's own work may end
 * @param httpDrainDelay from SIGTERM to the closing of the port: as long as a proxy takes to see that the readiness check fails and to send nobody here any more.
 *     Higher: a slower stop. 0, right where nothing stands before the service, closes it at once. Not Nova's: its WSGI server has a setting of its own
 */
@ConfigurationProperties("nova")
public record NovaProperties(
        @DefaultValue("localhost") @NotBlank String host,
        @DefaultValue("60") @DurationUnit(ChronoUnit.SECONDS) Duration rpcResponseTimeout,
        @DefaultValue("1800") @DurationUnit(ChronoUnit.SECONDS) Duration longRpcTimeout,
        @DefaultValue("10") @DurationUnit(ChronoUnit.SECONDS) Duration reportInterval,
        @DefaultValue("60") @DurationUnit(ChronoUnit.SECONDS) Duration serviceDownTime,
        @DefaultValue("180") @DurationUnit(ChronoUnit.SECONDS) Duration gracefulShutdownTimeout,
        @DefaultValue("160") @DurationUnit(ChronoUnit.SECONDS) Duration managerShutdownTimeout,
        @DefaultValue("0") @DurationUnit(ChronoUnit.SECONDS) Duration httpDrainDelay) {

    public NovaProperties {
        requirePositive("rpc_response_timeout", rpcResponseTimeout);
        requirePositive("long_rpc_timeout", longRpcTimeout);
        requirePositive("report_interval", reportInterval);
        requirePositive("service_down_time", serviceDownTime);
        requireNotNegative("graceful_shutdown_timeout", gracefulShutdownTimeout);
        requireNotNegative("manager_shutdown_timeout", managerShutdownTimeout);
        requireNotNegative("http_drain_delay", httpDrainDelay);
        if (gracefulShutdownTimeout.isPositive() && httpDrainDelay.compareTo(gracefulShutdownTimeout) >= 0) {
            throw new IllegalArgumentException(
                    "http_drain_delay (%d s) must be less than graceful_shutdown_timeout (%d s)"
                            .formatted(httpDrainDelay.toSeconds(), gracefulShutdownTimeout.toSeconds()));
        }
    }

    /** The limit of {@link #managerShutdownTimeout} that leaves room inside the overall one. Mirrors {@code nova/service.py: stop}. */
    public Duration effectiveManagerShutdownTimeout() {
        if (managerShutdownTimeout.compareTo(gracefulShutdownTimeout) <= 0) {
            return managerShutdownTimeout;
        }
        // 10 s: what Nova keeps back for the rest of the shutdown.
        Duration left = gracefulShutdownTimeout.minusSeconds(10);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** {@link #serviceDownTime}, or two and a half heartbeats when it was set to less than one. Mirrors {@code nova/servicegroup/api.py}. */
    public Duration effectiveServiceDownTime() {
        return serviceDownTime.compareTo(reportInterval) > 0 ? serviceDownTime : reportInterval.multipliedBy(5).dividedBy(2);
    }

    private static void requirePositive(String option, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(option + " must be more than 0 s, not " + value.toSeconds() + " s");
        }
    }

    private static void requireNotNegative(String option, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(option + " must be 0 s or more, not " + value.toSeconds() + " s");
        }
    }
}
