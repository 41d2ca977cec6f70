package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.minova.concurrency.Time;
import io.minova.objects.ComputeNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a compute process with many hosts enters them: the number of statements is a matter of hundreds of hosts, not of hosts. */
class HostRegistrationTest {

    private static final int MANY = 1200;

    private final TestDatabases test = new TestDatabases();
    private final ServiceRepository services = new ServiceRepository(Time.system());
    private final ComputeNodeRepository nodes = new ComputeNodeRepository(Time.system());
    private final HostMappingRepository mappings = new HostMappingRepository(test.databases());

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aThousandNewHostsTakeAFewStatements() {
        List<String> hosts = hosts(MANY);
        long before = test.databases().statistics().statements();

        mappings.register(hosts, test.cell1().uuid(), "http://first");
        services.register(test.cell1(), hosts, "nova-compute", "compute");
        nodes.save(test.cell1(), hosts.stream().map(host -> node(host, 0)).toList());

        assertThat(test.databases().statistics().statements() - before).isLessThan(20);
        assertThat(mappings.list()).hasSize(MANY);
        assertThat(services.list(test.cell1())).hasSize(MANY);
        assertThat(nodes.list(test.cell1())).hasSize(MANY);
    }

    @Test
    void hostsThatAreKnownKeepWhatTheyHaveAndGetWhatIsNew() {
        mappings.register(List.of("host-1"), test.cell1().uuid(), "http://first");
        services.register(test.cell1(), List.of("host-1"), "nova-compute", "compute");
        String service = services.list(test.cell1()).getFirst().uuid();
        nodes.save(test.cell1(), List.of(node("host-1", 0)));

        mappings.register(hosts(3), Cell.CELL0_UUID, "http://second");
        services.register(test.cell1(), hosts(3), "nova-compute", "compute");
        nodes.save(test.cell1(), List.of(node("host-1", 2), node("host-2", 1)));

        assertThat(mappings.list()).extracting(HostMappingRepository.HostMapping::cellUuid)
                .containsExactly(test.cell1().uuid(), Cell.CELL0_UUID, Cell.CELL0_UUID);
        assertThat(mappings.list()).extracting(HostMappingRepository.HostMapping::rpcAddress).containsOnly("http://second");
        assertThat(services.list(test.cell1())).hasSize(3).first().extracting(row -> row.uuid()).isEqualTo(service);
        assertThat(nodes.list(test.cell1())).extracting(ComputeNode::host, ComputeNode::vcpusUsed)
                .containsExactly(tuple("host-1", 2), tuple("host-2", 1));
    }

    @Test
    void noHostsAreNoStatementThatFails() {
        mappings.register(List.of(), test.cell1().uuid(), "http://first");
        services.register(test.cell1(), List.of(), "nova-compute", "compute");
        nodes.save(test.cell1(), List.of());

        assertThat(mappings.list()).isEmpty();
    }

    private static List<String> hosts(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> "host-" + number).toList();
    }

    private static ComputeNode node(String host, int vcpusUsed) {
        return new ComputeNode(0, "uuid-of-" + host, host, host, "fake", 1, "::1", 4, 2048, 100, vcpusUsed, 0, 0, 0, 0, 0, 4.0, 1.0, 1.0, "", null);
    }
}
