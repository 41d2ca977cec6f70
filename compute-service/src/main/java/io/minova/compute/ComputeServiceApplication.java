package io.minova.compute;

import io.minova.compute.ComputeHosts.Peers;
import io.minova.compute.ComputeService.Intervals;
import io.minova.compute.virt.LibC;
import io.minova.compute.virt.SimulatedCpu;
import io.minova.compute.virt.StepRunner;
import io.minova.compute.virt.profile.DriverProfile;
import io.minova.concurrency.BackendSelector;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.Time;
import io.minova.rpc.RpcClient;
import io.minova.rpc.RpcDirectory;
import io.minova.rpcapi.ComputeAltRpc;
import io.minova.rpcapi.ConductorRpc;
import io.minova.rpcapi.NetworkRpc;
import io.minova.rpcapi.PlacementRpc;
import io.minova.rpcapi.SchedulerRpc;
import io.minova.service.NovaProperties;
import io.minova.service.NovaService;
import io.minova.service.RpcProperties;
import io.minova.service.ServiceBoot;
import java.net.URI;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The compute service. Mirrors {@code nova/cmd/compute.py}. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(ComputeProperties.class)
public class ComputeServiceApplication {

    public static void main(String[] args) {
        ServiceBoot.run(ComputeServiceApplication.class, BackendSelector.selectFor("compute"), args);
    }

    @Bean
    NovaService computeService(
            ComputeProperties properties, NovaProperties nova, RpcProperties rpcProperties, ExecutorRegistry registry, RpcClient rpc, Time time) {
        DriverProfile profile = properties.profile();
        StepRunner steps = new StepRunner(time, new LibC(), new SimulatedCpu(profile.physics(), time), registry.tpool()::call);
        Peers peers = new Peers(
                rpc.target(ConductorRpc.class), rpc.target(PlacementRpc.class), rpc.target(SchedulerRpc.class), rpc.target(NetworkRpc.class),
                name -> rpc.target(ComputeAltRpc.class, name));
        ComputeHosts hosts = ComputeHosts.simulate(nova.host(), properties.computeHosts(), profile, steps, peers, registry::scope, time);
        hosts.managers().forEach(manager -> LifecycleEvents.listen(manager, registry.delayQueue()));
        Intervals intervals = new Intervals(properties.effectiveSyncPowerStateInterval(), properties.reclaimInstanceInterval());
        return new ComputeService(hosts, String.valueOf(rpcProperties.advertiseUrl()), intervals, time);
    }

    /** Where other hosts are, for moves between them: a compute reaches no database, so it asks the conductor. */
    @Bean
    RpcDirectory hostDirectory(ObjectProvider<RpcClient> rpc) {
        return (topic, server) -> {
            if (!topic.startsWith("compute") || server == null) {
                return List.of();
            }
            String address = rpc.getObject().target(ConductorRpc.class).hostAddress(server);
            return address == null ? List.of() : List.of(URI.create(address));
        };
    }
}
