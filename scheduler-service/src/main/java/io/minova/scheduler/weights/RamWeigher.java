package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import org.springframework.stereotype.Component;

/** Spreads by free memory. Mirrors {@code nova/scheduler/weights/ram.py: RAMWeigher}. */
@Component
public class RamWeigher implements HostWeigher {

    @Override
    public double weigh(HostState host) {
        return Math.max(0, host.freeRamMb());
    }

    @Override
    public double multiplier() {
        return 1.0;
    }
}
