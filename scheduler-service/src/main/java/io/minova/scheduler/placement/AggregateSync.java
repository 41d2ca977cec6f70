package io.minova.scheduler.placement;

import io.minova.objects.Aggregate;
import io.minova.scheduler.placement.objects.Aggregates;
import io.minova.store.AggregateRepository;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts hosts into placement's aggregates that an aggregate of the compute API has and placement missed: from before there were any, or because placement
 * could not be asked then. Takes none out, for placement's clients may have put it there. Run at the start of each scheduler.
 *
 * <p>Mirrors {@code nova/cmd/manage.py: PlacementCommands.sync_aggregates}; differs: nobody has to think of it.
 */
@Component
public class AggregateSync {

    private static final Logger LOG = LoggerFactory.getLogger(AggregateSync.class);

    private final AggregateRepository repository;
    private final Aggregates aggregates;

    public AggregateSync(AggregateRepository repository, Aggregates aggregates) {
        this.repository = repository;
        this.aggregates = aggregates;
    }

    public void run() {
        Map<String, Set<String>> known = aggregates.membersByAggregate();
        for (Aggregate aggregate : repository.list()) {
            Set<String> members = known.getOrDefault(aggregate.uuid(), Set.of());
            for (String host : aggregate.hosts()) {
                if (!members.contains(host) && aggregates.add(aggregate.uuid(), host)) {
                    LOG.info("Host {} was missing in placement's aggregate {} and is in it now", host, aggregate.uuid());
                }
            }
        }
    }
}
