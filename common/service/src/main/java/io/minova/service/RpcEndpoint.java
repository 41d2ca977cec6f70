package io.minova.service;

import io.minova.rpc.MessageReceiver;
import io.minova.rpc.Outbox;
import io.minova.rpc.RpcStatistics;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/rpc}: messages sent and received, in all and by method. */
@Endpoint(id = "rpc")
final class RpcEndpoint {

    private final RpcStatistics statistics;
    private final MessageReceiver receiver;
    private final Outbox outbox;

    RpcEndpoint(RpcStatistics statistics, MessageReceiver receiver, Outbox outbox) {
        this.outbox = outbox;
        this.statistics = statistics;
        this.receiver = receiver;
    }

    @ReadOperation
    Report report() {
        return new Report(
                receiver.isAccepting(), receiver.inFlightCount(), outbox.waitingCount(), outbox.droppedCount(), statistics.snapshot());
    }

    /** The answer. */
    record Report(boolean accepting, long inFlight, int outboxWaiting, long outboxDropped, RpcStatistics.Snapshot messages) {}
}
