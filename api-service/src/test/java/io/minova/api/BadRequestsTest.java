package io.minova.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.image.Images;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** Every malformed request of {@code bad-requests.yaml} gets the fault named there; the same table is in the docs and is replayed on a running cluster. */
class BadRequestsTest {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final JsonMapper mapper = JsonMapper.builder().build();

    @TestFactory
    Stream<DynamicTest> answersEachWithItsFault() throws IOException {
        try (InputStream in = BadRequestsTest.class.getResourceAsStream("/bad-requests.yaml")) {
            List<Map<String, Object>> cases = new Yaml().load(in);
            return cases.stream().map(row -> DynamicTest.dynamicTest(String.valueOf(row.get("name")), () -> check(row)));
        }
    }

    private void check(Map<String, Object> row) {
        ApiClient client = api.client();
        String user = String.valueOf(row.getOrDefault("as", "demo"));
        if (!user.equals("nobody")) {
            client.as(user, user.equals("reader") ? "demo" : user);
        }
        if (row.containsKey("version")) {
            client.version(String.valueOf(row.get("version")));
        }
        if (row.get("headers") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) -> client.with(String.valueOf(name), String.valueOf(value)));
        }
        String[] request = fill(String.valueOf(row.get("request"))).split(" ", 2);
        ApiClient.Reply reply = client.send(request[0], request[1], body(row));
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(row.get("status"));
        String key = String.valueOf(row.get("key"));
        assertThat(reply.body().propertyNames()).containsExactly(key);
        assertThat(reply.body().path(key).path("message").asString("")).contains(fill(String.valueOf(row.getOrDefault("message", ""))));
        if (!row.containsKey("refusedBy")) {
            assertThat(reply.header("x-openstack-request-id")).startsWith("req-");
        }
    }

    private byte @Nullable [] body(Map<String, Object> row) {
        if (row.containsKey("raw")) {
            return String.valueOf(row.get("raw")).getBytes(StandardCharsets.UTF_8);
        }
        if (row.containsKey("hex")) {
            return HexFormat.of().parseHex(String.valueOf(row.get("hex")));
        }
        if (row.get("repeat") instanceof Map<?, ?> repeat) {
            return String.valueOf(repeat.get("text")).repeat((Integer) repeat.get("times")).getBytes(StandardCharsets.UTF_8);
        }
        return row.containsKey("body") ? fill(mapper.writeValueAsString(row.get("body"))).getBytes(StandardCharsets.UTF_8) : null;
    }

    private String fill(String text) {
        return text.replace("${cirros}", image("cirros")).replace("${debian}", image("debian"));
    }

    private String image(String name) {
        return api.bean(Images.class).all().stream().filter(image -> name.equals(image.name())).findFirst().orElseThrow().id();
    }
}
