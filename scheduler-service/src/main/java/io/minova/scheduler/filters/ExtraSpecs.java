package io.minova.scheduler.filters;

import java.util.Arrays;
import java.util.List;

/** Values of extra specs may begin with an operator. Mirrors {@code nova/scheduler/filters/extra_specs_ops.py: match}. */
final class ExtraSpecs {

    private ExtraSpecs() {}

    /** Numbers: {@code = == != >= <=}; texts: {@code s== s!= s>= s> s<= s<}; others: {@code <in> <all-in> <or>}; without an operator equal texts. */
    static boolean matches(String value, String wanted) {
        List<String> words = Arrays.stream(wanted.split("\\s+")).filter(word -> !word.isEmpty()).toList();
        if (words.size() < 2) {
            return value.equals(wanted);
        }
        List<String> operands = words.subList(1, words.size());
        String operand = operands.getFirst();
        return switch (words.getFirst()) {
            case "=", ">=" -> number(value) >= number(operand);
            case "<=" -> number(value) <= number(operand);
            case "==" -> number(value) == number(operand);
            case "!=" -> number(value) != number(operand);
            case "s==" -> value.equals(operand);
            case "s!=" -> !value.equals(operand);
            case "s<" -> value.compareTo(operand) < 0;
            case "s<=" -> value.compareTo(operand) <= 0;
            case "s>" -> value.compareTo(operand) > 0;
            case "s>=" -> value.compareTo(operand) >= 0;
            case "<in>" -> value.contains(operand);
            case "<all-in>" -> operands.stream().allMatch(value::contains);
            case "<or>" -> operands.stream().filter(word -> !word.equals("<or>")).anyMatch(value::equals);
            default -> value.equals(wanted);
        };
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN; // compares false with everything
        }
    }
}
