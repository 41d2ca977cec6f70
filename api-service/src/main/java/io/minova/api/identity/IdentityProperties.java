package io.minova.api.identity;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Accounts and tokens.
 *
 * @param password of every seeded user. No default: a known password is no password
 * @param tokenExpiration how long a token is good, in seconds; longer spares logins, and a lost token harms longer. Mirrors Keystone's
 *     {@code [token] expiration}
 */
@ConfigurationProperties("nova.identity")
public record IdentityProperties(
        @DefaultValue("") String password, @DefaultValue("3600") @DurationUnit(ChronoUnit.SECONDS) Duration tokenExpiration) {

    public IdentityProperties {
        if (password.isBlank()) {
            throw new IllegalArgumentException("NOVA_IDENTITY_PASSWORD is not set: the seeded users need a password");
        }
        if (tokenExpiration.isNegative() || tokenExpiration.isZero()) {
            throw new IllegalArgumentException("nova.identity.token-expiration must be positive, was " + tokenExpiration);
        }
    }
}
