package io.minova.systemtests;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator and a user do in a first week with the unmodified client, in each kind of deployment: every command of {@code conformance/openstack}. */
@Tag("system")
@Execution(ExecutionMode.CONCURRENT)
class OpenstackCommandsScenario {

    private static final Path LIST = ClusterUnderTest.root().resolve("system-tests/conformance/openstack");

    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(strings = {"all=eventlet", "all=threading", "api=threading,scheduler=eventlet,conductor=threading,compute=eventlet"})
    void everyCommandOfTheListWorks(String backends) {
        OpenstackClient.assumeInstalled();
        try (ClusterUnderTest cluster = ClusterUnderTest.up(Map.of(), "--driver", "fast", "--hosts-per-compute", "4", "--backend", backends)) {
            Map<String, String> environment = new HashMap<>(ClusterUnderTest.baseEnvironment());
            CommandResult.of(work, environment, List.of(LIST.toString(), cluster.folder().cloudsFile().toString())).succeeded();
        }
    }
}
