package io.minova.api.aggregates;

import io.minova.concurrency.Time;
import io.minova.objects.Aggregate;
import io.minova.store.AggregateRepository;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which zone a host is in.
 *
 * <p>Threads: safe for any caller. The picture is at most a second old; two callers may refresh it at the same time, which costs three statements.
 * <p>Mirrors {@code nova/availability_zones.py: get_host_availability_zone, set_availability_zones}.
 */
@Component
public final class Zones {

    /** Where a host is that no aggregate put elsewhere; Nova's default_availability_zone. */
    public static final String DEFAULT = "nova";

    private static final Duration KEPT = Duration.ofSeconds(1);

    private record Picture(Map<String, String> byHost, long untilNanos) {}

    private final AggregateRepository aggregates;
    private final Time time;
    private volatile @Nullable Picture picture;

    Zones(AggregateRepository aggregates, Time time) {
        this.aggregates = aggregates;
        this.time = time;
    }

    /** As of a second ago at most. */
    public String ofHost(String host) {
        Picture known = picture;
        if (known == null || known.untilNanos() - time.nanoTime() <= 0) {
            known = new Picture(read(), time.nanoTime() + KEPT.toNanos());
            picture = known;
        }
        return known.byHost().getOrDefault(host, DEFAULT);
    }

    /** Makes a change of this process seen at once. */
    void forget() {
        picture = null;
    }

    private Map<String, String> read() {
        Map<String, String> byHost = new HashMap<>();
        for (Aggregate aggregate : aggregates.list()) {
            String zone = aggregate.availabilityZone();
            if (zone != null) {
                aggregate.hosts().forEach(host -> byHost.put(host, zone));
            }
        }
        return byHost;
    }
}
