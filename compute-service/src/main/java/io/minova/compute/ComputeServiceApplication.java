package io.minova.compute;

import io.minova.compute.ComputeHosts.Peers;
import io.minova.compute.virt.LibC;
import io.minova.compute.virt.SimulatedCpu;
import io.minova.compute.virt.StepRunner;
import io.minova.compute.virt.profile.DriverProfile;
import io.minova.compute.virt.profile.DriverProfiles;
import io.minova.concurrency.BackendSelector;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.Time;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ConductorRpc;
import io.minova.rpcapi.NetworkRpc;
import io.minova.rpcapi.PlacementRpc;
import io.minova.rpcapi.SchedulerRpc;
import io.minova.service.NovaService;
import io.minova.service.ServiceBoot;
import java.nio.file.Path;
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
    NovaService computeService(ComputeProperties properties, ExecutorRegistry registry, RpcClient rpc, Time time) {
        Path scenarios = properties.computeScenarios() == null ? null : Path.of(properties.computeScenarios());
        DriverProfile profile = new DriverProfiles(scenarios).load(properties.computeDriverProfile());
        StepRunner steps = new StepRunner(time, new LibC(), new SimulatedCpu(profile.physics(), time), registry.tpool()::call);
        Peers peers = new Peers(
                rpc.target(ConductorRpc.class), rpc.target(PlacementRpc.class), rpc.target(SchedulerRpc.class), rpc.target(NetworkRpc.class));
        ComputeHosts hosts = ComputeHosts.simulate(properties.host(), properties.computeHosts(), profile, steps, peers, registry::scope, time);
        return new ComputeService(hosts, properties.rpcAdvertiseUrl(), time);
    }
}
