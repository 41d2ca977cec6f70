package io.minova.api.volume;

import io.minova.api.faults.ApiFault;
import io.minova.api.image.Images;
import io.minova.concurrency.RequestContext;
import io.minova.store.VolumeRepository;
import io.minova.store.VolumeRepository.Volume;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a request for a volume says, checked.
 *
 * <p>Failure: 400 with the field and what it may be; 404 for a type, image, snapshot or volume that does not exist.
 * <p>Mirrors {@code cinder/api/schemas/volumes.py} and {@code cinder/api/v3/volumes.py: VolumeController.create}.
 */
public final class GivenVolume {

    static final String TYPE = "__DEFAULT__";

    private static final int TEXT_MAX = 255;
    // 128: as many properties as an image may have; Cinder leaves it to the size of a request.
    private static final int METADATA_MAX = 128;

    private GivenVolume() {}

    static JsonNode object(JsonNode body, String field) {
        if (!body.path(field).isObject()) {
            throw ApiFault.badRequest("Missing required element '" + field + "' in request body.");
        }
        return body.path(field);
    }

    /** A volume of the caller's; not stored yet. */
    public static Volume created(RequestContext caller, JsonNode given, Images images, Instant now) {
        String zone = text(given, "availability_zone");
        if (zone != null && !zone.equals(VolumeRepository.ZONE)) {
            throw ApiFault.badRequest("Invalid input received: Availability zone '" + zone + "' is invalid.");
        }
        checkType(text(given, "volume_type"));
        for (String source : new String[] {"snapshot_id", "source_volid", "consistencygroup_id"}) {
            String id = text(given, source);
            if (id != null) {
                throw ApiFault.notFound("Cannot make a volume from " + source + " " + id + ": it could not be found.");
            }
        }
        String image = text(given, given.has("imageRef") ? "imageRef" : "image_id");
        if (image != null && images.find(caller, image) == null) {
            throw ApiFault.badRequest("Invalid image identifier or unable to access requested image.");
        }
        return new Volume(
                UUID.randomUUID().toString(), String.valueOf(caller.projectId()), String.valueOf(caller.userId()),
                text(given, given.has("display_name") ? "display_name" : "name"),
                text(given, given.has("display_description") ? "display_description" : "description"), size(given.path("size")), "available",
                VolumeRepository.ZONE,
                flag(given, "multiattach"), image != null, image, metadata(given.path("metadata")), now, null);
    }

    /** Text of at most 255 characters; null when it is not given. */
    static @Nullable String text(JsonNode given, String field) {
        JsonNode value = given.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.asString("").length() > TEXT_MAX || value.asString("").indexOf('\0') >= 0) {
            throw ApiFault.badRequest("Invalid input for field/attribute " + field + ". It must be text of at most " + TEXT_MAX + " characters.");
        }
        return value.asString("");
    }

    /** GiB, as a number or as text. */
    static int size(JsonNode value) {
        boolean isNumber = (value.isIntegralNumber() || value.isString()) && value.asString("").matches("[0-9]{1,9}");
        if (!isNumber || value.asString("").matches("0+")) {
            throw ApiFault.badRequest("Invalid input for field/attribute size. Value: " + (value.isMissingNode() ? "None" : value)
                    + ". It must be an integer greater than 0.");
        }
        return Integer.parseInt(value.asString(""));
    }

    static boolean flag(JsonNode given, String field) {
        JsonNode value = given.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        String word = value.isBoolean() || value.isString() ? value.asString("").toLowerCase(java.util.Locale.ROOT) : "";
        if (!word.equals("true") && !word.equals("false")) {
            throw ApiFault.badRequest("Invalid input for field/attribute " + field + ". Value: " + value + ". It must be true or false.");
        }
        return word.equals("true");
    }

    static Map<String, String> metadata(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return Map.of();
        }
        if (!given.isObject() || given.size() > METADATA_MAX) {
            throw ApiFault.badRequest("Invalid input for field/attribute metadata. It must be an object of at most " + METADATA_MAX + " texts.");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        given.properties().forEach(entry -> {
            String value = text(given, entry.getKey());
            if (value == null || entry.getKey().isEmpty() || entry.getKey().length() > TEXT_MAX || entry.getKey().indexOf('\0') >= 0) {
                throw ApiFault.badRequest("Invalid input for field/attribute metadata. Names and values must be text of at most " + TEXT_MAX
                        + " characters.");
            }
            metadata.put(entry.getKey(), value);
        });
        return metadata;
    }

    /** By name or id. */
    public static boolean isType(String type) {
        return type.equals(TYPE) || type.equals(VolumeSurroundingsController.TYPE_ID);
    }

    private static void checkType(@Nullable String type) {
        if (type != null && !isType(type)) {
            throw ApiFault.notFound("Volume type with name " + type + " could not be found.");
        }
    }
}
