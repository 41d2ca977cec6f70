package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an administrator does with the {@code openstack} command beside servers: flavors, hosts, aggregates, groups, quotas, images, accounts. */
@Tag("system")
class OpenstackResourcesScenario {

    @Test
    void everyCommandOfAnAdministratorWorks() {
        try (ClusterUnderTest cluster = ClusterUnderTest.up(Map.of(), "--driver", "fast", "--hosts-per-compute", "2")) {
            OpenstackClient openstack = OpenstackClient.of(cluster);
            flavors(openstack);
            hosts(openstack);
            groups(openstack);
            quotas(openstack);
            images(openstack);
            accounts(openstack);
        }
    }

    private static void flavors(OpenstackClient openstack) {
        openstack.output("flavor", "create", "--ram", "128", "--disk", "1", "--vcpus", "1", "--property", "hw:cpu_policy=shared", "small");
        assertThat(openstack.output("flavor", "show", "small", "-f", "value", "-c", "properties")).contains("hw:cpu_policy").contains("shared");
        openstack.output("--os-compute-api-version", "2.55", "flavor", "set", "--description", "a small one", "small");
        openstack.output("flavor", "unset", "--property", "hw:cpu_policy", "small");
        openstack.output("flavor", "create", "--private", "--ram", "64", "--disk", "1", "--vcpus", "1", "hidden");
        openstack.output("flavor", "set", "--project", "demo", "hidden");
        assertThat(openstack.output("flavor", "show", "hidden", "-f", "value", "-c", "access_project_ids")).matches("(?s).*[0-9a-f]{32}.*");
        openstack.output("flavor", "delete", "small", "hidden");
    }

    private static void hosts(OpenstackClient openstack) {
        String host = openstack.output("compute", "service", "list", "--service", "nova-compute", "-f", "value", "-c", "Host").lines().findFirst()
                .orElseThrow();
        openstack.output("compute", "service", "set", "--disable", "--disable-reason", "repair", host, "nova-compute");
        assertThat(openstack.output("compute", "service", "list", "--long", "--host", host, "-f", "value")).contains("disabled", "repair");
        openstack.output("compute", "service", "set", "--enable", host, "nova-compute");
        openstack.output("aggregate", "create", "--zone", "attic", "--property", "k=v", "upstairs");
        openstack.output("aggregate", "add", "host", "upstairs", host);
        assertThat(openstack.output("availability", "zone", "list", "--compute", "-f", "value", "-c", "Zone Name")).contains("attic", "nova");
        openstack.output("aggregate", "set", "--property", "k2=v2", "upstairs");
        assertThat(openstack.output("aggregate", "show", "upstairs", "-f", "value", "-c", "properties")).contains("k2").contains("v2");
        openstack.output("--os-compute-api-version", "2.81", "aggregate", "cache", "image", "upstairs", "cirros");
        assertThat(openstack.run("aggregate", "delete", "upstairs").failedWith(1).output()).contains("not empty");
        openstack.output("aggregate", "remove", "host", "upstairs", host);
        openstack.output("aggregate", "delete", "upstairs");
    }

    private static void groups(OpenstackClient openstack) {
        openstack.output("server", "group", "create", "--policy", "anti-affinity", "apart");
        assertThat(openstack.output("server", "group", "list", "-f", "value")).contains("apart");
        openstack.output("server", "group", "delete", "apart");
    }

    private static void quotas(OpenstackClient openstack) {
        openstack.output("quota", "set", "--key-pairs", "37", "demo");
        assertThat(openstack.output("quota", "show", "demo", "-f", "value", "-c", "key-pairs", "-c", "key_pairs")).contains("37");
        assertThat(openstack.output("usage", "list", "-f", "value")).isNotNull();
    }

    private static void images(OpenstackClient openstack) {
        openstack.output("image", "create", "--disk-format", "raw", "--container-format", "bare", "--property", "k=v", "--file", "/etc/os-release",
                "os");
        assertThat(openstack.output("image", "show", "os", "-f", "value", "-c", "status")).contains("active");
        openstack.output("image", "set", "--name", "renamed", "os");
        openstack.output("image", "delete", "renamed");
    }

    private static void accounts(OpenstackClient openstack) {
        openstack.output("project", "create", "new");
        openstack.output("user", "create", "--password", "x", "newcomer");
        openstack.output("role", "add", "--project", "new", "--user", "newcomer", "member");
        assertThat(openstack.output("role", "assignment", "list", "--names", "--user", "newcomer", "-f", "value")).contains("member");
        openstack.output("user", "delete", "newcomer");
        openstack.output("project", "delete", "new");
    }
}
