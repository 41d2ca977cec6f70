package io.minova.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A client that reads images by their schema finds everything in it that images have. */
class ImageSchemasTest {

    private final ApiClient client = ApiUnderTest.shared().client().as("admin");

    @Test
    void theSchemaHasEveryFieldOfAnImage() {
        JsonNode image = client.get("/image/v2/images?name=cirros").body().path("images").path(0);

        JsonNode schema = client.get(image.path("schema").asString("").replaceFirst("^", "/image")).body();

        assertThat(schema.path("properties").propertyNames()).containsAll(image.propertyNames());
    }

    @Test
    void aPageOfImagesHasOneToo() {
        JsonNode schema = client.get("/image/v2/schemas/images").body();

        assertThat(schema.path("properties").path("images").path("items").path("name").asString("")).isEqualTo("image");
    }
}
