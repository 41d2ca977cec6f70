package io.minova.api.microversions;

import io.minova.api.faults.ApiFault;
import org.jspecify.annotations.Nullable;

/**
 * Reads the version a client asks for.
 *
 * <p>Threads: stateless.
 * <p>Failure: 400 for text that is no version, 406 for a version that is not offered.
 * <p>Mirrors {@code nova/api/openstack/wsgi.py: Request.set_api_version_request}; the older header counts only when the newer does not name compute.
 */
public final class Negotiation {

    public static final String HEADER = "OpenStack-API-Version";
    public static final String LEGACY_HEADER = "X-OpenStack-Nova-API-Version";

    private Negotiation() {}

    /** The version that these two headers ask for. */
    public static Microversion negotiate(@Nullable String header, @Nullable String legacyHeader) {
        String asked = ofCompute(header);
        if (asked == null) {
            asked = legacyHeader == null ? null : legacyHeader.strip();
        }
        if (asked == null) {
            return Microversion.MIN;
        }
        if (asked.equals("latest")) {
            return Microversion.MAX;
        }
        return offered(asked);
    }

    /** The version named for compute in a list such as {@code compute 2.79, identity 3.1}; null when there is none. */
    private static @Nullable String ofCompute(@Nullable String header) {
        if (header == null) {
            return null;
        }
        for (String entry : header.split(",")) {
            String[] words = entry.strip().split("\\s+", 2);
            if (words[0].equalsIgnoreCase("compute")) {
                return words.length == 2 ? words[1].strip() : "";
            }
        }
        return null;
    }

    private static Microversion offered(String asked) {
        int dot = asked.indexOf('.');
        if (!isNumber(asked, 0, dot) || !isNumber(asked, dot + 1, asked.length())) {
            throw ApiFault.badRequest("API Version String " + asked + " is of invalid format. Must be of format MajorNum.MinorNum.");
        }
        // More than eight digits is out of any range; the parse below must not overflow.
        boolean huge = asked.length() - dot - 1 > 8;
        Microversion version = new Microversion(huge ? Integer.MAX_VALUE : Integer.parseInt(asked, dot + 1, asked.length(), 10));
        if (!asked.startsWith("2.") || !version.isOffered()) {
            throw new ApiFault(406, "Version " + asked + " is not supported by the API. Minimum is " + Microversion.MIN + " and maximum is "
                    + Microversion.MAX + ".");
        }
        return version;
    }

    /** Digits without a leading zero, as Nova's pattern demands. A lone 0 is a minor version like any other. */
    private static boolean isNumber(String text, int from, int to) {
        if (from >= to || (text.charAt(from) == '0' && to - from > 1)) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
