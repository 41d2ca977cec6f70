package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import org.springframework.stereotype.Component;

/** Spreads by free virtual CPUs. Mirrors {@code nova/scheduler/weights/cpu.py: CPUWeigher}. */
@Component
public class CpuWeigher implements HostWeigher {

    @Override
    public double weigh(HostState host) {
        return Math.max(0, host.freeVcpus());
    }

    @Override
    public double multiplier() {
        return 1.0;
    }
}
