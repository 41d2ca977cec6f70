package io.minova.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.servers.LandedServers;
import io.minova.objects.VmState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each call of {@code admin-only.txt} is refused to members and readers, naming the rule, and not to administrators; every rule for administrators in the
 * code is named by one of them.
 */
class AdminOnlyTest {

    /** They refuse nobody: others are shown less, or what they ask for is ignored. */
    private static final Set<String> SHOW_LESS = Set.of(
            "os_compute_api:os-instance-actions:events", "os_compute_api:os-instance-actions:events:details",
            "os_compute_api:servers:allow_all_filters", "os_compute_api:os-extended-server-attributes", "os_compute_api:servers:show:host_status",
            "os_compute_api:os-server-groups:index:all_projects");

    private final Set<String> refusedBy = new TreeSet<>();
    private final ApiUnderTest api = ApiUnderTest.shared();
    private final LandedServers servers = new LandedServers(api.client().as("demo").version("2.79"));

    @TestFactory
    Stream<DynamicTest> refusesEverybodyElse() throws IOException {
        return Stream.concat(calls(), Stream.of(DynamicTest.dynamicTest("every rule for administrators is asked for", () -> {
            Set<String> rules = adminRules();
            rules.removeAll(SHOW_LESS);
            assertThat(refusedBy).containsAll(rules);
        })));
    }

    private Stream<DynamicTest> calls() throws IOException {
        return lines().stream().map(line -> DynamicTest.dynamicTest(line, () -> {
            for (String user : List.of("demo", "reader")) {
                ApiClient.Reply refused = ask(line, api.client().as(user, "demo"));
                assertThat(refused.status()).as("%s: %s", user, refused.body()).isEqualTo(403);
                assertThat(refused.body().path("forbidden").path("message").asString("")).contains("Policy doesn't allow");
                refusedBy.add(refused.body().path("forbidden").path("message").asString("").split(" ")[3]);
            }
            ApiClient.Reply reply = ask(line, api.client().as("admin"));
            assertThat(reply.status()).as("%s", reply.body()).isNotIn(401, 403, 405).isLessThan(500);
        }));
    }

    /** Names of the rules that any class of the API keeps. */
    private static Set<String> adminRules() throws IOException, ReflectiveOperationException {
        Path classes = Path.of("target/classes");
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes.resolve("io/minova/api"))) {
            files = all.filter(file -> file.toString().endsWith(".class") && !file.endsWith("package-info.class")).toList();
        }
        Set<String> names = new TreeSet<>();
        for (Path file : files) {
            String name = classes.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
            for (Field field : Class.forName(name, false, Rule.class.getClassLoader()).getDeclaredFields()) {
                if (field.getType() == Rule.class && Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    if (field.get(null) instanceof Rule rule && rule.check() == Rule.Check.ADMIN) {
                        names.add(rule.name());
                    }
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(40);
        return names;
    }

    private ApiClient.Reply ask(String line, ApiClient client) {
        String server = line.contains("${server}") || line.contains("${locked}") ? servers.in(VmState.ACTIVE, null) : "";
        if (line.contains("${locked}")) {
            assertThat(api.client().as("admin").post("/compute/v2.1/servers/" + server + "/action", "{\"lock\": null}").status()).isEqualTo(202);
        }
        String[] words =
                line.replace("${project}", project(client)).replace("${server}", server).replace("${locked}", server)
                        .replace("${image}", servers.image()).split("\\s+", 4);
        byte[] body = words.length < 4 ? null : words[3].getBytes(StandardCharsets.UTF_8);
        return client.version(words[0]).send(words[1], "/compute/v2.1" + words[2], body);
    }

    private static String project(ApiClient client) {
        return client.get("/identity/v3/auth/projects").body().path("projects").path(0).path("id").asString("");
    }

    private static List<String> lines() throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(AdminOnlyTest.class.getResourceAsStream("/admin-only.txt"), StandardCharsets.UTF_8))) {
            return in.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }
}
