package io.minova.api.microversions;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import org.junit.jupiter.api.Test;

class MicroversionsTest {

    private static final String PATH = "/compute/v2.1/flavors";

    private final ApiClient client = ApiUnderTest.shared().client().as("demo");

    @Test
    void speaks21WithoutAHeader() {
        answers(client.get(PATH), "2.1");
    }

    @Test
    void speaksWhatIsAskedFor() {
        answers(client.version("2.55").get(PATH), "2.55");
        assertThat(client.get(PATH).body().path("flavors").path(0).has("description")).isTrue();
    }

    @Test
    void answersTheNumberForLatest() {
        answers(client.version("latest").get(PATH), Microversion.MAX.toString());
    }

    @Test
    void readsTheOlderHeader() {
        answers(client.with(Negotiation.LEGACY_HEADER, "2.10").get(PATH), "2.10");
    }

    @Test
    void prefersTheNewerHeader() {
        answers(client.with(Negotiation.LEGACY_HEADER, "2.10").version("2.20").get(PATH), "2.20");
    }

    @Test
    void findsComputeAmongOthers() {
        answers(client.with(Negotiation.HEADER, "volume 3.1, compute 2.5, identity 3.0").get(PATH), "2.5");
    }

    @Test
    void fallsBackToTheOlderHeaderWhenTheNewerNamesOthersOnly() {
        answers(client.with(Negotiation.HEADER, "volume 3.1").with(Negotiation.LEGACY_HEADER, "2.7").get(PATH), "2.7");
    }

    @Test
    void answersTheHeadersOnFaultsToo() {
        answers(client.version("2.30").get("/compute/v2.1/servers/x"), "2.30");
        answers(client.version("9.9").get(PATH), "2.1");
        answers(ApiUnderTest.shared().client().get(PATH), "2.1");
    }

    @Test
    void ignoresTheHeaderUnderV2AndToleratesUnknownFieldsThere() {
        ApiClient.Reply reply = client.version("2.200").get("/compute/v2/flavors");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header(Negotiation.HEADER)).isEmpty();
        ApiClient.Reply unknown = client.put("/compute/v2/servers/x", "{\"server\": {\"foo\": 1}}");
        assertThat(unknown.status()).isEqualTo(404);
    }

    @Test
    void takesAnotherIdFromTheClientWithoutUsingItAsItsOwn() {
        ApiClient.Reply reply = client.with("X-OpenStack-Request-Id", "req-00000000-0000-0000-0000-000000000000").get(PATH);
        assertThat(reply.header("x-openstack-request-id")).startsWith("req-").isNotEqualTo("req-00000000-0000-0000-0000-000000000000");
        assertThat(reply.header("x-compute-request-id")).isEqualTo(reply.header("x-openstack-request-id"));
    }

    @Test
    void announcesItsRange() {
        assertThat(client.get("/compute/v2.1/").body().path("version").path("version").asString("")).isEqualTo(Microversion.MAX.toString());
        assertThat(client.get("/compute/v2.1/").body().path("version").path("min_version").asString("")).isEqualTo("2.1");
    }

    private static void answers(ApiClient.Reply reply, String version) {
        assertThat(reply.header(Negotiation.HEADER)).isEqualTo("compute " + version);
        assertThat(reply.header(Negotiation.LEGACY_HEADER)).isEqualTo(version);
        assertThat(reply.headers().get("vary")).containsExactlyInAnyOrder(Negotiation.HEADER, Negotiation.LEGACY_HEADER);
    }
}
