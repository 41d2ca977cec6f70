package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.minova.concurrency.testing.TestBackend;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolSizesTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            DEFAULT,     10, 1000
            CELL_WORKER,  5, 1000
            LONG_TASK,   10,   15
            SYNC_POWER_STATE, 5, 5
            LIVE_MIGRATION, 1,  1
            CACHE_IMAGES, 1,    1
            RPC,         64,   64
            HTTP,        64, 1000
            """)
    void theDefaultsAreNovas(ExecutorType type, int threading, int eventlet) {
        assertThat(PoolSizes.defaults().limit(type, Backend.THREADING)).isEqualTo(threading);
        assertThat(PoolSizes.defaults().limit(type, Backend.EVENTLET)).isEqualTo(eventlet);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            DEFAULT_THREAD_POOL_SIZE,       10,    1
            DEFAULT_GREEN_POOL_SIZE,      1000,  100
            CELL_WORKER_THREAD_POOL_SIZE,    5,    1
            MAX_CONCURRENT_BUILDS,          10,    0
            MAX_CONCURRENT_SNAPSHOTS,        5,    0
            SYNC_POWER_STATE_POOL_SIZE,      5,    1
            MAX_CONCURRENT_LIVE_MIGRATIONS,  1,    0
            IMAGE_CACHE_PRECACHE_CONCURRENCY, 1,   1
            EXECUTOR_THREAD_POOL_SIZE,      64,    1
            HTTP_THREAD_POOL_SIZE,          64,    1
            THREAD_POOL_STATISTIC_PERIOD,   -1,   -1
            """)
    void everyOptionHasItsDefaultAndBounds(PoolOption option, int defaultValue, int minimum) {
        assertThat(PoolSizes.defaults().value(option)).isEqualTo(defaultValue);
        assertThat(PoolSizes.defaults().with(option, minimum).value(option)).isEqualTo(minimum);
        assertThatIllegalArgumentException().isThrownBy(() -> PoolSizes.defaults().with(option, minimum - 1))
                .withMessageContaining(option.optionName() + "=" + (minimum - 1)).withMessageContaining("from " + minimum);
        assertThatIllegalArgumentException().isThrownBy(() -> PoolSizes.defaults().with(option, 100_001));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,  5, 10, 1005
            0,  0, 10, 2000
            3,  0,  5, 1003
            3,  8,  8,   11
            20, 5, 20,   25
            """)
    void buildsAndSnapshotsShareAPoolOfTheLargerOnThreadsAndAddUpOnTheHub(int builds, int snapshots, int threading, int eventlet) {
        PoolSizes sizes = PoolSizes.defaults().with(PoolOption.MAX_CONCURRENT_BUILDS, builds).with(PoolOption.MAX_CONCURRENT_SNAPSHOTS, snapshots);
        assertThat(sizes.limit(ExecutorType.LONG_TASK, Backend.THREADING)).isEqualTo(threading);
        assertThat(sizes.limit(ExecutorType.LONG_TASK, Backend.EVENTLET)).isEqualTo(eventlet);
    }

    @Test
    void warnsOfZeroAndOfLimitsThatThreadsCannotKeepApart() {
        assertThat(PoolSizes.defaults().longTaskWarnings(Backend.EVENTLET)).isEmpty();
        assertThat(PoolSizes.defaults().longTaskWarnings(Backend.THREADING)).singleElement().asString().contains("max_concurrent_builds (10)")
                .contains("(5) differ");
        PoolSizes unlimited = PoolSizes.defaults().with(PoolOption.MAX_CONCURRENT_BUILDS, 0);
        assertThat(unlimited.longTaskWarnings(Backend.EVENTLET)).singleElement().asString().contains("max_concurrent_builds=0").contains("deprecated")
                .contains("1000");
        assertThat(unlimited.longTaskWarnings(Backend.THREADING)).first().asString().contains("it means 10 here");
    }

    @Test
    void zeroLiveMigrationsMeansFiveOnThreadsAThousandOnTheHubAndAWarning() {
        PoolSizes sizes = PoolSizes.defaults().with(PoolOption.MAX_CONCURRENT_LIVE_MIGRATIONS, 0);
        assertThat(sizes.limit(ExecutorType.LIVE_MIGRATION, Backend.THREADING)).isEqualTo(5);
        assertThat(sizes.limit(ExecutorType.LIVE_MIGRATION, Backend.EVENTLET)).isEqualTo(1000);
        assertThat(sizes.warnings(ExecutorType.LIVE_MIGRATION, Backend.THREADING)).singleElement().asString().contains("deprecated");
        assertThat(PoolSizes.defaults().warnings(ExecutorType.LIVE_MIGRATION, Backend.THREADING)).isEmpty();
    }

    @Test
    void withACapPerTypeBuildsAndSnapshotsAddUpInBothBackends() {
        PoolSizes sizes = PoolSizes.defaults().with(LongTaskCaps.PER_TYPE);
        assertThat(sizes.limit(ExecutorType.LONG_TASK, Backend.THREADING)).isEqualTo(15);
        assertThat(sizes.limit(ExecutorType.LONG_TASK, Backend.EVENTLET)).isEqualTo(15);
        assertThat(sizes.longTaskWarnings(Backend.THREADING)).isEmpty();
        assertThat(sizes.with(PoolOption.MAX_CONCURRENT_BUILDS, 3).longTaskCaps()).isEqualTo(LongTaskCaps.PER_TYPE);
    }

    @Test
    void readsEveryOptionByNameAndNamesAllProblemsAtOnce() {
        Map<String, String> set = Map.of("NOVA_DEFAULT_THREAD_POOL_SIZE", " 7 ", "NOVA_MAX_CONCURRENT_BUILDS", "0", "NOVA_HTTP_THREAD_POOL_SIZE", "");
        PoolSizes sizes = PoolSizes.read(option -> set.get(option.variable()));
        assertThat(sizes.value(PoolOption.DEFAULT_THREAD_POOL_SIZE)).isEqualTo(7);
        assertThat(sizes.value(PoolOption.MAX_CONCURRENT_BUILDS)).isZero();
        assertThat(sizes.value(PoolOption.HTTP_THREAD_POOL_SIZE)).isEqualTo(64);
        Map<String, String> wrong = Map.of("nova.default-thread-pool-size", "ten", "nova.default-green-pool-size", "99");
        assertThatIllegalArgumentException().isThrownBy(() -> PoolSizes.read(option -> wrong.get(option.property())))
                .withMessageContaining("default_thread_pool_size=ten").withMessageContaining("default_green_pool_size=99")
                .withMessageContaining("from 100 to");
    }

    @Test
    void onTheHubBuildsAreLimitedInsideTheirTasks() throws Exception {
        try (ExecutorRegistry registry = TestBackend.registry("test")) {
            boolean isLimited = registry.scope("host").newBuildLimit() != TaskLimit.none();
            assertThat(isLimited).isEqualTo(registry.selection().backend() == Backend.EVENTLET);
            assertThat(registry.newSnapshotLimit().call(() -> 1)).isEqualTo(1);
        }
    }
}
