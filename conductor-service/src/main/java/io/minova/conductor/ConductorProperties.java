package io.minova.conductor;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How the conductor builds, and what it does by itself later.
 *
 * @param maxAttempts hosts tried for one server: the first and its alternates. Mirrors {@code [scheduler] max_attempts}
 * @param resizeConfirmWindow a resize that is neither confirmed nor reverted for this long is confirmed; 0: never. Mirrors {@code resize_confirm_window}
 */
@ConfigurationProperties("nova")
public record ConductorProperties(@DefaultValue("3") int maxAttempts,
        @DefaultValue("0") @DurationUnit(ChronoUnit.SECONDS) Duration resizeConfirmWindow) {

    public ConductorProperties {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("nova.max-attempts must be at least 1; it is " + maxAttempts);
        }
        if (resizeConfirmWindow.isNegative()) {
            throw new IllegalArgumentException("nova.resize-confirm-window must be 0 (never) or seconds; it is " + resizeConfirmWindow.toSeconds());
        }
    }
}
