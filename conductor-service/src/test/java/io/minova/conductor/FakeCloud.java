package io.minova.conductor;

import io.minova.objects.ErrorCode;
import io.minova.objects.GroupPlacement;
import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.PlacementRpc;
import io.minova.rpcapi.SchedulerRpc;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scheduler, placement and computes that note what they are told. */
final class FakeCloud implements RpcClient, SchedulerRpc, PlacementRpc {

    private final String cellUuid;
    List<String> hosts = List.of();
    Map<String, Map<String, Long>> allocations = Map.of();
    final Set<String> full = new HashSet<>();
    final Set<String> away = new HashSet<>();
    final List<String> builds = new ArrayList<>();
    final List<String> released = new ArrayList<>();
    @Nullable Runnable whileScheduling;
    @Nullable GroupPlacement askedGroup;

    FakeCloud(String cellUuid) {
        this.cellUuid = cellUuid;
    }

    Selection selection(String host) {
        return new Selection(host, host, "node-of-" + host, cellUuid, "nova", Map.of("node-of-" + host, Map.of("VCPU", 1L)));
    }

    @Override
    public <T> T target(Class<T> api) {
        return api.cast(this);
    }

    @Override
    public <T> T target(Class<T> api, String server) {
        return api.cast(Proxy.newProxyInstance(
                api.getClassLoader(), new Class<?>[] {api}, (proxy, method, arguments) -> computeIsTold(server, method, arguments)));
    }

    @Override
    public List<List<Selection>> selectDestinations(RequestSpec requestSpec, List<String> instanceUuids) {
        askedGroup = requestSpec.instanceGroup();
        if (whileScheduling != null) {
            whileScheduling.run();
        }
        if (hosts.isEmpty()) {
            throw new NovaException(ErrorCode.NO_VALID_HOST, "No valid host was found. There is none.");
        }
        return instanceUuids.stream().map(uuid -> hosts.stream().map(this::selection).toList()).toList();
    }

    @Override
    public void updateInstanceInfo(String host, List<String> instanceUuids) {}

    @Override
    public void deleteInstanceInfo(String host, String instanceUuid) {}

    @Override
    public void setInventories(List<ProviderInventory> providers) {}

    @Override
    public void syncComputeStatus(Map<String, Boolean> disabledByProvider) {}

    @Override
    public boolean aggregateAddHost(String aggregateUuid, String providerName) {
        return true;
    }

    @Override
    public boolean aggregateRemoveHost(String aggregateUuid, String providerName) {
        return true;
    }

    @Override
    public Map<String, List<String>> consumersOf(List<String> providerUuids) {
        return Map.of();
    }

    @Override
    public void setInventory(String providerUuid, String name, Map<String, Inventory> inventories) {}

    @Override
    public boolean claimResources(String consumerUuid, String projectId, String userId, Map<String, Map<String, Long>> allocations) {
        return allocations.keySet().stream().noneMatch(provider -> full.contains(provider.substring("node-of-".length())));
    }

    @Override
    public Map<String, Map<String, Long>> getAllocations(String consumerUuid) {
        return allocations;
    }

    @Override
    public Map<String, Long> usages(String projectId, @Nullable String userId) {
        return Map.of();
    }

    @Override
    public void deleteAllocations(String consumerUuid) {
        released.add(consumerUuid);
    }

    @Override
    public boolean moveAllocations(String fromConsumer, String toConsumer, String projectId, String userId) {
        return true;
    }

    private void build(String host, Instance instance, List<Selection> alternates, int attempt) {
        if (away.contains(host)) {
            throw new NovaException(ErrorCode.MESSAGE_NOT_ACCEPTED, "nobody there");
        }
        builds.add(host + " builds " + instance.uuid() + ", attempt " + attempt + ", alternates "
                + alternates.stream().map(Selection::host).toList());
    }

    @SuppressWarnings("unchecked")
    private Object computeIsTold(String host, Method method, Object[] arguments) {
        if (!method.getName().equals("buildAndRunInstance")) {
            throw new UnsupportedOperationException(method.getName());
        }
        build(host, (Instance) arguments[0], (List<Selection>) arguments[2], (int) arguments[3]);
        return true;
    }
}
