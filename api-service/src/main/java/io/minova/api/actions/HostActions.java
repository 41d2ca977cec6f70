package io.minova.api.actions;

import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpcapi.ComputeRpc;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The actions that are one save and one message. Mirrors the methods of these names in {@code nova/compute/api.py}. */
@Configuration(proxyBeanMethods = false)
class HostActions {

    @Bean
    ServerAction pauseAction(HostTask hostTask) {
        return new HostAction(
                "pause", ActionPolicies.PAUSE, List.of(VmState.ACTIVE), TaskState.PAUSING, "pause", ComputeRpc::pauseInstance, hostTask);
    }

    @Bean
    ServerAction unpauseAction(HostTask hostTask) {
        return new HostAction(
                "unpause", ActionPolicies.UNPAUSE, List.of(VmState.PAUSED), TaskState.UNPAUSING, "unpause", ComputeRpc::unpauseInstance, hostTask);
    }

    @Bean
    ServerAction suspendAction(HostTask hostTask) {
        return new HostAction(
                "suspend", ActionPolicies.SUSPEND, List.of(VmState.ACTIVE), TaskState.SUSPENDING, "suspend", ComputeRpc::suspendInstance, hostTask);
    }

    @Bean
    ServerAction resumeAction(HostTask hostTask) {
        return new HostAction(
                "resume", ActionPolicies.RESUME, List.of(VmState.SUSPENDED), TaskState.RESUMING, "resume", ComputeRpc::resumeInstance, hostTask);
    }

    @Bean
    ServerAction unrescueAction(HostTask hostTask) {
        return new HostAction(
                "unrescue", ActionPolicies.UNRESCUE, List.of(VmState.RESCUED), TaskState.UNRESCUING, "unrescue", ComputeRpc::unrescueInstance,
                hostTask);
    }

    @Bean
    ServerAction shelveOffloadAction(HostTask hostTask) {
        return new HostAction(
                "shelveOffload", ActionPolicies.SHELVE_OFFLOAD, List.of(VmState.SHELVED), TaskState.SHELVING_OFFLOADING, "shelveOffload",
                ComputeRpc::shelveOffloadInstance, hostTask);
    }
}
