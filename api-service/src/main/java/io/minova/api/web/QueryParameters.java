package io.minova.api.web;

import io.minova.api.faults.ApiFault;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request, decoded once and strictly.
 *
 * <p>Failure: 400 for an escape that is none and for bytes that are no UTF-8. Differs: Nova takes a broken escape literally.
 */
public final class QueryParameters {

    private static final QueryParameters EMPTY = new QueryParameters(Map.of());

    // 1000: no client of ours sends more than a few dozen; a million of them must not cost a million lists.
    private static final int PARAMETERS_MAX = 1000;

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    public static QueryParameters parse(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return EMPTY;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        String[] pairs = query.split("&", PARAMETERS_MAX + 1);
        if (pairs.length > PARAMETERS_MAX) {
            throw ApiFault.badRequest("Malformed query string: more than " + PARAMETERS_MAX + " parameters.");
        }
        for (String pair : pairs) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                values.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(value);
            }
        }
        return new QueryParameters(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Set<String> names() {
        return values.keySet();
    }

    /** The last value, as a repeated parameter counts in Nova; null without one. */
    public @Nullable String get(String name) {
        List<String> all = values.get(name);
        return all == null ? null : all.getLast();
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && isAscii(text)) {
            return text.replace('+', ' ');
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw ApiFault.badRequest("Malformed query string: '%' must be followed by two hexadecimal digits.");
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                // The connector hands over one character per byte.
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        try {
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
            if (decoded.indexOf('\0') >= 0) {
                throw ApiFault.badRequest("Malformed query string: it contains a NUL character.");
            }
            return decoded;
        } catch (CharacterCodingException e) {
            throw ApiFault.badRequest("Malformed query string: it is not UTF-8.");
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
