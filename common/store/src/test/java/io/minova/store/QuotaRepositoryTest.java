package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits that several administrators set at once. */
class QuotaRepositoryTest {

    private static final int WRITERS = 4;
    private static final int PROJECTS = 20;

    @Test
    void ofTwoWhoSetALimitForTheFirstTimeAtOnceTheLaterWins() throws Exception {
        try (TestDatabases test = new TestDatabases(); ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            QuotaRepository quotas = new QuotaRepository(test.databases());
            CyclicBarrier together = new CyclicBarrier(WRITERS);
            for (int number = 0; number < PROJECTS; number++) {
                String project = "project-" + number;
                List<Callable<Void>> all = IntStream.range(0, WRITERS).<Callable<Void>>mapToObj(writer -> () -> {
                    together.await();
                    quotas.setOfProject(project, QuotaRepository.WHOLE_PROJECT, Map.of("cores", writer, "instances", writer));
                    return null;
                }).toList();
                for (Future<Void> ended : writers.invokeAll(all)) {
                    ended.get();
                }

                Map<String, Integer> set = quotas.ofProject(project, QuotaRepository.WHOLE_PROJECT);
                assertThat(set).containsOnlyKeys("cores", "instances");
                assertThat(set.get("cores")).as("all of one writer").isEqualTo(set.get("instances"));
            }
        }
    }
}
