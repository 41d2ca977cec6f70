package io.minova.api.aggregates;

import io.minova.objects.Aggregate;
import io.minova.objects.NovaException;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.PlacementRpc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps placement's aggregates as the compute API's are: the same uuid, and the provider of each host in it.
 *
 * <p>Failure: a host that placement does not know is logged, as is one that could not be added, for the administrator has his aggregate; one that could not
 * be taken out fails the request, which he can repeat.
 * <p>Mirrors {@code nova/compute/api.py: AggregateAPI.add_host_to_aggregate, remove_host_from_aggregate}.
 */
@Component
final class MirroredAggregates {

    private static final Logger LOG = LoggerFactory.getLogger(MirroredAggregates.class);

    private final PlacementRpc placement;

    MirroredAggregates(RpcClient rpc) {
        this.placement = rpc.target(PlacementRpc.class);
    }

    void added(Aggregate aggregate, String host) {
        try {
            if (!placement.aggregateAddHost(aggregate.uuid(), host)) {
                LOG.warn("Host {} is not in placement's aggregate {}: placement does not know it", host, aggregate.uuid());
            }
        } catch (NovaException e) {
            LOG.warn("Host {} is not in placement's aggregate {}; the next start of a scheduler mends that: {}", host, aggregate.uuid(),
                    e.getMessage());
        }
    }

    void removed(Aggregate aggregate, String host) {
        if (!placement.aggregateRemoveHost(aggregate.uuid(), host)) {
            LOG.warn("Host {} was not in placement's aggregate {}: placement does not know it", host, aggregate.uuid());
        }
    }
}
