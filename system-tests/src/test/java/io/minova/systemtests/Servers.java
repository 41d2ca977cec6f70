package io.minova.systemtests;

import io.minova.cli.cluster.ApiSession;
import io.minova.cli.cluster.LocalHttp;
import io.minova.cli.terminal.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Boots and watches servers through the public API, without the second that each run of a command costs. Threads: one per object. */
final class Servers {

    private static final int PAGE = 1000; // Nova's max_limit
    // A look at a thousand servers costs their cluster a good part of a second: it shall not be what the cluster does.
    private static final int PAUSES_PER_LOOK = 4;

    private final ApiSession session;
    private final String imageId;
    private final String networkId;

    Servers(Cloud cloud) throws IOException {
        session = cloud.admin();
        imageId = session.get("/image/v2/images?name=cirros").path("images").path(0).path("id").asString();
        networkId = session.get("/network/v2.0/networks?name=private").path("networks").path(0).path("id").asString();
    }

    /** The answer to a POST. */
    LocalHttp.Answer post(String name) throws IOException {
        String body = JsonText.line(Map.of("server", Map.of(
                "name", name, "flavorRef", "1", "imageRef", imageId, "networks", List.of(Map.of("uuid", networkId)))));
        return session.send("POST", "/compute/v2.1/servers", body);
    }

    /** The uuid of a server that was promised. */
    String boot(String name) throws IOException {
        LocalHttp.Answer answer = post(name);
        if (answer.status() != 202) {
            throw new AssertionError("POST /servers answered " + answer.status() + ": " + answer.body());
        }
        return uuid(answer);
    }

    static String uuid(LocalHttp.Answer answer) {
        return JsonText.tree(answer.body()).path("server").path("id").asString();
    }

    JsonNode show(String uuid) throws IOException {
        return session.get("/compute/v2.1/servers/" + uuid).path("server");
    }

    void delete(String uuid) throws IOException {
        session.send("DELETE", "/compute/v2.1/servers/" + uuid, null);
    }

    /** Every server by uuid. */
    Map<String, JsonNode> all() throws IOException {
        Map<String, JsonNode> servers = new HashMap<>();
        String marker = "";
        int size;
        do {
            size = 0;
            String last = "";
            for (JsonNode server : session.get("/compute/v2.1/servers/detail?limit=" + PAGE + marker).path("servers")) {
                last = server.path("id").asString();
                servers.put(last, server);
                size++;
            }
            marker = "&marker=" + last;
        } while (size == PAGE);
        return servers;
    }

    /** Waits until none of these is being worked on; uuid to status then, MISSING for one that the API does not know. */
    Map<String, String> awaitEnd(Collection<String> uuids, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long beganNanos = System.nanoTime();
            Map<String, JsonNode> servers = all();
            Map<String, String> states = new HashMap<>();
            uuids.forEach(uuid -> states.put(uuid, state(servers.get(uuid))));
            if (!states.containsValue("WORKING") || System.nanoTime() > deadline) {
                return states;
            }
            pauseAfterLookOf(System.nanoTime() - beganNanos);
        }
    }

    /** The same where nobody boots others meanwhile: a look at those in BUILD is short, one at all of thousands takes seconds. */
    Map<String, String> awaitEndOfAll(Collection<String> uuids, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        long beganNanos = System.nanoTime();
        while (!session.get("/compute/v2.1/servers?status=BUILD&limit=1").path("servers").isEmpty() && System.nanoTime() < deadline) {
            pauseAfterLookOf(System.nanoTime() - beganNanos);
            beganNanos = System.nanoTime();
        }
        return awaitEnd(uuids, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    /** Waits until the API lists no server; false when it still lists some after {@code limit}. */
    boolean awaitNone(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long beganNanos = System.nanoTime();
            if (all().isEmpty()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            pauseAfterLookOf(System.nanoTime() - beganNanos);
        }
    }

    private static void pauseAfterLookOf(long nanos) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(PAUSES_PER_LOOK * nanos));
    }

    /** Status, or WORKING: without a look at all others. */
    String stateOf(String uuid) throws IOException {
        return state(show(uuid));
    }

    /** Those of these states that are not ACTIVE, each with what the API says of its fault. */
    Map<String, String> faultsOf(Map<String, String> states) throws IOException {
        Map<String, String> faults = new HashMap<>();
        for (Map.Entry<String, String> state : states.entrySet()) {
            if (!state.getValue().equals("ACTIVE")) {
                faults.put(state.getKey(), state.getValue() + " " + (state.getValue().equals("MISSING") ? "" : show(state.getKey()).path("fault")));
            }
        }
        return faults;
    }

    private static String state(@org.jspecify.annotations.Nullable JsonNode server) {
        if (server == null) {
            return "MISSING";
        }
        String status = server.path("status").asString("");
        boolean hasTask = !server.path("OS-EXT-STS:task_state").isNull() && !server.path("OS-EXT-STS:task_state").isMissingNode();
        return hasTask || status.equals("BUILD") ? "WORKING" : status;
    }
}
