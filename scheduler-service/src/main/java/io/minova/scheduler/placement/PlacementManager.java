package io.minova.scheduler.placement;

import io.minova.rpcapi.PlacementRpc;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Serves the topic {@code placement}. */
@Component
public class PlacementManager implements PlacementRpc {

    private final ResourceProviders providers;
    private final Allocations allocations;

    public PlacementManager(ResourceProviders providers, Allocations allocations) {
        this.providers = providers;
        this.allocations = allocations;
    }

    @Override
    public void setInventory(String providerUuid, String name, Map<String, Inventory> inventories) {
        providers.setInventory(providerUuid, name, inventories);
    }

    @Override
    public void setInventories(List<ProviderInventory> changed) {
        changed.forEach(provider -> setInventory(provider.providerUuid(), provider.name(), provider.inventories()));
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
    public void deleteAllocations(String consumerUuid) {
        allocations.delete(consumerUuid);
    }

    @Override
    public boolean moveAllocations(String fromConsumer, String toConsumer, String projectId, String userId) {
        return allocations.move(fromConsumer, toConsumer, projectId, userId);
    }
}
