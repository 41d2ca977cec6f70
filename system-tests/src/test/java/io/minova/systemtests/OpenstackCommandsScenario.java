package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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

/** What a user does in a first hour with the unmodified client, then the whole list of commands, in each kind of deployment. */
@Tag("system")
@Execution(ExecutionMode.CONCURRENT)
class OpenstackCommandsScenario {

    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8HmUwvTLhM4ybSo2wGZxkLYHkVqkPBzsRbi7FTNFWd minova@example";

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"all=eventlet", "all=threading", "api=threading,scheduler=eventlet,conductor=threading,compute=eventlet"})
    void everyCommandOfAFirstHourWorks(String backends) throws Exception {
        try (ClusterUnderTest cluster = ClusterUnderTest.up(Map.of(), "--driver", "fast", "--backend", backends)) {
            OpenstackClient openstack = OpenstackClient.of(cluster);
            looksAround(openstack);
            makesAKeypair(openstack);
            boots(openstack);
            stopsStartsAndReboots(openstack);
            looksAtTheHosts(openstack);
            deletes(openstack);
            everyCommandOfTheList(cluster);
        }
    }

    /** conformance/openstack: what an administrator and a user do in a first week, each command a check. */
    private void everyCommandOfTheList(ClusterUnderTest cluster) {
        String list = ClusterUnderTest.root().resolve("system-tests/conformance/openstack").toString();
        CommandResult.of(temporary, new HashMap<>(ClusterUnderTest.baseEnvironment()), List.of(list, cluster.folder().cloudsFile().toString()))
                .succeeded();
    }

    private static void looksAround(OpenstackClient openstack) {
        assertThat(openstack.output("token", "issue", "-f", "value", "-c", "project_id").strip()).matches("[0-9a-f]{32}");
        assertThat(openstack.output("catalog", "list", "-f", "value", "-c", "Type")).contains("compute", "identity", "image", "network");
        assertThat(openstack.output("image", "list", "-f", "value", "-c", "Name", "-c", "Status")).contains("cirros active", "debian active");
        assertThat(openstack.output("flavor", "list", "--all", "-f", "value", "-c", "ID", "-c", "Name"))
                .contains("1 m1.tiny", "2 m1.small", "3 m1.medium", "4 m1.large", "5 m1.xlarge");
        assertThat(openstack.output("network", "list", "-f", "value", "-c", "Name")).contains("private");
        assertThat(openstack.output("availability", "zone", "list", "--compute", "-f", "value")).contains("nova");
        assertThat(openstack.output("limits", "show", "--absolute", "-f", "value")).contains("maxTotalInstances");
    }

    private void makesAKeypair(OpenstackClient openstack) throws Exception {
        Path key = Files.writeString(temporary.resolve("key.pub"), PUBLIC_KEY);
        assertThat(openstack.output("keypair", "create", "--public-key", key.toString(), "mine", "-f", "value", "-c", "fingerprint"))
                .containsPattern("([0-9a-f]{2}:){15}");
        assertThat(openstack.output("keypair", "list", "-f", "value", "-c", "Name")).contains("mine");
    }

    private static void boots(OpenstackClient openstack) {
        String created = openstack.output(
                "server", "create", "--flavor", "m1.tiny", "--image", "cirros", "--network", "private", "--key-name", "mine", "--wait", "first", "-f",
                "json");
        assertThat(created).contains("\"status\": \"ACTIVE\"");
        assertThat(openstack.output("server", "list", "-f", "value", "-c", "Name", "-c", "Status", "-c", "Networks")).contains("first ACTIVE")
                .contains("private");
        assertThat(openstack.output("server", "show", "first", "-f", "value", "-c", "OS-EXT-STS:vm_state", "-c", "key_name")).contains("active",
                "mine");
    }

    private static void stopsStartsAndReboots(OpenstackClient openstack) throws InterruptedException {
        openstack.output("server", "stop", "first");
        openstack.awaitStatus("first", "SHUTOFF");
        openstack.output("server", "start", "first");
        openstack.awaitStatus("first", "ACTIVE");
        openstack.output("server", "reboot", "--hard", "first");
        openstack.awaitStatus("first", "ACTIVE");
        openstack.output("server", "set", "--name", "renamed", "first");
        assertThat(openstack.output("server", "event", "list", "renamed", "-f", "value", "-c", "Action")).contains("create", "stop", "start",
                "reboot");
    }

    private static void looksAtTheHosts(OpenstackClient openstack) {
        assertThat(openstack.output("compute", "service", "list", "-f", "value", "-c", "Binary", "-c", "State"))
                .contains("nova-conductor up", "nova-scheduler up", "nova-compute up")
                .doesNotContain("down");
        assertThat(openstack.output("hypervisor", "list", "-f", "value", "-c", "State").lines()).hasSize(20).containsOnly("up");
    }

    private static void deletes(OpenstackClient openstack) {
        openstack.output("server", "delete", "--wait", "renamed");
        assertThat(openstack.output("server", "list", "-f", "value")).isBlank();
        assertThat(openstack.run("server", "show", "renamed").failedWith(1).output()).contains("No server with a name or ID of 'renamed' exists");
        openstack.output("keypair", "delete", "mine");
    }
}
