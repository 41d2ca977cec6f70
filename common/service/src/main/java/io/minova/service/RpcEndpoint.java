package io.minova.service;

import io.minova.rpc.MessageReceiver;
import io.minova.rpc.RpcStatistics;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/rpc}: messages sent and received, in all and by method. */
@Endpoint(id = "rpc")
final class RpcEndpoint {

    private final RpcStatistics statistics;
    private final MessageReceiver receiver;

    RpcEndpoint(RpcStatistics statistics, MessageReceiver receiver) {
        this.statistics = statistics;
        this.receiver = receiver;
    }

    @ReadOperation
    Report report() {
        return new Report(receiver.isAccepting(), receiver.inFlightCount(), statistics.snapshot());
    }

    /** The answer. */
    record Report(boolean accepting, long inFlight, RpcStatistics.Snapshot messages) {}
}
