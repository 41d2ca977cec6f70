package io.minova.rpcapi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Placement for the services themselves.
 *
 * <p>Mirrors {@code nova/scheduler/client/report.py: SchedulerReportClient}; differs: by message instead of REST.
 */
@Topic("placement")
public interface PlacementRpc {

    /** One resource class of a provider. */
    record Inventory(long total, long reserved, long minUnit, long maxUnit, long stepSize, double allocationRatio) {}

    /** A provider and everything it has. */
    record ProviderInventory(String providerUuid, String name, Map<String, Inventory> inventories) {}

    /** {@link #setInventory} for several providers, each as a whole; unchanged ones are not written. */
    @Call
    void setInventories(List<ProviderInventory> providers);

    /**
     * Gives providers the trait {@code COMPUTE_STATUS_DISABLED} where true, and takes it away where false. Mirrors
     * {@code nova/compute/manager.py: update_compute_provider_status}.
     */
    @Call
    void syncComputeStatus(Map<String, Boolean> disabledByProvider);

    /** Puts the provider of that name into the aggregate, if it is not in it; false for an unknown one. Mirrors {@code aggregate_add_host}. */
    @Call
    boolean aggregateAddHost(String aggregateUuid, String providerName);

    /** Takes the provider of that name out of the aggregate; false for an unknown one. Mirrors {@code aggregate_remove_host}. */
    @Call
    boolean aggregateRemoveHost(String aggregateUuid, String providerName);

    /** Provider uuid to the consumers that hold something of it. Mirrors {@code get_allocations_for_resource_provider}. */
    @Call
    Map<String, List<String>> consumersOf(List<String> providerUuids);

    /** Creates the provider if needed and makes its inventory this one. */
    @Call
    void setInventory(String providerUuid, String name, Map<String, Inventory> inventories);

    /** Claims all of it or nothing; false when a provider has no room. */
    @Call
    boolean claimResources(String consumerUuid, String projectId, String userId, Map<String, Map<String, Long>> allocations);

    /** Provider uuid to resource class to amount; empty for an unknown consumer. */
    @Call
    Map<String, Map<String, Long>> getAllocations(String consumerUuid);

    /** Resource class to amount of what all consumers of a project hold, or those of one of its users. */
    @Call
    Map<String, Long> usages(String projectId, @Nullable String userId);

    /** Gives everything back; a consumer without allocations is fine. */
    @Call
    void deleteAllocations(String consumerUuid);

    /**
     * Gives what {@code fromConsumer} holds to {@code toConsumer}, in place of what that held; false, and nothing is changed, when {@code fromConsumer} holds
     * nothing. What a move of a server and its return do.
     */
    @Call
    boolean moveAllocations(String fromConsumer, String toConsumer, String projectId, String userId);
}
