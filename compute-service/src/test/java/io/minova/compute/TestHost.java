package io.minova.compute;

import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.Executors;
import io.minova.concurrency.InlineTaskExecutor;
import io.minova.concurrency.TaskExecutor;
import io.minova.concurrency.Time;
import io.minova.objects.Instance;
import io.minova.objects.PowerState;
import io.minova.objects.RebootType;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpcapi.ComputeRpc;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One host, {@code host-1}, whose tasks run at once on the test's thread, and everybody it talks to. */
final class TestHost {

    static final String NAME = "host-1";

    final String name;
    final FakeCloud cloud;
    final FakeDriver driver;
    final ResourceTracker tracker;
    final ComputeManager manager;

    TestHost() {
        this(NAME, new FakeCloud());
    }

    /** Another host of the same cloud. */
    TestHost(String name, FakeCloud cloud) {
        this.name = name;
        this.cloud = cloud;
        driver = new FakeDriver(cloud.messages);
        tracker = new ResourceTracker(name, driver.capacity(), cloud);
        tracker.savedAs(tracker.load(null, List.of()));
        if (cloud.claims.isEmpty()) {
            cloud.claims.put(tracker.providerUuid(), Map.of("VCPU", 1L));
        }
        Executors executors = inline();
        manager = new ComputeManager(new HostContext(
                name, cloud, cloud, cloud, cloud, cloud::host, driver, tracker, new InstanceLocks(), executors, executors.newBuildLimit(),
                Time.system()));
        cloud.hosts.put(name, manager.alt());
    }

    static Executors inline() {
        Map<ExecutorType, TaskExecutor> executors = new ConcurrentHashMap<>();
        return type -> executors.computeIfAbsent(type, key -> new InlineTaskExecutor(NAME, key.poolName()));
    }

    ComputeRpc rpc() {
        return manager;
    }

    /** A host that has this instance, running or not, on its books and on its hypervisor. */
    Instance has(String uuid, VmState vm, TaskState task, PowerState power) {
        Instance instance = Servers.on(name, uuid, vm, task, power);
        cloud.rows.put(uuid, instance);
        driver.adopt(List.of(instance));
        tracker.savedAs(tracker.load(null, List.of(instance)));
        return instance;
    }

    void build(String uuid) {
        Instance instance = Servers.scheduled(uuid);
        cloud.rows.putIfAbsent(uuid, instance);
        manager.buildAndRunInstance(instance, Servers.spec(null), List.of(Servers.alternate("host-2")), 1);
    }

    void reboot(Instance instance, RebootType type) {
        manager.rebootInstance(instance, type);
    }
}
