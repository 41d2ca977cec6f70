package io.minova.compute;

import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.TaskExecutor;
import io.minova.concurrency.Time;
import io.minova.objects.ComputeNode;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import io.minova.rpc.RpcServer;
import io.minova.rpcapi.ComputeAltRpc;
import io.minova.rpcapi.ComputeRpc;
import io.minova.rpcapi.PlacementRpc.Inventory;
import io.minova.rpcapi.PlacementRpc.ProviderInventory;
import io.minova.service.NovaService;
import io.minova.service.PeriodicTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a compute process: it waits for the conductor, puts its hosts right, enters them, serves them and leaves in order.
 *
 * <p>Guarantees: the number of messages at start and per heartbeat does not grow with the number of hosts, but for one per hundred hosts to read instances
 * and four per five hundred to write what the hosts have and whether they are disabled.
 * <p>Threads: see {@link NovaService}.
 * <p>Mirrors {@code nova/compute/manager.py: init_host, pre_start_hook, graceful_shutdown}.
 */
final class ComputeService implements NovaService {

    private static final Logger LOG = LoggerFactory.getLogger(ComputeService.class);
    private static final int HOSTS_PER_MESSAGE = 100;
    // A fraction of a second of its receiver's, and of the rows it locks.
    private static final int NODES_PER_MESSAGE = 500;
    // Short: what is waited for at start is usually a neighbour that starts too.
    private static final Duration PEER_RETRY = Duration.ofMillis(500);

    private final ComputeHosts hosts;
    private final String advertiseUrl;
    private final Time time;
    private final ResourceAudit audit;
    private final ProviderAudit providers;
    private final Intervals intervals;

    /** How often which periodic task comes round to each host; {@code syncPowerState} negative and {@code reclaimInstance} zero for never. */
    record Intervals(Duration syncPowerState, Duration reclaimInstance) {}

    ComputeService(ComputeHosts hosts, String advertiseUrl, Intervals intervals, Time time) {
        this.intervals = intervals;
        this.hosts = hosts;
        this.advertiseUrl = advertiseUrl;
        this.time = time;
        this.audit = new ResourceAudit(hosts);
        this.providers = new ProviderAudit(hosts);
    }

    @Override
    public String binary() {
        return "nova-compute";
    }

    @Override
    public void initHost() throws Exception {
        RequestContext.admin("req-" + UUID.randomUUID()).call(() -> {
            patiently("the conductor", () -> hosts.conductor().ping());
            Map<String, List<Instance>> instances = instancesByHost();
            List<ComputeNode> nodes = loadNodes(instances);
            for (ComputeManager manager : hosts.managers()) {
                InstanceRecovery recovery = new InstanceRecovery(manager);
                instances.getOrDefault(manager.host().host(), List.of()).forEach(recovery::recover);
            }
            for (List<ComputeNode> some : inMessages(nodes, NODES_PER_MESSAGE)) {
                patiently("placement", () -> {
                    hosts.placement().setInventories(some.stream().map(ComputeService::inventory).toList());
                    return true;
                });
            }
            enter(nodes);
            // Somebody may have disabled or enabled a host while nobody was there to be told.
            for (List<ComputeManager> some : inMessages(hosts.managers(), NODES_PER_MESSAGE)) {
                patiently("placement", () -> {
                    ProviderAudit.syncStatus(hosts, some);
                    return true;
                });
            }
            return true;
        });
        LOG.info("{} simulated hosts, {} to {}", hosts.names().size(), hosts.names().getFirst(), hosts.names().getLast());
    }

    @Override
    public void reportState() {
        hosts.conductor().reportState(hosts.names());
    }

    @Override
    public void serveRpc(RpcServer server) {
        for (ComputeManager manager : hosts.managers()) {
            TaskExecutor rpc = manager.host().executors().executor(ExecutorType.RPC);
            server.serve(ComputeRpc.class, manager.host().host(), manager, rpc);
            server.serve(ComputeAltRpc.class, manager.host().host(), manager.alt(), rpc);
        }
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        List<PeriodicTask> tasks = new ArrayList<>();
        tasks.add(new PeriodicTask("update_available_resource", ResourceAudit.SPACING, audit::updateAvailableResource));
        tasks.add(new PeriodicTask("update_resource_provider", ResourceAudit.SPACING, providers::auditNextSlice));
        if (intervals.syncPowerState().isPositive()) {
            PowerStateSync sync = new PowerStateSync(hosts);
            tasks.add(new PeriodicTask(
                    "sync_power_states", PowerStateSync.spacing(intervals.syncPowerState()), PeriodicTask.Start.IMMEDIATELY, sync::syncNextSlice));
        }
        if (intervals.reclaimInstance().isPositive()) {
            QueuedDeletes deletes = new QueuedDeletes(hosts, intervals.reclaimInstance());
            tasks.add(new PeriodicTask("reclaim_queued_deletes", deletes.spacing(), deletes::reclaimNextSlice));
        }
        return tasks;
    }

    @Override
    public void gracefulShutdown(Duration timeout) throws InterruptedException {
        long deadline = time.nanoTime() + timeout.toNanos();
        hosts.managers().forEach(ComputeManager::stop);
        for (ComputeManager manager : hosts.managers()) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - time.nanoTime()));
            if (!manager.drain(left)) {
                LOG.warn("host {}: builds still run after {}; the next process of this host sets them to error", manager.host().host(), timeout);
            }
        }
    }

    private Map<String, List<Instance>> instancesByHost() {
        Map<String, List<Instance>> instances = new HashMap<>();
        for (List<String> some : inMessages(hosts.names(), HOSTS_PER_MESSAGE)) {
            for (Instance instance : hosts.conductor().instancesByHosts(some)) {
                instances.computeIfAbsent(String.valueOf(instance.host()), host -> new ArrayList<>()).add(instance);
            }
        }
        return instances;
    }

    private List<ComputeNode> loadNodes(Map<String, List<Instance>> instances) {
        Map<String, ComputeNode> rows = new HashMap<>();
        hosts.conductor().computeNodesGet(hosts.names()).forEach(row -> rows.put(row.host(), row));
        Moves moves = Moves.of(hosts.conductor().migrationsInProgress(hosts.names()));
        List<ComputeNode> nodes = new ArrayList<>();
        for (ComputeManager manager : hosts.managers()) {
            HostContext host = manager.host();
            List<Instance> own = instances.getOrDefault(host.host(), List.of());
            host.driver().adopt(own);
            moves.restore(host, own);
            nodes.add(host.tracker().load(rows.get(host.host()), own));
        }
        return nodes;
    }

    private void enter(List<ComputeNode> nodes) {
        hosts.conductor().serviceRegister(hosts.names(), advertiseUrl);
        inMessages(nodes, NODES_PER_MESSAGE).forEach(some -> hosts.conductor().computeNodesSave(some));
        for (int i = 0; i < nodes.size(); i++) {
            hosts.managers().get(i).host().tracker().savedAs(nodes.get(i));
        }
    }

    private static <T> List<List<T>> inMessages(List<T> all, int each) {
        List<List<T>> messages = new ArrayList<>();
        for (int from = 0; from < all.size(); from += each) {
            messages.add(all.subList(from, Math.min(all.size(), from + each)));
        }
        return messages;
    }

    private static ProviderInventory inventory(ComputeNode node) {
        return new ProviderInventory(
                node.uuid(),
                node.hypervisorHostname(),
                Map.of(
                        "VCPU", whole(node.vcpus(), 0, node.cpuAllocationRatio()),
                        "MEMORY_MB", whole(node.memoryMb(), ResourceTracker.RESERVED_HOST_MEMORY_MB, node.ramAllocationRatio()),
                        "DISK_GB", whole(node.localGb(), 0, node.diskAllocationRatio())));
    }

    private static Inventory whole(long total, long reserved, double ratio) {
        return new Inventory(total, Math.min(reserved, total), 1, total, 1, ratio);
    }

    /** Asks until somebody answers: services start in any order. Mirrors {@code nova/conductor/api.py: wait_until_ready}. */
    private <T> T patiently(String who, Callable<T> question) throws Exception {
        for (long tries = 0;; tries++) {
            try {
                return question.call();
            } catch (NovaException e) {
                if (e.code() != ErrorCode.MESSAGING_TIMEOUT && e.code() != ErrorCode.MESSAGE_NOT_ACCEPTED) {
                    throw e;
                }
                if (tries % 20 == 0) {
                    LOG.warn("{} does not answer yet, asking again: {}", who, e.getMessage());
                }
                time.sleep(PEER_RETRY);
            }
        }
    }
}
