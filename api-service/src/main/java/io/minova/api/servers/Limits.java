package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.validation.NovaFormats;
import tools.jackson.databind.JsonNode;

/**
 * What one request may hold; there are no quotas on what a project has.
 *
 * <p>Mirrors the per-request limits of {@code nova/conf/quota.py} and {@code nova/compute/api.py: _check_injected_file_quota,
 * _check_metadata_properties_quota}.
 */
public final class Limits {

    // 1000: what Nova answers with quotas of -1 is limited by its database only; a thousand promises fit one transaction here.
    public static final int INSTANCES_PER_REQUEST = 1000;
    // Nova's defaults of [quota] metadata_items, injected_files, injected_file_content_bytes, injected_file_path_length.
    public static final int METADATA_ITEMS = 128;
    public static final int INJECTED_FILES = 5;
    public static final int INJECTED_FILE_BYTES = 10_240;
    public static final int INJECTED_PATH_BYTES = 255;

    private Limits() {}

    static void check(JsonNode server) {
        if (server.path("metadata").size() > METADATA_ITEMS) {
            throw ApiFault.forbidden("Maximum number of metadata items exceeds " + METADATA_ITEMS);
        }
        JsonNode files = server.path("personality");
        if (files.size() > INJECTED_FILES) {
            throw ApiFault.forbidden("Personality file limit exceeded");
        }
        for (JsonNode file : files) {
            if (file.path("path").asString("").length() > INJECTED_PATH_BYTES) {
                throw ApiFault.forbidden("Personality file path exceeds maximum of " + INJECTED_PATH_BYTES);
            }
            if (NovaFormats.base64Bytes(file.path("contents").asString("")) > INJECTED_FILE_BYTES) {
                throw ApiFault.forbidden("Personality file content exceeds maximum of " + INJECTED_FILE_BYTES);
            }
        }
    }
}
