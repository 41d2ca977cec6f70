package io.minova.scheduler.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions will do: comparisons with commas between them, like {@code >=6.0, <6.2}; all must hold, and without any every version will do. One that
 * cannot be read is satisfied by no version.
 *
 * <p>Mirrors {@code oslo_utils/versionutils.py: VersionPredicate, convert_version_to_str}.
 */
final class VersionPredicate {

    private static final Pattern COMPARISON = Pattern.compile("\\s*(<=|>=|<|>|!=|==)\\s*(\\d{1,9}(?:\\.\\d{1,9})*)\\s*");
    private static final int FACTOR = 1000;

    private VersionPredicate() {}

    /** For versions as a hypervisor reports them: 1002003 is 1.2.3. */
    static IntPredicate of(String text) {
        IntPredicate all = version -> true;
        if (text.isBlank()) {
            return all;
        }
        for (String part : text.split(",", -1)) {
            Matcher comparison = COMPARISON.matcher(part);
            if (!comparison.matches()) {
                return version -> false;
            }
            List<Integer> wanted = new ArrayList<>();
            for (String number : comparison.group(2).split("\\.", -1)) {
                wanted.add(Integer.valueOf(number));
            }
            String operator = comparison.group(1);
            all = all.and(version -> holds(operator, compare(numbers(version), wanted)));
        }
        return all;
    }

    private static boolean holds(String operator, int order) {
        return switch (operator) {
            case "<=" -> order <= 0;
            case ">=" -> order >= 0;
            case "<" -> order < 0;
            case ">" -> order > 0;
            case "!=" -> order != 0;
            default -> order == 0;
        };
    }

    private static List<Integer> numbers(int version) {
        List<Integer> numbers = new ArrayList<>();
        for (int rest = version; rest > 0; rest /= FACTOR) {
            numbers.addFirst(rest % FACTOR);
        }
        return numbers;
    }

    private static int compare(List<Integer> version, List<Integer> wanted) {
        for (int i = 0; i < Math.max(version.size(), wanted.size()); i++) {
            int order = Integer.compare(i < version.size() ? version.get(i) : 0, i < wanted.size() ? wanted.get(i) : 0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
