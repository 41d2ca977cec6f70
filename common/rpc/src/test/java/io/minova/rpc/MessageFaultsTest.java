package io.minova.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.FaultInjection;
import io.minova.concurrency.FaultInjection.Fault;
import io.minova.concurrency.FaultInjection.Kind;
import io.minova.concurrency.Time;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageFaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FaultInjection injected = new FaultInjection();
    private final List<Duration> slept = new ArrayList<>();
    private final MessageFaults faults = new MessageFaults(injected, new NotingTime());
    private final RpcTransport.OutgoingMessage message =
            new RpcTransport.OutgoingMessage("m-1", new RpcTarget("scheduler", null), "selectDestinations", new byte[0]);

    @Test
    void nothingHappensToATopicWithoutAFault() {
        injected.set("rpc:compute", new Fault(Kind.LOST, Duration.ZERO));
        assertThat(faults.swallows(message, RpcMethod.Kind.CALL, PATIENCE)).isFalse();
        assertThat(slept).isEmpty();
    }

    @Test
    void aLateMessageIsSentAfterItsDelay() {
        injected.set("rpc:scheduler", new Fault(Kind.DELAY, Duration.ofSeconds(4)));
        assertThat(faults.swallows(message, RpcMethod.Kind.CALL, PATIENCE)).isFalse();
        assertThat(slept).containsExactly(Duration.ofSeconds(4));
    }

    @Test
    void aLostCallIsWaitedForAsLongAsOneThatNobodyTakes() {
        injected.set("rpc:scheduler", new Fault(Kind.LOST, Duration.ZERO));
        assertThatThrownBy(() -> faults.swallows(message, RpcMethod.Kind.CALL, PATIENCE))
                .isInstanceOfSatisfying(NovaException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MESSAGING_TIMEOUT))
                .hasMessageContaining("selectDestinations to scheduler");
        assertThat(slept).containsExactly(PATIENCE);
    }

    @Test
    void aLostCastIsGoneAtOnce() {
        injected.set("rpc:scheduler", new Fault(Kind.LOST, Duration.ZERO));
        assertThat(faults.swallows(message, RpcMethod.Kind.CAST, PATIENCE)).isTrue();
        assertThat(slept).isEmpty();
    }

    @Test
    void whereNobodyIsThereAMessageFailsAtOnce() {
        injected.set("rpc:scheduler", new Fault(Kind.DOWN, Duration.ZERO));
        assertThatThrownBy(() -> faults.swallows(message, RpcMethod.Kind.CAST, PATIENCE))
                .isInstanceOfSatisfying(NovaException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MESSAGE_NOT_ACCEPTED));
    }

    /** Sleeps no longer than it takes to note it. */
    private final class NotingTime implements Time {

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) {
            slept.add(duration);
        }
    }
}
