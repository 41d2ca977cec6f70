package io.minova.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.objects.AttachedVolume;
import io.minova.objects.Instance;
import io.minova.objects.VirtualInterface;
import io.minova.store.Databases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Whatever a request looks like, it gets an answer that blames the client or none at all; one that is refused changes no server and leaves no row.
 *
 * <p>{@code mvn -pl api-service test -Dtest=FuzzTest -Dminova.fuzz.requests=100000} runs the long form; {@code -Dminova.fuzz.seed} repeats one.
 */
class FuzzTest {

    private static final int REQUESTS = Integer.getInteger("minova.fuzz.requests", 1_500);
    private static final long SEED = Long.getLong("minova.fuzz.seed", System.nanoTime());
    private static final int BROKEN_MAX = 20;

    private final ApiUnderTest api = ApiUnderTest.shared();

    @Test
    void noRequestBreaksTheApi() throws IOException {
        System.out.println("== " + System.getProperty("minova.test.backend") + ", seed " + SEED);
        hostsAnswer(api.bean(RecordedMessages.class));
        FuzzTargets targets = new FuzzTargets(SEED);
        FuzzedRequests requests = new FuzzedRequests(SEED, templates(), targets::fill);
        RowCount rows = new RowCount(api.bean(Databases.class), List.of(Databases.API, Databases.CELL0, "nova_cell1"));
        List<ApiClient> clients = List.of(api.client().as("admin"), api.client().as("bench-8"), api.client().as("reader", "demo"));
        for (ApiClient client : clients) {
            // Each project's default security group is made when somebody first looks, even with a request that is refused then.
            client.status("GET", "/network/v2.0/security-groups", Map.of(), null);
        }
        List<String> broken = new ArrayList<>();
        TreeMap<Integer, Integer> answers = new TreeMap<>();
        long known = -1; // rows of all tables, where nothing has been accepted since they were counted
        for (int i = 0; i < REQUESTS && broken.size() < BROKEN_MAX; i++) {
            FuzzedRequests.Request request = requests.next();
            Optional<Instance> server = targets.row();
            boolean mayWrite = !request.method().equals("GET");
            boolean isRenewed = server.isPresent() || i % FuzzTargets.RENEWED_EACH == 0;
            long before = mayWrite && (isRenewed || known < 0) ? rows.now() : known;
            int status = clients.get(i % clients.size()).status(request.method(), request.path(), request.headers(), request.body());
            answers.merge(status, 1, Integer::sum);
            if (status >= 500 && status != 501) {
                broken.add(status + " " + request);
            } else if (status >= 400 && !targets.row().equals(server)) {
                broken.add(status + ", but the server changed: " + request);
            } else if (status >= 400 && mayWrite && rows.now() != before) {
                broken.add(status + ", but rows were left: " + request);
            }
            known = mayWrite ? (status < 400 ? -1 : before) : (isRenewed ? -1 : known);
        }
        int sent = answers.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("Answers: " + answers + "\n" + (sent - broken.size()) + " passed, " + broken.size() + " failed");
        assertThat(broken).as("seed %d", SEED).isEmpty();
        promisesAreWhole();
    }

    private static void hostsAnswer(RecordedMessages messages) {
        messages.answer("getConsoleOutput", "login:");
        messages.answer("getConsole", "http://proxy/");
        messages.answering("reserveBlockDeviceName", arguments -> ((AttachedVolume) arguments[1]).on("/dev/vdc"));
        messages.answer("attachInterface", new VirtualInterface("port", "network", "private", "fa:16:3e:00:00:01", "10.0.0.9"));
    }

    private void promisesAreWhole() {
        for (String table : List.of("build_requests", "instance_group_member", "request_specs")) {
            assertThat(api.bean(Databases.class).database(Databases.API).jdbc()
                    .sql("select instance_uuid from " + table + " where instance_uuid not in (select instance_uuid from instance_mappings)")
                    .query(String.class)
                    .list()).as("%s without a mapping, seed %d", table, SEED).isEmpty();
        }
    }

    @Test
    void everyActionIsAmongThem() throws IOException {
        String all = String.join("\n", templates());
        try (Stream<Path> schemas = Files.list(Path.of("src/main/resources/schemas"))) {
            assertThat(schemas.map(schema -> schema.getFileName().toString()).filter(name -> name.startsWith("server-action-"))
                    .map(name -> name.replace("server-action-", "").replace(".json", ""))).allSatisfy(
                            key -> assertThat(all)
                                    .contains("/servers/${server}/action {\"" + key + "\""));
        }
    }

    @Test
    void everyRouteOfTheComputeApiIsAmongThem() throws IOException {
        List<String> templates = templates().stream().map(line -> line.replaceFirst("\\?[^ ]*", "")).toList();
        JsonNode paths = api.client().get("/openapi.json").body().path("paths");
        List<String> missing = new ArrayList<>();
        paths.propertyNames().stream().filter(path -> path.startsWith("/compute/")).forEach(path -> paths.path(path).propertyNames().forEach(verb -> {
            Predicate<String> asks = line -> line.split(" ")[0].equalsIgnoreCase(verb)
                    && line.split(" ")[1].matches(path.replaceAll("\\{[^}]*}", "[^/]+"));
            if (templates.stream().noneMatch(asks)) {
                missing.add(verb + " " + path);
            }
        }));
        assertThat(missing).isEmpty();
    }

    private static List<String> templates() throws IOException {
        try (InputStream in = FuzzTest.class.getResourceAsStream("/fuzz-templates.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList();
        }
    }
}
