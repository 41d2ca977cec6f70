package io.minova.conductor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.Time;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.objects.VirtualInterface;
import io.minova.store.NetworkPortRepository;
import io.minova.store.Networks;
import io.minova.store.TestDatabases;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkManagerTest {

    private final TestDatabases test = new TestDatabases();
    private final NetworkPortRepository ports = new NetworkPortRepository(test.databases(), Time.system());
    private final NetworkManager network = new NetworkManager(ports);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aSecondCallAnswersTheSamePorts() {
        List<String> twice = List.of(Networks.PRIVATE_ID, Networks.PRIVATE_ID);

        List<VirtualInterface> first = network.allocateForInstance("i1", "p", "h1", twice);

        assertThat(first).hasSize(2).doesNotHaveDuplicates();
        assertThat(network.allocateForInstance("i1", "p", "h2", twice)).isEqualTo(first);
    }

    @Test
    void noneAskedForMeansTheProjectsOwnNetworkAndAnEmptyListMeansNone() {
        assertThat(network.allocateForInstance("i1", "p", "h1", null)).singleElement().satisfies(
                port -> assertThat(port.networkId()).isEqualTo(Networks.PRIVATE_ID));
        assertThat(network.allocateForInstance("i2", "p", "h1", List.of())).isEmpty();
    }

    @Test
    void freedPortsAreGoneAndFreeingNoneIsFine() {
        List<VirtualInterface> first = network.allocateForInstance("i1", "p", "h1", null);
        network.deallocateForInstance("i1");
        network.deallocateForInstance("i1");

        assertThat(network.allocateForInstance("i1", "p", "h1", null)).isNotEqualTo(first);
    }

    @Test
    void anUnknownNetworkIsRefused() {
        assertThatThrownBy(() -> network.allocateForInstance("i1", "p", "h1", List.of("nope")))
                .isInstanceOfSatisfying(NovaException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NETWORK_NOT_FOUND));
    }

    @Test
    void aPortThatSomebodyMadeIsTakenAndComesFree() {
        String port = userPort(null);
        List<String> wanted = List.of(Networks.PRIVATE_ID, "port:" + port);

        List<VirtualInterface> first = network.allocateForInstance("i1", "p", "h1", wanted);

        assertThat(first).hasSize(2);
        assertThat(first.get(1).portId()).isEqualTo(port);
        assertThat(network.allocateForInstance("i1", "p", "h2", wanted)).isEqualTo(first);
        refused("i2", "port:" + port, ErrorCode.PORT_IN_USE);
        network.deallocateForInstance("i1");
        assertThat(network.createPort("i2", "p", "h1", "port:" + port)).isEqualTo(first.get(1));
        network.deletePort("i2", port);
        assertThat(ports.find(port, Networks.PRIVATE_NAME).orElseThrow().instanceUuid()).isNull();
    }

    @Test
    void aPortOfAnotherProjectIsNotFound() {
        assertThatThrownBy(() -> network.createPort("i1", "other", "h1", "port:" + userPort(null)))
                .isInstanceOfSatisfying(NovaException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.PORT_NOT_FOUND));
    }

    @Test
    void anAddressIsGivenOnceHoweverItIsAskedFor() {
        String next = ports.createForUser(null, Networks.PRIVATE_ID, Networks.PRIVATE_NAME, "p", "", "").orElseThrow().vif().address();
        String wanted = next.substring(0, next.lastIndexOf('.') + 1) + (Integer.parseInt(next.substring(next.lastIndexOf('.') + 1)) + 1);

        List<VirtualInterface> asked = network.allocateForInstance("i1", "p", "h1", List.of(Networks.PRIVATE_ID + "@" + wanted));

        assertThat(asked).singleElement().satisfies(port -> assertThat(port.address()).isEqualTo(wanted));
        assertThat(network.allocateForInstance("i1", "p", "h1", List.of(Networks.PRIVATE_ID + "@" + wanted))).isEqualTo(asked);
        refused("i2", Networks.PRIVATE_ID + "@" + wanted, ErrorCode.FIXED_IP_ALREADY_IN_USE);
        assertThat(network.allocateForInstance("i2", "p", "h1", null)).as("the next number is taken, so the one after it").singleElement()
                .satisfies(port -> assertThat(port.address()).isNotEqualTo(wanted));
    }

    private String userPort(String address) {
        return ports.createForUser(address, Networks.PRIVATE_ID, Networks.PRIVATE_NAME, "p", "mine", "").orElseThrow().vif().portId();
    }

    private void refused(String instance, String requested, ErrorCode code) {
        assertThatThrownBy(() -> network.createPort(instance, "p", "h1", requested))
                .isInstanceOfSatisfying(NovaException.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
