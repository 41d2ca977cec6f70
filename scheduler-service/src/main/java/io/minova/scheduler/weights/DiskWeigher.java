package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import org.springframework.stereotype.Component;

/** Spreads by free disk. Mirrors {@code nova/scheduler/weights/disk.py: DiskWeigher}. */
@Component
public class DiskWeigher implements HostWeigher {

    @Override
    public double weigh(HostState host) {
        return Math.max(0, host.freeDiskMb());
    }

    @Override
    public double multiplier() {
        return 1.0;
    }
}
