package io.minova.conductor;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the conductor builds.
 *
 * @param maxAttempts hosts tried for one server: the first and its alternates. Mirrors {@code [scheduler] max_attempts}
 */
@ConfigurationProperties("nova")
public record ConductorProperties(@DefaultValue("3") int maxAttempts) {

    public ConductorProperties {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("nova.max-attempts must be at least 1; it is " + maxAttempts);
        }
    }
}
