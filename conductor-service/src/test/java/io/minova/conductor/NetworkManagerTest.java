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
    private final NetworkManager network = new NetworkManager(new NetworkPortRepository(test.databases(), Time.system()));

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
}
