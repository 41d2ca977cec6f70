package io.minova.api.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.objects.Instance;
import io.minova.objects.InstanceFault;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.Databases;
import io.minova.store.InstanceFaultRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.TestDatabases;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A list of servers costs as many statements as it has cells, not as it has servers. {@code ./minova bench list} measures the same on a cluster. */
class ServerListStatementsTest {

    private static final int SERVERS = 1000;
    private static final int STATEMENTS_PER_CELL_MAX = 3;

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Cell cell = api.bean(Cells.class).withHosts().getFirst();
    private final ApiClient admin = api.client().as("admin").version("2.96");

    @Test
    void aThousandServersWithAllDetailsTakeThreeStatementsACell() {
        try {
            fill();
            int cells = api.bean(Cells.class).all().size();
            list(1); // whatever is read once
            long one = list(1);
            long thousand = list(SERVERS);
            assertThat(thousand).as("for one server: %d", one).isLessThanOrEqualTo(one + 1); // faults, when one has any
            assertThat(thousand).isPositive().isLessThanOrEqualTo(1L + STATEMENTS_PER_CELL_MAX * cells);
        } finally {
            cell.database().jdbc().sql("delete from instance_faults where message = 'list statements'").update();
            cell.database().jdbc().sql("delete from instances where display_name = 'list-statements'").update();
        }
    }

    private void fill() {
        InstanceRepository instances = api.bean(InstanceRepository.class);
        for (int i = 0; i < SERVERS; i++) {
            Instance instance = TestDatabases.instance("list-statements", Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i));
            instances.create(cell, instance);
            boolean isFaulty = i % 10 == 0;
            instances.save(cell, instance.uuid(), InstanceUpdate.builder().vmState(isFaulty ? VmState.ERROR : VmState.ACTIVE).taskState(null).build(),
                    null);
            if (isFaulty) {
                api.bean(InstanceFaultRepository.class)
                        .create(cell, new InstanceFault(instance.uuid(), 500, "list statements", null, null, Instant.parse("2026-01-01T00:00:00Z")));
            }
        }
    }

    /** The statements that one list took. */
    private long list(int limit) {
        long before = api.bean(Databases.class).statistics().statements();
        ApiClient.Reply reply = admin.get("/compute/v2.1/servers/detail?all_tenants=1&name=list-statements&limit=" + limit);
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        assertThat(reply.body().path("servers")).hasSize(limit);
        return api.bean(Databases.class).statistics().statements() - before;
    }
}
