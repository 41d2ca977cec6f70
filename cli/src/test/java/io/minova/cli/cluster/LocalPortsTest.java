package io.minova.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LocalPortsTest {

    @Test
    void aPortThatSomeoneListensOnIsBusyAndItsOwnerIsNamed() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(LocalPorts.isFree(socket.getLocalPort())).isFalse();
            assertThat(LocalPorts.answers(socket.getLocalPort())).isTrue();
            assertThat(LocalPorts.owner(socket.getLocalPort())).hasValueSatisfying(
                    owner -> assertThat(owner).startsWith("pid " + ProcessHandle.current().pid() + " ("));
        }
    }

    @Test
    void aPortIsFreeAgainAfterItsListenerClosed() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(LocalPorts.isFree(port)).isTrue();
    }
}
