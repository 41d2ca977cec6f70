package io.minova.api.usage;

import io.minova.objects.Instance;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time that is asked about; what lies after {@code now} is not used yet. */
record UsagePeriod(Instant start, Instant stop, Instant now) {

    boolean touches(Instance instance) {
        Instant launched = instance.launchedAt();
        Instant ended = ended(instance);
        return launched != null && launched.isBefore(stop) && (ended == null || ended.isAfter(start));
    }

    /** How long a server ran within the period. Mirrors {@code simple_tenant_usage.py: _hours_for}. */
    double hours(Instance instance) {
        Instant launched = instance.launchedAt();
        if (launched == null) {
            return 0;
        }
        Instant from = launched.isBefore(start) ? start : launched;
        Instant ended = ended(instance);
        Instant until = ended == null || ended.isAfter(stop) ? stop : ended;
        Instant counted = until.isAfter(now) ? now : until;
        return Math.max(0, Duration.between(from, counted).toNanos() / 3.6e12);
    }

    private static @Nullable Instant ended(Instance instance) {
        return instance.terminatedAt() == null ? instance.deletedAt() : instance.terminatedAt();
    }
}
