package io.minova.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.servers.LandedServers;
import io.minova.objects.VmState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each call of {@code admin-only.txt} is refused to members and readers, naming the rule, and not to administrators. */
class AdminOnlyTest {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final LandedServers servers = new LandedServers(api.client().as("demo").version("2.79"));

    @TestFactory
    Stream<DynamicTest> refusesEverybodyElse() throws IOException {
        return lines().stream().map(line -> DynamicTest.dynamicTest(line, () -> {
            for (String user : List.of("demo", "reader")) {
                ApiClient.Reply refused = ask(line, api.client().as(user, "demo"));
                assertThat(refused.status()).as("%s: %s", user, refused.body()).isEqualTo(403);
                assertThat(refused.body().path("forbidden").path("message").asString("")).contains("Policy doesn't allow");
            }
            ApiClient.Reply reply = ask(line, api.client().as("admin"));
            assertThat(reply.status()).as("%s", reply.body()).isNotIn(401, 403, 405).isLessThan(500);
        }));
    }

    private ApiClient.Reply ask(String line, ApiClient client) {
        String server = line.contains("${server}") ? servers.in(VmState.ACTIVE, null) : "";
        String[] words =
                line.replace("${project}", project(client)).replace("${server}", server).replace("${image}", servers.image()).split("\\s+", 4);
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
