package io.minova.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiUnderTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    private final ApiUnderTest api = ApiUnderTest.shared();

    @Test
    void describesEveryRouteWithTheSchemaThatChecksItsBody() {
        JsonNode document = api.client().get("/openapi.json").body();
        assertThat(document.path("openapi").asString("")).isEqualTo("3.1.0");
        JsonNode create = document.path("paths").path("/compute/v2.1/flavors").path("post");
        JsonNode schema = create.path("requestBody").path("content").path("application/json").path("schema");
        assertThat(schema.path("properties").path("flavor").path("properties").propertyNames()).contains("name", "description");
        assertThat(document.path("paths").path("/compute/v2.1/os-hosts").path("get").path("x-microversions").path("max").asString(""))
                .isEqualTo("2.42");
        assertThat(document.path("paths").path("/compute/v2.1/servers/{id}").propertyNames()).containsExactlyInAnyOrder("get", "put", "delete");
    }

    @Test
    void thePageNeedsNoToken() {
        assertThat(api.client().status("GET", "/openapi", java.util.Map.of(), null)).isEqualTo(200);
    }
}
