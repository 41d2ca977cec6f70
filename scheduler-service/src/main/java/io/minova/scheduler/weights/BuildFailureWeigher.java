package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import org.springframework.stereotype.Component;

/** Puts hosts with failed builds last. Mirrors {@code nova/scheduler/weights/compute.py: BuildFailureWeigher}. */
@Component
public class BuildFailureWeigher implements HostWeigher {

    @Override
    public double weigh(HostState host) {
        return host.failedBuilds();
    }

    @Override
    public double multiplier() {
        return -1000000.0;
    }
}
