package io.minova.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of the property records: every default, and every property set as operators set it. */
class NovaPropertiesTest {

    @Test
    void hasNovasDefaults() {
        assertThat(TestEnvironment.bind("nova", NovaProperties.class, Map.of()))
                .isEqualTo(new NovaProperties("localhost", seconds(60), seconds(1800), seconds(10), seconds(60), seconds(180), seconds(160),
                        seconds(0)));
    }

    @Test
    void takesEveryPropertyFromItsVariable() {
        Map<String, Object> variables = Map.of(
                "NOVA_HOST", "compute-7", "NOVA_RPC_RESPONSE_TIMEOUT", "5", "NOVA_LONG_RPC_TIMEOUT", "90s", "NOVA_REPORT_INTERVAL", "1",
                "NOVA_SERVICE_DOWN_TIME", "6", "NOVA_GRACEFUL_SHUTDOWN_TIMEOUT", "30", "NOVA_MANAGER_SHUTDOWN_TIMEOUT", "20",
                "NOVA_HTTP_DRAIN_DELAY", "3");
        assertThat(TestEnvironment.bind("nova", NovaProperties.class, variables))
                .isEqualTo(new NovaProperties("compute-7", seconds(5), seconds(90), seconds(1), seconds(6), seconds(30), seconds(20), seconds(3)));
    }

    @Test
    void takesEveryRpcPropertyFromItsVariable() {
        Map<String, Object> variables = Map.of(
                "NOVA_RPC_SECRET", "s", "NOVA_RPC_CONDUCTOR_URL", "http://a:1,http://b:2", "NOVA_RPC_SCHEDULER_URL", "http://c:3",
                "NOVA_RPC_ADVERTISE_URL", "http://d:4", "NOVA_RPC_TRANSPORT", "rabbitmq", "NOVA_RPC_RABBITMQ_URL", "amqp://u:p@e:5",
                "NOVA_RPC_RABBITMQ_HEARTBEAT", "7");
        assertThat(TestEnvironment.bind("nova.rpc", RpcProperties.class, variables))
                .isEqualTo(new RpcProperties(
                        "s", List.of(URI.create("http://a:1"), URI.create("http://b:2")), List.of(URI.create("http://c:3")),
                        URI.create("http://d:4"), "rabbitmq", "amqp://u:p@e:5", seconds(7)));
        assertThat(TestEnvironment.bind("nova.rpc", RpcProperties.class, Map.of("NOVA_RPC_SECRET", "s")))
                .isEqualTo(new RpcProperties("s", List.of(), List.of(), null, "http", null, seconds(60)));
    }

    @Test
    void keepsRoomForTheRestOfTheShutdown() {
        assertThat(shutdown(180, 160).effectiveManagerShutdownTimeout()).isEqualTo(seconds(160));
        assertThat(shutdown(60, 160).effectiveManagerShutdownTimeout()).isEqualTo(seconds(50));
        assertThat(shutdown(0, 160).effectiveManagerShutdownTimeout()).isEqualTo(Duration.ZERO);
    }

    @Test
    void raisesAServiceDownTimeThatOneLateHeartbeatWouldExceed() {
        var properties = new NovaProperties("h", seconds(60), seconds(60), seconds(10), seconds(10), seconds(1), seconds(1), seconds(0));
        assertThat(properties.effectiveServiceDownTime()).isEqualTo(seconds(25));
    }

    @Test
    void refusesTimesThatMakeNoSense() {
        assertThatThrownBy(() -> new NovaProperties("h", seconds(0), seconds(60), seconds(10), seconds(10), seconds(1), seconds(1), seconds(0)))
                .hasMessage("rpc_response_timeout must be more than 0 s, not 0 s");
        assertThatThrownBy(() -> drain(30, -1)).hasMessage("http_drain_delay must be 0 s or more, not -1 s");
        assertThatThrownBy(() -> drain(30, 30)).hasMessage("http_drain_delay (30 s) must be less than graceful_shutdown_timeout (30 s)");
        assertThat(drain(0, 30).httpDrainDelay()).as("without a limit of the whole").isEqualTo(seconds(30));
        assertThatThrownBy(() -> shutdown(-1, 0)).hasMessage("graceful_shutdown_timeout must be 0 s or more, not -1 s");
    }

    private static NovaProperties shutdown(long overall, long manager) {
        return new NovaProperties("h", seconds(60), seconds(60), seconds(10), seconds(60), seconds(overall), seconds(manager), seconds(0));
    }

    private static NovaProperties drain(long overall, long delay) {
        return new NovaProperties("h", seconds(60), seconds(60), seconds(10), seconds(60), seconds(overall), seconds(1), seconds(delay));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
