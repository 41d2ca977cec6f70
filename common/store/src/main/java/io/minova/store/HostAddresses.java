package io.minova.store;

import io.minova.concurrency.Time;
import io.minova.store.HostMappingRepository.HostMapping;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where messages for compute hosts go, from the host mappings; an answer is kept for a second, so that a burst of casts costs one read and a moved host is
 * found again while the sender still tries.
 *
 * <p>Threads: safe for any caller; may read the API database.
 */
public final class HostAddresses {

    private static final Duration KEPT = Duration.ofSeconds(1);

    private record Answer(List<URI> addresses, long untilNanos) {}

    private final HostMappingRepository mappings;
    private final Time time;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    public HostAddresses(HostMappingRepository mappings, Time time) {
        this.mappings = mappings;
        this.time = time;
    }

    /** The base URL of the process that has the host; empty when nothing has registered it. */
    public List<URI> find(String host) {
        Answer known = answers.get(host);
        if (known != null && known.untilNanos() - time.nanoTime() > 0) {
            return known.addresses();
        }
        List<URI> addresses = mappings.find(host).map(HostMapping::rpcAddress).map(URI::create).map(List::of).orElse(List.of());
        answers.put(host, new Answer(addresses, time.nanoTime() + KEPT.toNanos()));
        return addresses;
    }
}
