package io.minova.api.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.api.image.Images;
import io.minova.objects.Instance;
import io.minova.objects.InstanceFault;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.InstanceFaultRepository;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.ServiceRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ServersTest {

    private static final String SERVERS = "/compute/v2.1/servers";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final RecordedMessages messages = api.bean(RecordedMessages.class);
    private final Cells cells = api.bean(Cells.class);
    private final Cell cell1 = cells.withHosts().getFirst();
    private final InstanceRepository instances = api.bean(InstanceRepository.class);
    private final InstanceMappingRepository mappings = api.bean(InstanceMappingRepository.class);
    private final BuildRequestRepository buildRequests = api.bean(BuildRequestRepository.class);
    private final String image =
            api.bean(Images.class).all().stream().filter(candidate -> "cirros".equals(candidate.name())).findFirst().orElseThrow().id();
    // Each test has a project of its own in turn, so that none sees what another left.
    private static int users;
    private final ApiClient client = api.client().as("bench-" + (users++ % 8 + 1)).version("2.79");

    @BeforeEach
    void forget() {
        messages.down(false);
        client.get(SERVERS).body().path("servers").forEach(server -> {
            String id = server.path("id").asString("");
            client.delete(SERVERS + "/" + id);
            cells.all().forEach(cell -> instances.destroy(cell, id));
        });
        api.bean(ServiceRepository.class).register(cell1, List.of("host-1"), "nova-compute", "compute");
        api.bean(ServiceRepository.class).report(cell1, List.of("host-1"), "nova-compute");
        assertThat(messages.drain()).isNotNull();
    }

    @Test
    void promisesInTheDatabaseBeforeItAnswers() {
        ApiClient.Reply reply = create("one");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().path("server").propertyNames())
                .containsExactlyInAnyOrder("id", "links", "OS-DCF:diskConfig", "security_groups", "adminPass");
        String id = id(reply);
        assertThat(reply.header("Location")).endsWith("/compute/v2.1/servers/" + id);
        assertThat(buildRequests.find(id)).isPresent();
        assertThat(mappings.find(id).orElseThrow().cellUuid()).isNull();
        assertThat(messages.drain()).containsExactly("ConductorRpc.scheduleAndBuildInstances");
    }

    @Test
    void aHostInsideTheZoneIsForcedAndOneBesideItIsNot() {
        ApiClient admin = api.client().as("admin").version("2.79");
        String forced = id(admin.post(SERVERS, body("forced", ", \"availability_zone\": \"nova:host-1\"")));
        String requested = id(admin.post(SERVERS, body("requested", ", \"host\": \"host-1\"")));

        assertThat(buildRequests.find(forced).orElseThrow().requestSpec().skipsFilters()).isTrue();
        assertThat(buildRequests.find(requested).orElseThrow().requestSpec().skipsFilters()).isFalse();
        assertThat(buildRequests.find(requested).orElseThrow().requestSpec().requestedHost()).isEqualTo("host-1");
        List.of(forced, requested).forEach(id -> admin.delete(SERVERS + "/" + id));
    }

    @Test
    void keepsThePromiseWhenNoConductorIsThere() {
        messages.down(true);
        ApiClient.Reply reply = create("one");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(buildRequests.find(id(reply))).isPresent();
    }

    @Test
    void showsTheBuildRequestUntilTheServerIsInACell() {
        String id = id(create("one"));
        JsonNode promised = show(id);
        assertThat(promised.path("status").asString("")).isEqualTo("BUILD");
        assertThat(promised.path("OS-EXT-STS:task_state").asString("")).isEqualTo("scheduling");
        assertThat(promised.path("hostId").asString("none")).isEmpty();
        land(id, cell1);
        instances.save(cell1, id, InstanceUpdate.builder().vmState(VmState.ACTIVE).taskState(null).host("host-1").build(), null);
        assertThat(show(id).path("status").asString("")).isEqualTo("ACTIVE");
    }

    @Test
    void numbersTheServersOfOneRequestAndTellsTheConductorOnce() {
        ApiClient.Reply reply = client.post(SERVERS, body("many", ", \"min_count\": \"2\", \"max_count\": 3, \"return_reservation_id\": true"));
        assertThat(reply.body().propertyNames()).containsExactly("reservation_id");
        String reservation = reply.body().path("reservation_id").asString("");
        assertThat(names(client.get(SERVERS + "?reservation_id=" + reservation))).containsExactlyInAnyOrder("many-1", "many-2", "many-3");
        assertThat(messages.drain()).containsExactly("ConductorRpc.scheduleAndBuildInstances");
    }

    @Test
    void hidesServersOfOtherProjectsAndShowsThemToAdministrators() {
        String id = id(create("mine"));
        assertThat(api.client().as("demo").get(SERVERS + "/" + id).status()).isEqualTo(404);
        assertThat(api.client().as("demo").delete(SERVERS + "/" + id).status()).isEqualTo(404);
        ApiClient admin = api.client().as("admin");
        assertThat(admin.get(SERVERS + "/" + id).status()).isEqualTo(200);
        assertThat(names(admin.get(SERVERS + "?all_tenants=1&name=%5Emine%24"))).contains("mine");
        assertThat(names(admin.get(SERVERS + "?name=%5Emine%24"))).doesNotContain("mine");
    }

    @Test
    void deletesAPromise() {
        String id = id(create("one"));
        assertThat(client.delete(SERVERS + "/" + id).status()).isEqualTo(204);
        assertThat(buildRequests.find(id)).isEmpty();
        assertThat(client.get(SERVERS + "/" + id).status()).isEqualTo(404);
        assertThat(client.delete(SERVERS + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void deletesHereWhatHasNoHost() {
        String id = id(create("failed"));
        land(id, cells.cell0());
        instances.save(cells.cell0(), id, InstanceUpdate.builder().vmState(VmState.ERROR).taskState(null).build(), null);
        api.bean(InstanceFaultRepository.class)
                .create(cells.cell0(), new InstanceFault(id, 500, "No valid host was found.", null, null, Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(show(id).path("fault").path("message").asString("")).isEqualTo("No valid host was found.");
        assertThat(client.get(SERVERS + "/detail").body().path("servers").path(0).path("fault").path("code").asInt(0)).isEqualTo(500);
        messages.drain();
        assertThat(client.delete(SERVERS + "/" + id).status()).isEqualTo(204);
        assertThat(client.get(SERVERS + "/" + id).status()).isEqualTo(404);
        assertThat(messages.drain()).isEmpty();
    }

    @Test
    void tellsTheHostToDeleteAndIgnoresTheSecondTime() {
        String id = active("one");
        assertThat(client.delete(SERVERS + "/" + id).status()).isEqualTo(204);
        assertThat(client.delete(SERVERS + "/" + id).status()).isEqualTo(204);
        assertThat(messages.drain()).containsExactly("ComputeRpc@host-1.terminateInstance");
        assertThat(show(id).path("OS-EXT-STS:task_state").asString("")).isEqualTo("deleting");
        assertThat(mappings.find(id).orElseThrow().queuedForDelete()).isTrue();
        assertThat(actions(id)).contains("delete");
        instances.destroy(cell1, id);
        assertThat(client.get(SERVERS + "/" + id).status()).isEqualTo(404);
        assertThat(actions(id)).contains("delete");
        assertThat(client.version("2.20").get(SERVERS + "/" + id + "/os-instance-actions").status()).isEqualTo(404);
    }

    @Test
    void deletesHereWhenTheHostIsDown() {
        String id = active("one", "host-that-never-reported");
        assertThat(client.delete(SERVERS + "/" + id).status()).isEqualTo(204);
        assertThat(messages.drain()).containsExactly("PlacementRpc.deleteAllocations");
        assertThat(client.get(SERVERS + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void refusesActionsInTheWrongState() {
        String promised = id(create("promised"));
        refused(promised, "{\"os-start\": null}", "Instance " + promised + " is not ready");
        String id = active("one");
        refused(id, "{\"os-start\": null}", "Cannot 'start' instance " + id + " while it is in vm_state active");
        messages.drain();
        assertThat(act(id, "{\"os-stop\": null}").status()).isEqualTo(202);
        refused(id, "{\"os-stop\": null}", "Cannot 'stop' instance " + id + " while it is in task_state powering-off");
        refused(id, "{\"reboot\": {\"type\": \"SOFT\"}}", "Cannot 'reboot' instance " + id + " while it is in task_state powering-off");
        assertThat(messages.drain()).containsExactly("ComputeRpc@host-1.stopInstance");
        instances.save(cell1, id, InstanceUpdate.builder().vmState(VmState.STOPPED).taskState(null).build(), null);
        refused(id, "{\"reboot\": {\"type\": \"SOFT\"}}", "Cannot 'reboot' instance " + id + " while it is in vm_state stopped");
        assertThat(act(id, "{\"reboot\": {\"type\": \"hard\"}}").status()).isEqualTo(202);
        assertThat(messages.drain()).containsExactly("ComputeRpc@host-1.rebootInstance");
        assertThat(actions(id)).containsExactly("reboot", "stop");
    }

    @Test
    void refusesActionsOnWhatWasNeverLaunched() {
        String id = id(create("failed"));
        land(id, cell1);
        instances.save(cell1, id, InstanceUpdate.builder().vmState(VmState.ERROR).taskState(null).host("host-1").build(), null);
        refused(id, "{\"os-stop\": null}", "Instance " + id + " is in an invalid state for 'stop'");
    }

    @Test
    void changesAPromiseAndAServerInACell() {
        String id = id(create("one"));
        assertThat(change(id, "\"name\": \"two\", \"description\": \"d\"").path("name").asString("")).isEqualTo("two");
        land(id, cell1);
        client.version("2.90");
        change(id, "\"name\": \"three\", \"hostname\": \"other\", \"description\": null");
        JsonNode server = show(id);
        assertThat(server.path("name").asString("")).isEqualTo("three");
        assertThat(server.path("OS-EXT-SRV-ATTR:hostname").asString("")).isEqualTo("other");
        assertThat(server.path("description").isNull()).isTrue();
    }

    @Test
    void walksAllPagesOverPromisesAndCells() {
        List<String> expected = new ArrayList<>();
        IntStream.range(0, 7).forEach(number -> {
            String id = id(create("s" + number));
            expected.add("s" + number);
            if (number % 2 == 0) {
                land(id, number % 4 == 0 ? cells.cell0() : cell1);
            }
        });
        List<String> seen = new ArrayList<>();
        String path = SERVERS + "/detail?limit=2&sort_key=display_name&sort_dir=asc";
        while (!path.isEmpty()) {
            ApiClient.Reply page = client.get(path);
            assertThat(page.body().path("servers").size()).isLessThanOrEqualTo(2);
            seen.addAll(names(page));
            path = page.body().path("servers_links").path(0).path("href").asString("").replaceFirst("^http://[^/]*", "");
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected).doesNotHaveDuplicates();
        assertThat(seen.subList(3, 7)).isSorted();
    }

    @Test
    void filtersPromisesAndCellsAlike() {
        String promised = id(create("web-1"));
        String landed = active("web-2");
        assertThat(names(client.get(SERVERS + "?name=web-%5B12%5D"))).containsExactlyInAnyOrder("web-1", "web-2");
        assertThat(names(client.get(SERVERS + "?status=BUILD"))).containsExactly("web-1");
        assertThat(names(client.get(SERVERS + "?status=active"))).containsExactly("web-2");
        assertThat(names(client.get(SERVERS + "?status=REBOOT"))).isEmpty();
        assertThat(names(client.get(SERVERS + "?flavor=1&image=" + image))).hasSize(2);
        assertThat(names(client.get(SERVERS + "?flavor=2"))).isEmpty();
        assertThat(names(client.get(SERVERS + "?changes-since=2026-01-01T00:00:00Z"))).contains("web-1", "web-2");
        assertThat(names(client.get(SERVERS + "?changes-since=2999-01-01T00:00:00Z"))).isEmpty();
        assertThat(names(client.get(SERVERS + "?host=nowhere"))).as("a filter for administrators is dropped").hasSize(2);
        assertThat(names(client.get(SERVERS + "?marker=" + landed))).doesNotContain("web-2");
        client.delete(SERVERS + "/" + promised);
        assertThat(names(client.get(SERVERS))).containsExactly("web-2");
    }

    @Test
    void showsATaskOfItsOwnWordUnderThatWordOnly() {
        String id = active("one");
        instances.save(cell1, id, InstanceUpdate.builder().taskState(TaskState.REBOOTING_HARD).build(), null);
        assertThat(show(id).path("status").asString("")).isEqualTo("HARD_REBOOT");
        assertThat(names(client.get(SERVERS + "?status=HARD_REBOOT"))).containsExactly("one");
        assertThat(names(client.get(SERVERS + "?status=ACTIVE"))).isEmpty();
    }

    @Test
    void findsServersByTag() {
        client.post(SERVERS, body("blue", ", \"tags\": [\"blue\", \"sky\"]"));
        client.post(SERVERS, body("red", ", \"tags\": [\"red\"]"));
        assertThat(names(client.get(SERVERS + "?tags=blue"))).containsExactly("blue");
        assertThat(names(client.get(SERVERS + "?tags-any=red,sky"))).containsExactlyInAnyOrder("blue", "red");
        assertThat(names(client.get(SERVERS + "?not-tags=blue"))).containsExactly("red");
    }

    @Test
    void keepsTextsInAnyScript() {
        String name = "s\u00e9rv\u00ebr-\u4e91-\ud83d\ude80";
        String id = id(create(name));
        assertThat(show(id).path("name").asString("")).isEqualTo(name);
        land(id, cell1);
        assertThat(show(id).path("name").asString("")).isEqualTo(name);
    }

    private ApiClient.Reply create(String name) {
        return client.post(SERVERS, body(name, ""));
    }

    private String body(String name, String more) {
        return "{\"server\": {\"name\": \"" + name + "\", \"flavorRef\": \"1\", \"imageRef\": \"" + image + "\", \"networks\": \"auto\"" + more
                + "}}";
    }

    private static String id(ApiClient.Reply reply) {
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(202);
        return reply.body().path("server").path("id").asString("");
    }

    private JsonNode show(String id) {
        return client.get(SERVERS + "/" + id).body().path("server");
    }

    private JsonNode change(String id, String fields) {
        ApiClient.Reply reply = client.put(SERVERS + "/" + id, "{\"server\": {" + fields + "}}");
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        return reply.body().path("server");
    }

    private ApiClient.Reply act(String id, String body) {
        return client.post(SERVERS + "/" + id + "/action", body);
    }

    private void refused(String id, String body, String message) {
        ApiClient.Reply reply = act(id, body);
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.body().path("conflictingRequest").path("message").asString("")).isEqualTo(message);
    }

    private static List<String> names(ApiClient.Reply reply) {
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        return reply.body().path("servers").valueStream().map(server -> server.path("name").asString("")).toList();
    }

    private List<String> actions(String id) {
        return client.get(SERVERS + "/" + id + "/os-instance-actions").body().path("instanceActions").valueStream()
                .map(action -> action.path("action").asString(""))
                .toList();
    }

    /** What the conductor does once a server was scheduled. */
    private void land(String id, Cell cell) {
        Instance promised = buildRequests.find(id).orElseThrow().instance();
        instances.create(cell, promised);
        mappings.setCell(id, cell.uuid());
        buildRequests.delete(id);
    }

    private String active(String name) {
        return active(name, "host-1");
    }

    private String active(String name, String host) {
        String id = id(create(name));
        land(id, cell1);
        instances.save(
                cell1,
                id,
                InstanceUpdate.builder().vmState(VmState.ACTIVE).taskState(null).host(host).node(host)
                        .launchedAt(Instant.parse("2026-01-01T00:00:00Z"))
                        .build(),
                null);
        messages.drain();
        return id;
    }
}
