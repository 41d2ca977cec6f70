package io.minova.compute;

import io.minova.compute.virt.SimulatedDriver;
import io.minova.compute.virt.StepRunner;
import io.minova.compute.virt.profile.DriverProfile;
import io.minova.concurrency.Executors;
import io.minova.concurrency.Time;
import io.minova.rpcapi.ComputeAltRpc;
import io.minova.rpcapi.ConductorRpc;
import io.minova.rpcapi.NetworkRpc;
import io.minova.rpcapi.PlacementRpc;
import io.minova.rpcapi.SchedulerRpc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The simulated hosts of this process, by name and in order.
 *
 * @param conductor to whom all of them speak
 */
record ComputeHosts(List<ComputeManager> managers, ConductorRpc conductor, PlacementRpc placement) {

    /** To whom the hosts speak. */
    record Peers(
            ConductorRpc conductor, PlacementRpc placement, SchedulerRpc scheduler, NetworkRpc network, Function<String, ComputeAltRpc> hosts) {}

    ComputeHosts {
        managers = List.copyOf(managers);
    }

    /** {@code count} hosts, called {@code <prefix>-host-1} and so on; {@code executors} gives each its own. */
    static ComputeHosts simulate(
            String prefix, int count, DriverProfile profile, StepRunner steps, Peers peers, Function<String, Executors> executors, Time time) {
        List<ComputeManager> managers = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            String host = prefix + "-host-" + i;
            SimulatedDriver driver = new SimulatedDriver(host, profile.forHost(host), steps);
            ResourceTracker tracker = new ResourceTracker(host, driver.capacity(), peers.conductor());
            Executors own = executors.apply(host);
            managers.add(new ComputeManager(new HostContext(
                    host, peers.conductor(), peers.placement(), peers.scheduler(), peers.network(), peers.hosts(), driver, tracker,
                    new InstanceLocks(), own,
                    own.newBuildLimit(), time)));
        }
        return new ComputeHosts(managers, peers.conductor(), peers.placement());
    }

    List<String> names() {
        return managers.stream().map(manager -> manager.host().host()).toList();
    }
}
