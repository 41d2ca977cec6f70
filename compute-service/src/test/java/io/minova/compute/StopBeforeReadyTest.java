package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real process, because the signal is the point. */
class StopBeforeReadyTest {

    @Test
    @Timeout(120)
    void aComputeThatWaitsForItsConductorStopsWhenToldTo() throws Exception {
        Process compute = computeWithoutConductor();
        try (BufferedReader log = compute.inputReader()) {
            String line = log.readLine();
            while (line != null && !line.contains("the conductor does not answer yet")) {
                line = log.readLine();
            }
            assertThat(line).as("it waits").isNotNull();

            compute.destroy(); // SIGTERM

            assertThat(compute.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(compute.exitValue()).isEqualTo(143);
        } finally {
            compute.destroyForcibly();
        }
    }

    private static Process computeWithoutConductor() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ComputeServiceApplication.class.getName());
        String nobody = "http://127.0.0.1:" + freePort();
        builder.environment().keySet().removeIf(name -> name.startsWith("NOVA_"));
        builder.environment().put("NOVA_RPC_SECRET", "test");
        builder.environment().put("NOVA_RPC_CONDUCTOR_URL", nobody);
        builder.environment().put("NOVA_RPC_SCHEDULER_URL", nobody);
        builder.environment().put("NOVA_RPC_RESPONSE_TIMEOUT", "1");
        builder.environment().put("NOVA_HOST", "compute-9");
        builder.environment().put("SERVER_PORT", String.valueOf(freePort()));
        return builder.redirectErrorStream(true).start();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
