package io.minova.scheduler.placement;

import io.minova.rpcapi.PlacementRpc;
import io.minova.scheduler.placement.objects.Aggregates;
import io.minova.scheduler.placement.objects.Consumers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Serves the topic {@code placement}. */
@Component
public class PlacementManager implements PlacementRpc {

    private final ResourceProviders providers;
    private final Allocations allocations;
    private final Consumers consumers;
    private final ComputeStatus status;
    private final Aggregates aggregates;

    public PlacementManager(ResourceProviders providers, Allocations allocations, Consumers consumers, ComputeStatus status, Aggregates aggregates) {
        this.aggregates = aggregates;
        this.status = status;
        this.consumers = consumers;
        this.providers = providers;
        this.allocations = allocations;
    }

    @Override
    public void setInventory(String providerUuid, String name, Map<String, Inventory> inventories) {
        providers.setInventory(providerUuid, name, inventories);
    }

    @Override
    public void setInventories(List<ProviderInventory> changed) {
        providers.setInventories(changed);
    }

    @Override
    public void syncComputeStatus(Map<String, Boolean> disabledByProvider) {
        status.sync(disabledByProvider);
    }

    @Override
    public boolean aggregateAddHost(String aggregateUuid, String providerName) {
        return aggregates.add(aggregateUuid, providerName);
    }

    @Override
    public boolean aggregateRemoveHost(String aggregateUuid, String providerName) {
        return aggregates.remove(aggregateUuid, providerName);
    }

    @Override
    public Map<String, List<String>> consumersOf(List<String> providerUuids) {
        return consumers.ofProviders(providerUuids);
    }

    @Override
    public boolean claimResources(String consumerUuid, String projectId, String userId, Map<String, Map<String, Long>> claimed) {
        return allocations.replace(consumerUuid, projectId, userId, claimed);
    }

    @Override
    public Map<String, Map<String, Long>> getAllocations(String consumerUuid) {
        return allocations.find(consumerUuid);
    }

    @Override
    public Map<String, Long> usages(String projectId, @Nullable String userId) {
        return consumers.usage(projectId, userId);
    }

    @Override
    public void deleteAllocations(String consumerUuid) {
        allocations.delete(consumerUuid);
    }

    @Override
    public boolean moveAllocations(String fromConsumer, String toConsumer, String projectId, String userId) {
        return allocations.move(fromConsumer, toConsumer, projectId, userId);
    }
}
