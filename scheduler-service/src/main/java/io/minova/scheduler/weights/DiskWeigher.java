package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import io.minova.scheduler.WeigherProperties;
import org.springframework.stereotype.Component;

/** Spreads by free disk. Mirrors {@code nova/scheduler/weights/disk.py: DiskWeigher}. */
@Component
public class DiskWeigher implements HostWeigher {

    private final double multiplier;

    public DiskWeigher(WeigherProperties properties) {
        this.multiplier = properties.diskWeightMultiplier();
    }

    @Override
    public double weigh(HostState host, SchedulingRequest request) {
        return Math.max(0, host.freeDiskMb());
    }

    @Override
    public double multiplier() {
        return multiplier;
    }
}
