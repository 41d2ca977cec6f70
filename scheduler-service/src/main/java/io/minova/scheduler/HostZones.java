package io.minova.scheduler;

import io.minova.concurrency.Time;
import io.minova.objects.Aggregate;
import io.minova.store.AggregateRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which host is in which availability zone, by the aggregates; read again when older than a second, and whenever a request names a zone: whoever asks
 * for a zone may just have made it.
 *
 * <p>Threads: safe for any caller; two may read at the same time.
 * <p>Mirrors {@code nova/scheduler/request_filter.py: map_az_to_placement_aggregate}; differs: Nova keeps aggregates in the scheduler until the API says
 * that they changed, and asks placement for members of the mirrored ones.
 */
@Component
public class HostZones {

    // Nova's default_availability_zone, of hosts in no aggregate with a zone.
    static final String DEFAULT = "nova";

    private static final Duration KEPT = Duration.ofSeconds(1);

    private record Zones(Map<String, String> zoneByHost, long untilNanos) {}

    private final AggregateRepository aggregates;
    private final Time time;
    private volatile @Nullable Zones known;

    public HostZones(AggregateRepository aggregates, Time time) {
        this.aggregates = aggregates;
        this.time = time;
    }

    String zoneOf(String host) {
        return zones().getOrDefault(host, DEFAULT);
    }

    /** Hosts that the zone is restricted to; null when no aggregate has that zone: then it restricts nothing. */
    @Nullable List<String> hostsOf(String zone) {
        Map<String, String> zones = read().zoneByHost();
        return zones.containsValue(zone)
                ? zones.entrySet().stream().filter(entry -> entry.getValue().equals(zone)).map(Map.Entry::getKey).toList()
                : null;
    }

    /** Read now: who makes an aggregate and boots at once must find it obeyed. */
    Map<String, List<Aggregate>> aggregatesByHost() {
        Map<String, List<Aggregate>> byHost = new HashMap<>();
        aggregates.list().forEach(aggregate -> aggregate.hosts()
                .forEach(host -> byHost.computeIfAbsent(host, first -> new ArrayList<>()).add(aggregate)));
        return byHost;
    }

    private Map<String, String> zones() {
        Zones current = known;
        return current == null || current.untilNanos() - time.nanoTime() <= 0 ? read().zoneByHost() : current.zoneByHost();
    }

    private Zones read() {
        Map<String, String> zoneByHost = new HashMap<>();
        for (Aggregate aggregate : aggregates.list()) {
            String zone = aggregate.availabilityZone();
            if (zone != null) {
                aggregate.hosts().forEach(host -> zoneByHost.put(host, zone));
            }
        }
        Zones read = new Zones(zoneByHost, time.nanoTime() + KEPT.toNanos());
        known = read;
        return read;
    }
}
