package io.minova.api.web;

import io.minova.api.faults.ApiFault;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads request bodies: at most {@value #BYTES_MAX} bytes of strict JSON whose texts can be stored.
 *
 * <p>Failure: 413 for too long a body, 400 for what is no JSON, nests deeper than 100, or holds a NUL or half a surrogate pair.
 * <p>Mirrors {@code oslo_middleware/sizelimit.py} and {@code nova/api/openstack/wsgi.py: JSONDeserializer}.
 */
final class Bodies {

    // 114688: Nova's default for max_request_body_size.
    static final int BYTES_MAX = 114_688;

    private final JsonMapper mapper;

    Bodies(JsonMapper mapper) {
        this.mapper = mapper.rebuild().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    }

    /** The body; JSON's null when there is none. */
    JsonNode read(HttpServletRequest request) throws IOException {
        byte[] bytes = bytes(request);
        if (bytes.length == 0) {
            return JsonNodeFactory.instance.nullNode();
        }
        JsonNode body;
        try {
            body = mapper.readTree(bytes);
        } catch (JacksonException e) {
            throw malformed();
        }
        if (body == null || body.isMissingNode() || (hasEscape(bytes) && !isStorable(body))) {
            throw malformed();
        }
        return body;
    }

    private static byte[] bytes(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > BYTES_MAX) {
            throw tooLarge();
        }
        try (InputStream in = request.getInputStream()) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw tooLarge();
            }
            return bytes;
        }
    }

    private static ApiFault malformed() {
        return ApiFault.badRequest("Malformed request body");
    }

    private static ApiFault tooLarge() {
        return new ApiFault(413, "Request is too large.");
    }

    /** Only an escape can bring in a character that UTF-8 cannot hold. */
    private static boolean hasEscape(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == '\\' && bytes[i + 1] == 'u') {
                return true;
            }
        }
        return false;
    }

    private static boolean isStorable(JsonNode node) {
        if (node.isString()) {
            return isStorable(node.stringValue());
        }
        if (node.isObject()) {
            for (var property : node.properties()) {
                if (!isStorable(property.getKey()) || !isStorable(property.getValue())) {
                    return false;
                }
            }
            return true;
        }
        for (JsonNode child : node) {
            if (!isStorable(child)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStorable(@Nullable String text) {
        if (text == null) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == '\0' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
