package io.minova.scheduler.placement.web;

import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.rest.RootHandler;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which microversion a client wants. Mirrors {@code microversion_parse}. */
final class Microversions {

    static final String HEADER = "OpenStack-API-Version";

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)");
    private static final int NOT_ACCEPTABLE = 406;

    private Microversions() {}

    /** The minor number; 0 without a header. */
    static int parse(@Nullable String header) {
        if (header == null) {
            return 0;
        }
        for (String part : header.split(",")) {
            String[] words = part.strip().split("\\s+");
            if (words.length == 2 && words[0].toLowerCase(Locale.ROOT).equals("placement")) {
                return number(words[1]);
            }
        }
        return 0;
    }

    private static int number(String text) {
        if (text.equals("latest")) {
            return RootHandler.NEWEST;
        }
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.matches()) {
            throw PlacementFault.badRequest("Invalid microversion: invalid version string: " + text);
        }
        boolean known = matcher.group(1).equals("1") && matcher.group(2).length() < 4 && Integer.parseInt(matcher.group(2)) <= RootHandler.NEWEST;
        if (!known) {
            throw new PlacementFault(NOT_ACCEPTABLE, PlacementFault.UNDEFINED, "Invalid microversion: Unacceptable version header: " + text);
        }
        return Integer.parseInt(matcher.group(2));
    }
}
