package io.minova.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.image.Images;
import io.minova.store.Database;
import io.minova.store.Databases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever a request looks like, it gets an answer that blames the client or none at all, and leaves nothing half made.
 *
 * <p>{@code mvn -pl api-service test -Dtest=FuzzTest -Dminova.fuzz.requests=100000} runs the long form; {@code -Dminova.fuzz.seed} repeats one.
 */
class FuzzTest {

    private static final int REQUESTS = Integer.getInteger("minova.fuzz.requests", 1_500);
    private static final long SEED = Long.getLong("minova.fuzz.seed", System.nanoTime());

    private final ApiUnderTest api = ApiUnderTest.shared();

    @Test
    void noRequestBreaksTheApi() throws IOException {
        System.out.println("fuzz seed " + SEED + ", " + REQUESTS + " requests");
        FuzzedRequests requests = new FuzzedRequests(SEED, templates());
        List<ApiClient> clients = List.of(api.client().as("admin"), api.client().as("bench-8"), api.client().as("reader", "demo"));
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            FuzzedRequests.Request request = requests.next();
            ApiClient client = clients.get(i % clients.size());
            int status = client.status(request.method(), request.path(), request.headers(), request.body());
            if (status >= 500 && status != 501) {
                broken.add(status + " " + request);
            }
        }
        assertThat(broken).as("seed %d", SEED).isEmpty();
        Database database = api.bean(Databases.class).database(Databases.API);
        assertThat(database.jdbc()
                .sql("select instance_uuid from build_requests where instance_uuid not in (select instance_uuid from instance_mappings)")
                .query(String.class)
                .list()).as("promises without a mapping, seed %d", SEED).isEmpty();
        assertThat(database.jdbc()
                .sql("select instance_uuid from instance_group_member where instance_uuid not in (select instance_uuid from instance_mappings)")
                .query(String.class)
                .list()).as("members that were never promised, seed %d", SEED).isEmpty();
    }

    private List<String> templates() throws IOException {
        String image = api.bean(Images.class).all().getLast().id();
        try (InputStream in = FuzzTest.class.getResourceAsStream("/fuzz-templates.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.replace("${cirros}", image)).toList();
        }
    }
}
