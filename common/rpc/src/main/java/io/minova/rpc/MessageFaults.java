package io.minova.rpc;

import io.minova.concurrency.FaultInjection;
import io.minova.concurrency.FaultInjection.Fault;
import io.minova.concurrency.Interruption;
import io.minova.concurrency.Time;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import java.time.Duration;

/** Delays or loses messages on their way out, as {@link FaultInjection} says for {@code rpc:TOPIC}. Threads: safe for any caller; the sender waits. */
final class MessageFaults {

    private final FaultInjection faults;
    private final Time time;

    MessageFaults(FaultInjection faults, Time time) {
        this.faults = faults;
        this.time = time;
    }

    /**
     * True when the message is to be sent no further. A lost call waits and fails as one that nobody takes; a long one as well: only the answer of a server
     * that works on it may take longer.
     *
     * @param patience how long the sender waits for a receiver to take its message
     */
    boolean swallows(RpcTransport.OutgoingMessage message, RpcMethod.Kind kind, Duration patience) {
        Fault fault = faults.at("rpc:" + message.target().topic());
        if (fault == null) {
            return false;
        }
        switch (fault.kind()) {
            case DELAY -> {
                pause(fault.delay(), message);
                return false;
            }
            case DOWN -> throw new NovaException(ErrorCode.MESSAGE_NOT_ACCEPTED, message + ": nobody is there (injected fault)");
            case LOST -> {
                if (kind == RpcMethod.Kind.CALL) {
                    pause(patience, message);
                    throw new NovaException(ErrorCode.MESSAGING_TIMEOUT, message + ": not taken within " + patience + " (injected fault)");
                }
                return true;
            }
        }
        return false;
    }

    private void pause(Duration duration, RpcTransport.OutgoingMessage message) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            throw Interruption.of(e, "holding back " + message);
        }
    }
}
