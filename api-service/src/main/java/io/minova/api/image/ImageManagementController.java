package io.minova.api.image;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ServiceRequest;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.store.ImageRepository;
import io.minova.store.ImageRepository.ImageRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Making, changing and deleting images. Mirrors {@code glance/api/v2/images.py: ImagesController.create, update, delete}. */
@Controller
@RequestMapping("/image/v2/images")
final class ImageManagementController {

    private final ImageRepository stored;
    private final ImageChanges changes;
    private final Time time;

    ImageManagementController(ImageRepository stored, ImageChanges changes, Time time) {
        this.stored = stored;
        this.changes = changes;
        this.time = time;
    }

    @PostMapping
    Answer create(ServiceRequest request, @Body JsonNode body) {
        RequestContext caller = caller(request);
        if (!caller.roles().contains("member")) {
            throw ApiFault.forbidden("You are not authorized to complete add_image action.");
        }
        ImageRow image = GivenImage.created(caller, body, time.now());
        if (!stored.create(image)) {
            throw ApiFault.conflict("Image ID " + image.id() + " already exists!");
        }
        return new Answer(201, ImageView.of(image), Map.of("Location", request.host() + "/image/v2/images/" + image.id()));
    }

    /** A JSON patch of one level: {@code add}, {@code replace} and {@code remove} of fields. */
    @PatchMapping("/{id}")
    Answer update(ServiceRequest request, @PathVariable String id, @Body JsonNode body) {
        RequestContext caller = caller(request);
        ImageRow image = changes.findOwn(caller, id);
        if (!body.isArray()) {
            throw ApiFault.badRequest("Request body must be a JSON array of operation objects.");
        }
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        Map<String, String> properties = new LinkedHashMap<>(image.properties());
        for (JsonNode operation : body) {
            String what = operation.has("op") ? operation.path("op").asString("") : olderForm(operation);
            String field = field(operation.path(operation.has("op") ? "path" : what));
            switch (what) {
                case "add", "replace" -> set.set(field, operation.path("value"));
                case "remove" -> {
                    if (properties.remove(field) == null) {
                        throw ApiFault.conflict("Property " + field + " does not exist.");
                    }
                }
                default -> throw ApiFault.badRequest("Operation must be one of add, remove, replace.");
            }
        }
        ImageRow changed = GivenImage.changed(caller, withProperties(image, properties), set, time.now());
        stored.save(changed);
        return Answer.ok(ImageView.of(changed));
    }

    @DeleteMapping("/{id}")
    Answer delete(ServiceRequest request, @PathVariable String id) {
        changes.delete(caller(request), id);
        return Answer.noContent();
    }

    /** Before JSON patch was a standard: {@code {"add": "/name", "value": ...}}. */
    private static String olderForm(JsonNode operation) {
        return List.of("add", "replace", "remove").stream().filter(operation::has).findFirst().orElse("");
    }

    private static String field(JsonNode given) {
        String path = given.asString("");
        if (path.length() < 2 || path.charAt(0) != '/' || path.indexOf('/', 1) >= 0) {
            throw ApiFault.badRequest("Invalid path: it must be one field, such as /name.");
        }
        return path.substring(1).replace("~1", "/").replace("~0", "~");
    }

    private static ImageRow withProperties(ImageRow image, Map<String, String> properties) {
        return new ImageRow(
                image.id(), image.name(), image.status(), image.visibility(), image.owner(), image.size(), image.checksum(), image.hashValue(),
                image.containerFormat(), image.diskFormat(), image.minRam(), image.minDisk(), image.isProtected(), image.tags(), properties,
                image.createdAt(), image.updatedAt());
    }

    static RequestContext caller(ServiceRequest request) {
        return Objects.requireNonNull(request.context(), "the gate lets nobody in without a token");
    }
}
