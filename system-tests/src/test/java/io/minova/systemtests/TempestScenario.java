package io.minova.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every test of {@code conformance/tempest-passing.txt} passes, with half of the services on each backend. The other layouts: docs/tempest.md. */
@Tag("system")
class TempestScenario {

    private static final Path RUNNER = ClusterUnderTest.root().resolve("system-tests/conformance/tempest");

    @TempDir
    Path work;

    @Test
    void noTestThatPassedFails() throws IOException {
        Assumptions.assumeTrue(
                Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/tempest")),
                "Tempest is not installed (Debian: tempest, python3-stestr, python3-subunit; .ci/run installs them)");
        try (ClusterUnderTest cluster = ClusterUnderTest.up(
                Map.of(), "--driver", "visible", "--hosts-per-compute", "4", "--backend",
                "api=threading,scheduler=eventlet,conductor=threading,compute=eventlet")) {
            Map<String, String> environment = new HashMap<>(ClusterUnderTest.baseEnvironment());
            CommandResult.of(work, environment, List.of(RUNNER.toString(), cluster.folder().cloudsFile().toString(), work.toString())).succeeded();
        }
    }
}
