package io.minova.cli.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The servers that something was promised to at one moment: those that are being built, deleted or changed. */
final class PendingServers {

    private static final int PAGE = 1000; // Nova's max_limit
    private static final Duration POLL = Duration.ofMillis(200);

    private final int apiPort;
    private final Secrets secrets;
    private final Set<String> uuids;

    private PendingServers(int apiPort, Secrets secrets, Set<String> uuids) {
        this.apiPort = apiPort;
        this.secrets = secrets;
        this.uuids = uuids;
    }

    static PendingServers now(int apiPort, Secrets secrets) throws IOException {
        return new PendingServers(apiPort, secrets, list(ApiSession.open(apiPort, secrets)));
    }

    int count() {
        return uuids.size();
    }

    /** Waits until all of them came to an end; how many had not after {@code limit}. */
    int awaitEnd(Duration limit) throws IOException {
        if (uuids.isEmpty()) {
            return 0;
        }
        ApiSession session = ApiSession.open(apiPort, secrets);
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Set<String> still = list(session);
            still.retainAll(uuids);
            if (still.isEmpty() || System.nanoTime() > deadline) {
                return still.size();
            }
            ProcessEnd.pause(POLL);
        }
    }

    private static Set<String> list(ApiSession session) throws IOException {
        Set<String> pending = new HashSet<>();
        String marker = "";
        List<JsonNode> page;
        do {
            page = new ArrayList<>();
            session.get("/compute/v2.1/servers/detail?all_tenants=1&limit=" + PAGE + marker).path("servers").forEach(page::add);
            for (JsonNode server : page) {
                boolean hasTask = !server.path("OS-EXT-STS:task_state").isNull() && !server.path("OS-EXT-STS:task_state").isMissingNode();
                if (hasTask || server.path("status").asString("").equals("BUILD")) {
                    pending.add(server.path("id").asString());
                }
            }
            marker = page.isEmpty() ? "" : "&marker=" + page.getLast().path("id").asString();
        } while (page.size() == PAGE);
        return pending;
    }
}
