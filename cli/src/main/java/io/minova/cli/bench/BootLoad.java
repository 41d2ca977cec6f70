package io.minova.cli.bench;

import io.minova.cli.cluster.ApiSession;
import io.minova.cli.terminal.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Posts servers and remembers when each was asked for and how long the answer took. Threads: safe for the workers that post. */
final class BootLoad {

    private final BenchHttp http;
    private final String imageId;
    private final String networkId;
    private final Map<String, Long> postedNanos = new ConcurrentHashMap<>();
    private final Collection<Long> answerNanos = new java.util.concurrent.ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();

    BootLoad(BenchHttp http, ApiSession session) throws IOException {
        this.http = http;
        this.imageId = session.get("/image/v2/images?name=cirros").path("images").path(0).path("id").asString();
        this.networkId = session.get("/network/v2.0/networks?name=private").path("networks").path(0).path("id").asString();
    }

    /** Boots one server of the smallest flavor on the seeded network. */
    void post(String name) throws IOException {
        String body = JsonText.line(Map.of("server", Map.of(
                "name", name, "flavorRef", "1", "imageRef", imageId, "networks", List.of(Map.of("uuid", networkId)))));
        long beganNanos = System.nanoTime();
        int[] status = new int[1];
        String answer = http.send("POST", "/compute/v2.1/servers", body, code -> status[0] = code);
        answerNanos.add(System.nanoTime() - beganNanos);
        if (status[0] == 202) {
            postedNanos.put(JsonText.tree(answer).path("server").path("id").asString(), beganNanos);
        } else {
            refused.incrementAndGet();
        }
    }

    /** Uuid to the moment its POST began. */
    Map<String, Long> postedNanos() {
        return postedNanos;
    }

    Collection<Long> answerNanos() {
        return new ArrayList<>(answerNanos);
    }

    /** POSTs that were not answered by 202. */
    int refused() {
        return refused.get();
    }
}
