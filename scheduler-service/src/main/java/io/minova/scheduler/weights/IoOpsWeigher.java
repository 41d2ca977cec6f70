package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import io.minova.scheduler.WeigherProperties;
import org.springframework.stereotype.Component;

/** Avoids hosts that are busy building or moving. Mirrors {@code nova/scheduler/weights/io_ops.py: IoOpsWeigher}. */
@Component
public class IoOpsWeigher implements HostWeigher {

    private final double multiplier;

    public IoOpsWeigher(WeigherProperties properties) {
        this.multiplier = properties.ioOpsWeightMultiplier();
    }

    @Override
    public double weigh(HostState host, SchedulingRequest request) {
        return host.ioOperationCount();
    }

    @Override
    public double multiplier() {
        return multiplier;
    }
}
