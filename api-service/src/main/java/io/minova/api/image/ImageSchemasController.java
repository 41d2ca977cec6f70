package io.minova.api.image;

import io.minova.api.web.Answer;
import io.minova.api.web.ServiceRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What an image looks like, which glanceclient asks before it reads one. Mirrors {@code glance/schema.py} and {@code glance/api/v2/images.py: get_schema}. */
@Controller
final class ImageSchemasController {

    private static final Map<String, Object> TEXT = Map.of("type", List.of("null", "string"));
    private static final Map<String, Object> NUMBER = Map.of("type", List.of("null", "integer"));
    private static final Map<String, Object> FLAG = Map.of("type", "boolean");
    private static final Map<String, Object> TEXTS = Map.of("type", "array", "items", Map.of("type", "string"));
    private static final Map<String, Object> IMAGE = image();
    private static final Map<String, Object> IMAGES = Map.of(
            "name", "images",
            "properties", Map.of(
                    "images", Map.of("type", "array", "items", IMAGE), "first", Map.of("type", "string"), "next", Map.of("type", "string"),
                    "schema", Map.of("type", "string")),
            "links", List.of(Map.of("rel", "first", "href", "{first}"), Map.of("rel", "next", "href", "{next}"),
                    Map.of("rel", "describedby", "href", "{schema}")));

    @GetMapping("/image/v2/schemas/image")
    Answer image(ServiceRequest request) {
        return Answer.ok(IMAGE);
    }

    @GetMapping("/image/v2/schemas/images")
    Answer images(ServiceRequest request) {
        return Answer.ok(IMAGES);
    }

    private static Map<String, Object> image() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String text : List.of(
                "id", "name", "status", "visibility", "checksum", "os_hash_algo", "os_hash_value", "owner", "container_format", "disk_format",
                "created_at",
                "updated_at", "self", "file", "schema")) {
            properties.put(text, TEXT);
        }
        for (String number : List.of("size", "virtual_size", "min_ram", "min_disk")) {
            properties.put(number, NUMBER);
        }
        properties.put("protected", FLAG);
        properties.put("os_hidden", FLAG);
        properties.put("tags", TEXTS);
        return Map.of(
                "name", "image", "properties", properties, "additionalProperties", Map.of("type", "string"),
                "links", List.of(Map.of("rel", "self", "href", "{self}"), Map.of("rel", "enclosure", "href", "{file}"),
                        Map.of("rel", "describedby", "href", "{schema}")));
    }
}
