package io.minova.api.imageproxy;

import io.minova.api.faults.ApiFault;
import io.minova.api.image.ImageChanges;
import io.minova.api.microversions.Versions;
import io.minova.api.servers.Limits;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.store.ImageRepository.ImageRow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** /images/{id}/metadata. Mirrors {@code nova/api/openstack/compute/image_metadata.py: ImageMetadataController}. */
@Controller
@RequestMapping("/compute/v2.1/images/{id}/metadata")
final class ImageMetadataController {

    private static final int LAST = 38;

    private final ImageChanges changes;

    ImageMetadataController(ImageChanges changes) {
        this.changes = changes;
    }

    @GetMapping
    @Versions(to = LAST)
    Answer index(ComputeRequest request, @PathVariable String id) {
        return whole(find(request, id).properties());
    }

    @PostMapping
    @Versions(to = LAST)
    Answer create(ComputeRequest request, @PathVariable String id, @Body("image-metadata") JsonNode body) {
        ImageRow image = findOwn(request, id);
        Map<String, String> merged = new LinkedHashMap<>(image.properties());
        merged.putAll(text(body.path("metadata")));
        return whole(save(image, merged));
    }

    @PutMapping
    @Versions(to = LAST)
    Answer replace(ComputeRequest request, @PathVariable String id, @Body("image-metadata") JsonNode body) {
        return whole(save(findOwn(request, id), text(body.path("metadata"))));
    }

    @GetMapping("/{key}")
    @Versions(to = LAST)
    Answer show(ComputeRequest request, @PathVariable String id, @PathVariable String key) {
        String value = find(request, id).properties().get(key);
        if (value == null) {
            throw unknown();
        }
        return Answer.ok(Map.of("meta", Map.of(key, value)));
    }

    @PutMapping("/{key}")
    @Versions(to = LAST)
    Answer update(ComputeRequest request, @PathVariable String id, @PathVariable String key, @Body("image-meta-item") JsonNode body) {
        Map<String, String> given = text(body.path("meta"));
        if (!given.containsKey(key)) {
            throw ApiFault.badRequest("Request body and URI mismatch");
        }
        ImageRow image = findOwn(request, id);
        Map<String, String> merged = new LinkedHashMap<>(image.properties());
        merged.putAll(given);
        save(image, merged);
        return Answer.ok(Map.of("meta", given));
    }

    @DeleteMapping("/{key}")
    @Versions(to = LAST)
    Answer delete(ComputeRequest request, @PathVariable String id, @PathVariable String key) {
        ImageRow image = findOwn(request, id);
        Map<String, String> rest = new LinkedHashMap<>(image.properties());
        if (rest.remove(key) == null) {
            throw unknown();
        }
        changes.saveProperties(image, rest);
        return Answer.noContent();
    }

    private ImageRow find(ComputeRequest request, String id) {
        try {
            return changes.find(request.context(), id);
        } catch (ApiFault notFound) {
            throw ApiFault.notFound("Image not found.");
        }
    }

    private ImageRow findOwn(ComputeRequest request, String id) {
        find(request, id);
        return changes.findOwn(request.context(), id);
    }

    private Map<String, String> save(ImageRow image, Map<String, String> properties) {
        if (properties.size() > Limits.METADATA_ITEMS) {
            throw ApiFault.forbidden("Image metadata limit exceeded");
        }
        return changes.saveProperties(image, properties).properties();
    }

    private static Map<String, String> text(JsonNode given) {
        Map<String, String> text = new LinkedHashMap<>();
        given.properties().forEach(entry -> text.put(entry.getKey(), entry.getValue().asString("")));
        return text;
    }

    private static ApiFault unknown() {
        return ApiFault.notFound("Metadata item was not found");
    }

    private static Answer whole(Map<String, String> metadata) {
        return Answer.ok(Map.of("metadata", metadata));
    }
}
