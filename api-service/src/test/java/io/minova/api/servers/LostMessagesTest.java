package io.minova.api.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.objects.VmState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the API says when messages to a compute are lost: a cast arrives nowhere, a call is not answered in time. */
class LostMessagesTest {

    private static final String SERVERS = LandedServers.SERVERS;

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final ApiClient client = api.client().as("bench-1").version("2.71");
    private final RecordedMessages messages = api.bean(RecordedMessages.class);
    private final LandedServers servers = new LandedServers(client);
    private String id = "";

    @BeforeEach
    void oneServer() {
        id = servers.in(VmState.ACTIVE, null);
    }

    @AfterEach
    void delete() {
        client.delete(SERVERS + "/" + id);
        messages.drain();
    }

    @Test
    void aServerWhoseCastWasLostStaysInItsTaskAndIsStillDeleted() {
        assertThat(servers.act(id, "{\"os-stop\": null}").status()).isEqualTo(202);

        assertThat(server().path("status").asString()).isEqualTo("ACTIVE");
        assertThat(server().path("OS-EXT-STS:task_state").asString()).isEqualTo("powering-off");
        assertThat(servers.act(id, "{\"pause\": null}").status()).isEqualTo(409);
        assertThat(servers.actions(id)).contains("stop");
        messages.drain();
        assertThat(client.delete(SERVERS + "/" + id).status()).isEqualTo(204);
        assertThat(messages.drain()).hasSize(1);
        assertThat(server().path("OS-EXT-STS:task_state").asString()).isEqualTo("deleting");
    }

    @Test
    void aCallThatNobodyAnswersIsAnErrorOfTheServerAndChangesNothing() {
        messages.failing("getConsoleOutput", new NovaException(ErrorCode.MESSAGING_TIMEOUT, "no answer"));
        try {
            ApiClient.Reply reply = servers.act(id, "{\"os-getConsoleOutput\": {}}");
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body().path("computeFault").path("code").asInt()).isEqualTo(500);
            assertThat(server().path("status").asString()).isEqualTo("ACTIVE");
            assertThat(server().path("OS-EXT-STS:task_state").isNull()).isTrue();
        } finally {
            messages.failing("getConsoleOutput", null);
        }
    }

    private JsonNode server() {
        return client.get(SERVERS + "/" + id).body().path("server");
    }
}
