package io.minova.api.validation;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The formats that Nova's schemas name.
 *
 * <p>Mirrors {@code nova/api/validation/validators.py}. The number formats stand for Nova's
 * minimum of a number that may be written as a string.
 */
public final class NovaFormats {

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,1000}");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final String SPACE_AND_PRINTABLE = "printable characters. Can not start or end with whitespace.";

    private NovaFormats() {}

    static List<Format> all() {
        List<Format> formats = new ArrayList<>();
        formats.add(format("uuid", NovaFormats::isUuid));
        formats.add(format("ipv4", NovaFormats::isIpV4));
        formats.add(format("ipv6", NovaFormats::isIpV6));
        formats.add(format("base64", NovaFormats::isBase64));
        formats.add(format("regex", NovaFormats::isRegex));
        formats.add(format("date-time", text -> time(text) != null));
        formats.add(format("name", NovaFormats::isName));
        formats.add(format("printable", NovaFormats::isPrintable));
        formats.add(new NumberFormat("positive-number", 1, Long.MAX_VALUE));
        formats.add(new NumberFormat("non-negative-number", 0, Long.MAX_VALUE));
        // Nova's MAX_INT: what the database's column holds.
        formats.add(new NumberFormat("volume-size", 1, Integer.MAX_VALUE));
        formats.add(new NumberFormat("stored-count", 0, Integer.MAX_VALUE));
        formats.add(new NumberFormat("quota-limit", -1, Integer.MAX_VALUE));
        return formats;
    }

    private static Format format(String name, Predicate<String> test) {
        return new Format() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public boolean matches(ExecutionContext context, String value) {
                return test.test(value);
            }
        };
    }

    /** Bounds of a number that may be written as a string; a string that is no number is the pattern's business. */
    private record NumberFormat(String name, long min, long max) implements Format {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean matches(ExecutionContext context, SchemaContext schema, JsonNode value) {
            BigInteger number = number(value);
            return number == null || (number.compareTo(BigInteger.valueOf(min)) >= 0 && (name.endsWith("number")
                    || number.compareTo(BigInteger.valueOf(max)) <= 0));
        }

        private static @Nullable BigInteger number(JsonNode value) {
            String text = value.isString() ? value.asString() : value.isIntegralNumber() ? value.bigIntegerValue().toString() : "";
            return NUMBER.matcher(text).matches() ? new BigInteger(text) : null;
        }
    }

    static boolean isName(JsonNode format) {
        return format.asString("").equals("name");
    }

    static String reason(JsonNode format) {
        return isName(format) ? SPACE_AND_PRINTABLE : "";
    }

    /** What Nova says of a value that has not the format. */
    static String message(JsonNode format, JsonNode value, String shown) {
        return switch (format.asString("")) {
            case "positive-number" -> shown + " is less than the minimum of 1";
            case "non-negative-number" -> shown + " is less than the minimum of 0";
            case "volume-size" -> shown + " is not between 1 and " + Integer.MAX_VALUE;
            case "stored-count" -> shown + " is not between 0 and " + Integer.MAX_VALUE;
            case "quota-limit" -> shown + " is not between -1 and " + Integer.MAX_VALUE;
            case "printable" -> shown + " does not match the pattern of printable characters";
            default -> shown + " is not a " + PythonText.repr(format);
        };
    }

    /** With or without dashes, as oslo's is_uuid_like. */
    public static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }

    static boolean isIpV4(String text) {
        return IPV4.matcher(text).matches() && !text.endsWith(".");
    }

    static boolean isIpV6(String text) {
        if (!IPV6.matcher(text).matches() || text.contains(":::")) {
            return false;
        }
        int doubled = text.indexOf("::");
        if (doubled >= 0 && text.indexOf("::", doubled + 1) >= 0) {
            return false;
        }
        int groups = 0;
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (part.isEmpty()) {
                boolean edge = (i == 0 && text.startsWith("::")) || (i == parts.length - 1 && text.endsWith("::"));
                if (!edge && doubled < 0 || (i == 0 && !text.startsWith("::")) || (i == parts.length - 1 && !text.endsWith("::"))) {
                    return false;
                }
            } else if (part.indexOf('.') >= 0) {
                if (i != parts.length - 1 || !isIpV4(part)) {
                    return false;
                }
                groups += 2;
            } else if (part.length() > 4) {
                return false;
            } else {
                groups++;
            }
        }
        return doubled >= 0 ? groups < 8 : groups == 8;
    }

    /** As Python decodes: what is no letter of the alphabet is skipped, but the rest must come in whole groups of four. */
    static boolean isBase64(String text) {
        int inGroup = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return false;
            }
            if (c == '=') {
                padding++;
                if (inGroup >= 2 && inGroup + padding >= 4) {
                    return true;
                }
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/') {
                inGroup = (inGroup + 1) % 4;
                padding = 0;
            }
        }
        return inGroup == 0;
    }

    /** The short spelling of an address that {@link #isIpV6} accepts: what the database's column holds. */
    public static @Nullable String shortIpV6(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        try {
            return InetAddress.ofLiteral(text).getHostAddress().replaceFirst("(^|:)0(:0)+(:|$)", "::");
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** How many bytes a text that {@link #isBase64} accepts stands for. */
    public static int base64Bytes(String text) {
        return (int) (text.chars().filter(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/').count()
                * 3 / 4);
    }

    static boolean isRegex(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** ISO 8601 with or without offset (then UTC), or a date alone; null for anything else. */
    public static @Nullable Instant time(String text) {
        // A plus sign in a query that was not escaped arrives as a space.
        String given = text.strip().replace(' ', 'T');
        try {
            if (given.length() == 10) {
                return LocalDate.parse(given).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            boolean offset = given.endsWith("Z") || given.lastIndexOf('+') > 10 || given.lastIndexOf('-') > 10;
            return offset ? OffsetDateTime.parse(given).toInstant() : LocalDateTime.parse(given).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Printable, with nothing but spaces among white space, and neither first nor last. */
    static boolean isName(String text) {
        return isPrintable(text) && (text.isEmpty() || !isSpace(text.codePointAt(0)) && !isSpace(text.codePointBefore(text.length())));
    }

    static boolean isPrintable(String text) {
        return text.codePoints().allMatch(NovaFormats::isPrintable);
    }

    private static boolean isSpace(int c) {
        return Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
