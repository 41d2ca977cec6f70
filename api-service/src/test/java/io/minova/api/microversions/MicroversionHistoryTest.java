package io.minova.api.microversions;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.api.servers.LandedServers;
import io.minova.api.services.ServiceGroup;
import io.minova.concurrency.testing.Await;
import io.minova.objects.AttachedVolume;
import io.minova.objects.TaskState;
import io.minova.objects.VirtualInterface;
import io.minova.objects.VmState;
import io.minova.store.Networks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every microversion that is announced changes what Nova's changes, from that version on and not one before: {@code microversions.yaml}. */
class MicroversionHistoryTest {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final ApiClient member = api.client().as("bench-7");
    private final ApiClient admin = api.client().as("admin");
    private final ApiClient makingMember = api.client().as("bench-7").version("2.79");
    private final ApiClient makingAdmin = api.client().as("admin").version("2.79");

    @BeforeEach
    void aHostThatAnswers() {
        RecordedMessages messages = api.bean(RecordedMessages.class);
        messages.answer("getConsole", "http://proxy/");
        messages.answer("attachInterface", new VirtualInterface("p", Networks.PRIVATE_ID, "private", "fa:16:3e:00:00:01", "10.1.1.1"));
        // Each check makes a group or two.
        String project = member.get("/identity/v3/auth/projects").body().path("projects").path(0).path("id").asString("");
        admin.put("/compute/v2.1/os-quota-sets/" + project, "{\"quota_set\": {\"server_groups\": -1}}");
        // Who hosts what is remembered for a second.
        new LandedServers(makingMember).hostReports("host-2");
        Await.until("both hosts are known",
                () -> Stream.of(LandedServers.HOST, "host-2").allMatch(host -> api.bean(ServiceGroup.class).compute(host) != null));
        messages.answering("reserveBlockDeviceName", arguments -> reserved(arguments));
    }

    @Test
    void theTableHasEveryAnnouncedVersion() throws IOException {
        assertThat(table().stream().map(row -> row.get("version"))).containsExactlyElementsOf(
                IntStream.rangeClosed(Microversion.MIN.minor(), Microversion.MAX.minor()).boxed().toList());
        assertThat(table()).allSatisfy(row -> assertThat(row.keySet()).as(row.toString()).containsAnyOf("checks", "seen", "missing"));
        assertThat(Microversion.MAX.minor()).isGreaterThanOrEqualTo(96);
    }

    @TestFactory
    Stream<DynamicTest> changesWhatNovasDoes() throws IOException {
        return table().stream().flatMap(row -> checks(row).map(check -> DynamicTest.dynamicTest(
                "2." + row.get("version") + ": " + check, () -> checkBothSides((Integer) row.get("version"), check))));
    }

    private void checkBothSides(int version, Map<String, Object> check) {
        int first = (Integer) check.getOrDefault("from", Microversion.MIN.minor());
        int last = (Integer) check.getOrDefault("until", Microversion.MAX.minor());
        for (int minor : new TreeSet<>(List.of(first, version - 1, version, last))) {
            check(minor, minor >= version, check);
        }
    }

    private void check(int minor, boolean isChanged, Map<String, Object> check) {
        VmState state = VmState.valueOf(String.valueOf(check.getOrDefault("state", "active")).toUpperCase(Locale.ROOT));
        TaskState task = check.get("task") instanceof String name ? TaskState.valueOf(name.toUpperCase(Locale.ROOT)) : null;
        MicroversionTargets targets = new MicroversionTargets(makingMember, makingAdmin, minor, state, task, (String) check.get("host"));
        targets.fill(String.valueOf(check.get("needs")));
        String[] request = targets.fill(String.valueOf(check.get("request"))).split(" ", 2);
        Object body = !isChanged && check.containsKey("wasBody") ? check.get("wasBody") : check.get("body");
        byte @Nullable [] bytes = body == null ? null : targets.fill(mapper.writeValueAsString(body)).getBytes(StandardCharsets.UTF_8);
        ApiClient client = ("admin".equals(check.get("as")) ? admin : member).version("2." + minor);

        ApiClient.Reply reply = client.send(request[0], "/compute/v2.1" + request[1], bytes);

        String what = "2." + minor + " " + String.join(" ", request) + ": " + reply.body();
        if (check.containsKey("status")) {
            assertThat(reply.status()).as(what).isEqualTo(isChanged ? check.get("status") : check.get("was"));
            return;
        }
        assertThat(reply.status()).as(what).isBetween(200, 299);
        if (check.get("hidesHeader") instanceof String header) {
            assertThat(reply.header(header).isEmpty()).as(what).isEqualTo(isChanged);
        } else if (check.get("at") instanceof String pointer) {
            assertThat(reply.body().at(pointer).equals(mapper.valueToTree(check.get("is")))).as(what).isEqualTo(isChanged);
        } else {
            boolean shows = check.containsKey("shows");
            JsonNode found = reply.body().at(String.valueOf(check.get(shows ? "shows" : "hides")));
            assertThat(!found.isMissingNode()).as(what).isEqualTo(isChanged == shows);
        }
    }

    private static AttachedVolume reserved(Object[] arguments) {
        return new AttachedVolume(UUID.randomUUID().toString(), UUID.randomUUID().toString(), "bdm", "/dev/vdc", false, null);
    }

    private static List<Map<String, Object>> table() throws IOException {
        try (InputStream in = MicroversionHistoryTest.class.getResourceAsStream("/microversions.yaml")) {
            return new Yaml().load(in);
        }
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> checks(Map<String, Object> row) {
        return ((List<Map<String, Object>>) row.getOrDefault("checks", List.of())).stream();
    }
}
