package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import org.springframework.stereotype.Component;

/** Avoids hosts that are busy building or moving. Mirrors {@code nova/scheduler/weights/io_ops.py: IoOpsWeigher}. */
@Component
public class IoOpsWeigher implements HostWeigher {

    @Override
    public double weigh(HostState host) {
        return host.ioOperationCount();
    }

    @Override
    public double multiplier() {
        return -1.0;
    }
}
