package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.Time;
import io.minova.objects.Instance;
import io.minova.objects.TaskState;
import io.minova.store.InstanceQuery.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstanceQueryTest {

    private final TestDatabases test = new TestDatabases();
    private final Cell cell = test.cell1();
    private final InstanceRepository instances = new InstanceRepository(Time.system());

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void pagesHoldEveryRowOnceInTheOrderOfOneGreatPage() {
        long seed = Time.system().nanoTime();
        Random random = new Random(seed);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        TaskState[] states = {null, TaskState.SPAWNING, TaskState.NETWORKING};
        for (int number = 0; number < 60; number++) {
            instances.create(
                    cell,
                    TestDatabases.instance(
                            UUID.randomUUID().toString(), "s" + random.nextInt(5), states[random.nextInt(3)], start.plusSeconds(random.nextInt(10))));
        }
        for (boolean ascending : new boolean[] {true, false}) {
            List<Instance> whole = instances.list(cell, query(ascending));
            List<Instance> paged = new ArrayList<>();
            while (paged.size() < 60) {
                InstanceQuery page = query(ascending).limit(7);
                if (!paged.isEmpty()) {
                    Instance last = paged.getLast();
                    TaskState state = last.taskState();
                    page.after(Arrays.asList(state == null ? null : state.word(), last.createdAt()), last.uuid());
                }
                List<Instance> rows = instances.list(cell, page);
                assertThat(rows).as("seed %d, ascending %s, after %d", seed, ascending, paged.size()).isNotEmpty();
                paged.addAll(rows);
            }
            assertThat(paged).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void filtersByValueSetAndPattern() {
        instances.create(cell, TestDatabases.instance("web-1", Instant.now()));
        instances.create(cell, TestDatabases.instance("web-2", Instant.now()));
        instances.create(cell, TestDatabases.instance("db-1", Instant.now()));

        assertThat(names(new InstanceQuery().whereMatches(Field.DISPLAY_NAME, "^web"))).containsExactlyInAnyOrder("web-1", "web-2");
        assertThat(names(new InstanceQuery().whereContains(Field.DISPLAY_NAME, "-1"))).containsExactlyInAnyOrder("web-1", "db-1");
        assertThat(names(new InstanceQuery().whereIn(Field.DISPLAY_NAME, List.of("db-1", "none")))).containsExactly("db-1");
        assertThat(names(new InstanceQuery().whereIn(Field.DISPLAY_NAME, List.of()))).isEmpty();
        assertThat(names(new InstanceQuery().where(Field.HOST, null).notDeleted())).hasSize(3);
    }

    private List<String> names(InstanceQuery query) {
        return instances.list(cell, query).stream().map(Instance::displayName).toList();
    }

    private static InstanceQuery query(boolean ascending) {
        return new InstanceQuery().notDeleted().sortBy(Field.TASK_STATE, ascending).sortBy(Field.CREATED_AT, ascending);
    }
}
