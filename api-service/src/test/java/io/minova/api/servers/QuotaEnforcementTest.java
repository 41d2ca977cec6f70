package io.minova.api.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.objects.VmState;
import io.minova.store.Cells;
import io.minova.store.InstanceRepository;
import io.minova.store.QuotaRepository;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a project over its quota is told. */
class QuotaEnforcementTest {

    private static final String SERVERS = LandedServers.SERVERS;

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final QuotaRepository quotas = api.bean(QuotaRepository.class);
    private final ApiClient client = api.client().as("bench-3").version("2.79");
    private final LandedServers servers = new LandedServers(client);
    private final String id = servers.in(VmState.ACTIVE, null);
    private final String project = servers.row(id).projectId();

    @BeforeEach
    void onlyOneServer() {
        forgetOthers();
    }

    @AfterEach
    void noLimit() {
        quotas.destroyOfProject(project, QuotaRepository.WHOLE_PROJECT);
        client.delete(SERVERS + "/" + id);
        api.bean(RecordedMessages.class).drain();
    }

    @Test
    void aServerTooManyIsRefusedWithWhatIsUsedAndAllowed() {
        limit(Map.of("instances", 1, "cores", 20));

        ApiClient.Reply reply = create(1, 1);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body().path("forbidden").path("message").asString())
                .isEqualTo("Quota exceeded for instances: Requested 1, but already used 1 of 1 instances");
    }

    @Test
    void asManyAsFitAreMadeWhenFewerWillDo() {
        limit(Map.of("instances", 3));

        assertThat(create(1, 5).status()).isEqualTo(202);

        assertThat(
                client.get(SERVERS).body().path("servers").valueStream().filter(server -> server.path("name").asString().startsWith("more")).count())
                .isEqualTo(2);
        forgetOthers();
    }

    @Test
    void aLargerSizeNeedsRoomForTheDifference() {
        limit(Map.of("cores", 1));

        ApiClient.Reply larger = servers.act(id, "{\"resize\": {\"flavorRef\": \"3\"}}");
        assertThat(larger.status()).isEqualTo(403);
        assertThat(larger.body().path("forbidden").path("message").asString())
                .isEqualTo("Quota exceeded for cores: Requested 1, but already used 1 of 1 cores");
        assertThat(servers.act(id, "{\"resize\": {\"flavorRef\": \"2\"}}").status()).as("the same number of cores").isEqualTo(202);
    }

    private void limit(Map<String, Integer> limits) {
        quotas.setOfProject(project, QuotaRepository.WHOLE_PROJECT, limits);
    }

    private ApiClient.Reply create(int min, int max) {
        return client.post(SERVERS, "{\"server\": {\"name\": \"more\", \"flavorRef\": \"1\", \"imageRef\": \"" + servers.image()
                + "\", \"networks\": \"none\", \"min_count\": " + min + ", \"max_count\": " + max + "}}");
    }

    // Tests share the users; what another left would count.
    private void forgetOthers() {
        List<String> others = client.get(SERVERS).body().path("servers").valueStream()
                .map((JsonNode server) -> server.path("id").asString(""))
                .filter(other -> !other.equals(id))
                .toList();
        Cells cells = api.bean(Cells.class);
        InstanceRepository instances = api.bean(InstanceRepository.class);
        others.forEach(other -> {
            client.delete(SERVERS + "/" + other);
            cells.all().forEach(cell -> instances.destroy(cell, other));
        });
    }
}
