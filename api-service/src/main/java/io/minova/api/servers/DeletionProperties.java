package io.minova.api.servers;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * What becomes of a server that is deleted.
 *
 * @param reclaimInstanceInterval how long a deleted server that once ran can be restored; a plain number means seconds, 0 deletes at once. Give it to the
 *     computes too, or nothing is ever reclaimed. Both backends. Longer: such servers hold their hosts' room, and no quota. Mirrors
 *     {@code reclaim_instance_interval}
 */
@ConfigurationProperties("nova")
record DeletionProperties(@DefaultValue("0") @DurationUnit(ChronoUnit.SECONDS) Duration reclaimInstanceInterval) {

    DeletionProperties {
        if (reclaimInstanceInterval.isNegative()) {
            throw new IllegalArgumentException(
                    "nova.reclaim-instance-interval must be 0 (delete at once) or more; it is " + reclaimInstanceInterval.toSeconds() + " s");
        }
    }
}
