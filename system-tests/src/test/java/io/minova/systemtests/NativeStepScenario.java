package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The modes are what they claim: a blocking C call of two seconds in each build stalls the hub, not a pool of threads, and not through tpool. */
@Tag("system")
@Isolated("measures how long the cluster stands still")
class NativeStepScenario {

    private static final long STALL_MILLIS = 2_000;
    /** Below a stall, above what a busy machine of two cores does to any process. */
    private static final long SWIFT_MILLIS = 1_200;

    @TempDir
    Path temporary;

    @Test
    void aBuildStallsAllOfItsProcessInEventletAndHoldsOneWorkerInThreading() throws Exception {
        try (ClusterUnderTest cluster = up("blocking", "eventlet", 20)) {
            Observed observed = bootTwo(cluster);

            assertThat(observed.longestResponseMillis).as("longest wait for an answer of the compute process")
                    .isGreaterThanOrEqualTo(STALL_MILLIS - 200);
            assertThat(observed.bothActiveMillis).as("two builds, one after the other").isGreaterThanOrEqualTo(2 * STALL_MILLIS);
            assertThat(observed.longestHeartbeatGapMillis).as("longest time between two heartbeats of one second")
                    .isGreaterThanOrEqualTo(STALL_MILLIS);
            JsonNode hub = cluster.actuator("compute-1", "concurrency").path("hub");
            assertThat(Duration.parse(hub.path("longestBlock").asString()).toMillis()).isGreaterThanOrEqualTo(STALL_MILLIS - 200);

            cluster.minova("switch", "compute-1", "threading").succeeded();
            assertNothingStalls(bootTwo(cluster));
        }
    }

    @Test
    void inEventletThroughTpoolNothingStalls() throws Exception {
        try (ClusterUnderTest cluster = up("blocking-tpool", "eventlet", 20)) {
            assertNothingStalls(bootTwo(cluster));
        }
    }

    @Test
    void inThreadingTheEleventhBuildOfAHostWaitsAndIsReportedAsQueued() throws Exception {
        // Long enough that the first build still runs when the eleventh arrives, however slow the machine.
        Path profile = Files.writeString(temporary.resolve("long-blocking.yaml"), """
                description: a blocking C call of six seconds in each boot
                operations:
                  spawn:
                    steps:
                      - {kind: native, name: blocking C call, delayMillis: 6000}
                """);
        try (ClusterUnderTest cluster = up(profile.toString(), "threading", 1)) {
            Servers servers = new Servers(cluster);
            List<String> uuids = new ArrayList<>();
            for (int number = 1; number <= 11; number++) {
                uuids.add(servers.boot("build-" + number));
            }

            // The tenth build, too, waits for an instant, until its new thread has taken it.
            Await.until("ten builds run and one waits", () -> {
                JsonNode pool = longTask(cluster);
                return pool.path("running").asLong() == 10 && pool.path("waiting").asLong() == 1;
            });
            assertThat(longTask(cluster).path("queuedWarnings").asLong()).isEqualTo(1);
            assertThat(servers.awaitEnd(uuids, Duration.ofSeconds(60)).values()).containsOnly("ACTIVE");
            assertThat(cluster.minova("logs", "compute-1").output()).contains("will be queued");
        }
    }

    private static void assertNothingStalls(Observed observed) {
        assertThat(observed.longestResponseMillis).isLessThan(SWIFT_MILLIS);
        assertThat(observed.longestHeartbeatGapMillis).isLessThan(STALL_MILLIS);
        assertThat(observed.bothActiveMillis).as("two builds side by side").isBetween(STALL_MILLIS, 2 * STALL_MILLIS - 1);
    }

    private record Observed(long longestResponseMillis, long longestHeartbeatGapMillis, long bothActiveMillis) {}

    private static ClusterUnderTest up(String profile, String backend, int hosts) {
        return ClusterUnderTest.up(
                Map.of("COMPUTE_CONCURRENCY_BACKEND", backend, "NOVA_REPORT_INTERVAL", "1"),
                "--driver", profile, "--hosts-per-compute", String.valueOf(hosts));
    }

    private static Observed bootTwo(ClusterUnderTest cluster) throws Exception {
        Servers servers = new Servers(cluster);
        // The first build of a process reads code: what it takes says nothing of the backend.
        assertThat(servers.awaitEnd(List.of(servers.boot("before")), Duration.ofSeconds(30)).values()).containsOnly("ACTIVE");
        try (ResponseTimes times = new ResponseTimes(cluster.port("compute-1"));
                HeartbeatGaps heartbeats = new HeartbeatGaps(cluster.admin())) {
            long beganNanos = System.nanoTime();
            List<String> uuids = List.of(servers.boot("first"), servers.boot("second"));
            assertThat(servers.awaitEnd(uuids, Duration.ofSeconds(30)).values()).containsOnly("ACTIVE");
            long millis = (System.nanoTime() - beganNanos) / 1_000_000;
            return new Observed(times.stopAndGetLongestMillis(), heartbeats.stopAndGetLongestMillis(), millis);
        }
    }

    private static JsonNode longTask(ClusterUnderTest cluster) {
        for (JsonNode pool : cluster.actuator("compute-1", "concurrency").path("scopedPools")) {
            if (pool.path("pool").asString().equals("long_task")) {
                return pool;
            }
        }
        return MissingNode.getInstance();
    }
}
