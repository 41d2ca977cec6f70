package io.minova.api.image;

import io.minova.api.faults.ApiFault;
import io.minova.api.validation.NovaFormats;
import io.minova.concurrency.RequestContext;
import io.minova.store.ImageRepository.ImageRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a client says of a new or changed image.
 *
 * <p>Failure: 400 for a value that the image schema refuses, 403 for a field that only the service sets.
 * <p>Mirrors {@code glance/api/v2/images.py: RequestDeserializer, get_base_properties}.
 */
final class GivenImage {

    private static final Set<String> READ_ONLY = Set.of(
            "status", "size", "checksum", "created_at", "updated_at", "virtual_size", "self", "file", "schema", "direct_url", "locations",
            "os_hash_algo", "os_hash_value");
    private static final Set<String> VISIBILITIES = Set.of("public", "private", "shared", "community");
    private static final Set<String> CONTAINERS = Set.of("ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed");
    private static final Set<String> DISKS = Set.of("ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop");
    private static final int TEXT_MAX = 255;
    // 128: Glance's default for image_property_quota.
    private static final int PROPERTIES_MAX = 128;

    private GivenImage() {}

    static ImageRow created(RequestContext context, JsonNode body, Instant now) {
        if (!body.isObject()) {
            throw ApiFault.badRequest("Malformed JSON in request body: an object is expected.");
        }
        String owner = text(body, "owner");
        ImageRow blank = new ImageRow(
                id(body), null, "queued", "shared", owner == null || !context.isAdmin() ? context.projectId() : owner, null, null, null, null, null,
                0,
                0, false, List.of(), Map.of(), now, now);
        return changed(context, blank, body, now);
    }

    /** The image with every field of {@code body} set. */
    static ImageRow changed(RequestContext context, ImageRow image, JsonNode body, Instant now) {
        for (String name : body.propertyNames()) {
            if (READ_ONLY.contains(name)) {
                throw ApiFault.forbidden("Attribute '" + name + "' is read-only.");
            }
        }
        String visibility = body.has("visibility") ? word(body, "visibility", VISIBILITIES, false) : image.visibility();
        if ("public".equals(visibility) && !image.visibility().equals("public") && !context.isAdmin()) {
            throw ApiFault.forbidden("You are not authorized to complete publicize_image action.");
        }
        return new ImageRow(
                image.id(), body.has("name") ? text(body, "name") : image.name(), image.status(), visibility == null ? "shared" : visibility,
                image.owner(), image.size(), image.checksum(), image.hashValue(),
                body.has("container_format") ? word(body, "container_format", CONTAINERS, true) : image.containerFormat(),
                body.has("disk_format") ? word(body, "disk_format", DISKS, true) : image.diskFormat(), number(body, "min_ram", image.minRam()),
                number(body, "min_disk", image.minDisk()), flag(body, image.isProtected()), tags(body, image.tags()),
                properties(body, image.properties()), image.createdAt(), now);
    }

    private static String id(JsonNode body) {
        String id = text(body, "id");
        if (id != null && (!NovaFormats.isUuid(id) || id.length() != 36)) {
            throw ApiFault.badRequest("Provided object does not match schema 'image': '" + id + "' is no uuid");
        }
        return id == null ? UUID.randomUUID().toString() : id;
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.asString("").length() > TEXT_MAX) {
            throw refused(field, "it must be text of at most " + TEXT_MAX + " characters");
        }
        return value.asString("");
    }

    private static @Nullable String word(JsonNode body, String field, Set<String> allowed, boolean orNull) {
        String word = text(body, field);
        if (word == null ? !orNull : !allowed.contains(word)) {
            throw refused(field, "it must be one of " + allowed.stream().sorted().toList());
        }
        return word;
    }

    private static int number(JsonNode body, String field, int otherwise) {
        JsonNode value = body.path(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.asInt() < 0) {
            throw refused(field, "it must be an integer of at least 0");
        }
        return value.asInt();
    }

    private static boolean flag(JsonNode body, boolean otherwise) {
        JsonNode value = body.path("protected");
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw refused("protected", "it must be true or false");
        }
        return value.asBoolean(otherwise);
    }

    private static List<String> tags(JsonNode body, List<String> otherwise) {
        if (!body.has("tags")) {
            return otherwise;
        }
        JsonNode given = body.path("tags");
        List<String> tags = new ArrayList<>();
        for (JsonNode tag : given) {
            if (!tag.isString() || tag.asString("").length() > TEXT_MAX || tags.size() >= PROPERTIES_MAX) {
                throw refused("tags", "it must be at most " + PROPERTIES_MAX + " texts of at most " + TEXT_MAX + " characters");
            }
            if (!tags.contains(tag.asString(""))) {
                tags.add(tag.asString(""));
            }
        }
        if (!given.isArray()) {
            throw refused("tags", "it must be an array");
        }
        return tags;
    }

    private static Map<String, String> properties(JsonNode body, Map<String, String> otherwise) {
        Map<String, String> properties = new LinkedHashMap<>(otherwise);
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (OWN.contains(field.getKey())) {
                continue;
            }
            if (!field.getValue().isString() || field.getKey().length() > TEXT_MAX) {
                throw refused(field.getKey(), "a property's name has at most " + TEXT_MAX + " characters, its value is text");
            }
            properties.put(field.getKey(), field.getValue().asString(""));
        }
        if (properties.size() > PROPERTIES_MAX) {
            throw new ApiFault(413, "The limit has been exceeded on the number of allowed image properties: " + PROPERTIES_MAX + ".");
        }
        return properties;
    }

    private static final Set<String> OWN = Set.of(
            "id", "name", "visibility", "owner", "container_format", "disk_format", "min_ram", "min_disk", "protected", "tags", "os_hidden");

    private static ApiFault refused(String field, String why) {
        return ApiFault.badRequest("Provided object does not match schema 'image': " + field + ": " + why);
    }
}
