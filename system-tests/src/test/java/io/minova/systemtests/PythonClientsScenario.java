package io.minova.systemtests;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** openstacksdk and novaclient lead servers through their lives, deleted softly and restored too, with half of the services on each backend. */
@Tag("system")
class PythonClientsScenario {

    private static final Path CHECKS = ClusterUnderTest.root().resolve("system-tests/conformance/clients");

    @TempDir
    Path work;

    @Test
    void everyCheckHolds() {
        OpenstackClient.assumeInstalled();
        try (ClusterUnderTest cluster = ClusterUnderTest.up(
                Map.of("NOVA_RECLAIM_INSTANCE_INTERVAL", "3600"), "--driver", "fast", "--hosts-per-compute", "4", "--backend",
                "api=threading,scheduler=eventlet,conductor=threading,compute=eventlet")) {
            CommandResult.of(work, ClusterUnderTest.baseEnvironment(), List.of(CHECKS.toString(), cluster.folder().cloudsFile().toString()))
                    .succeeded();
        }
    }
}
