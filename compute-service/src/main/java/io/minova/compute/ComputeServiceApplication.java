package io.minova.compute;

import io.minova.compute.ComputeHosts.Peers;
import io.minova.compute.virt.LibC;
import io.minova.compute.virt.SimulatedCpu;
import io.minova.compute.virt.StepRunner;
import io.minova.compute.virt.profile.DriverProfile;
import io.minova.concurrency.BackendSelector;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.Time;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ConductorRpc;
import io.minova.rpcapi.NetworkRpc;
import io.minova.rpcapi.PlacementRpc;
import io.minova.rpcapi.SchedulerRpc;
import io.minova.service.NovaProperties;
import io.minova.service.NovaService;
import io.minova.service.RpcProperties;
import io.minova.service.ServiceBoot;
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
                rpc.target(ConductorRpc.class), rpc.target(PlacementRpc.class), rpc.target(SchedulerRpc.class), rpc.target(NetworkRpc.class));
        ComputeHosts hosts = ComputeHosts.simulate(nova.host(), properties.computeHosts(), profile, steps, peers, registry::scope, time);
        hosts.managers().forEach(manager -> LifecycleEvents.listen(manager, registry.delayQueue()));
        return new ComputeService(hosts, String.valueOf(rpcProperties.advertiseUrl()), properties.effectiveSyncPowerStateInterval(), time);
    }
}
