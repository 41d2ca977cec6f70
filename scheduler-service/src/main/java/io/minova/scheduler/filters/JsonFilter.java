package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Only hosts for which the hint {@code query} is true: a JSON list of an operator and its operands, such as {@code ["and", [">=", "$free_ram_mb", 1024],
 * ["=", "$host", "h1"]]}; {@code $NAME} is an attribute of the host.
 *
 * <p>A query that cannot be understood lets no host pass; Nova's request fails there as well.
 * <p>Mirrors {@code nova/scheduler/filters/json_filter.py: JsonFilter}.
 */
@Component
public class JsonFilter implements HostFilter {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        String query = request.spec().schedulerHints().get("query");
        if (query == null || query.isEmpty()) {
            return true;
        }
        try {
            return isTrue(value(JSON.readTree(query), host));
        } catch (JacksonException | IllegalArgumentException notUnderstood) {
            return false;
        }
    }

    /** A list, of {@code not}, is true when one of its elements is. */
    private static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case Double number -> number != 0;
            case List<?> several -> several.stream().anyMatch(JsonFilter::isTrue);
            default -> !value.toString().isEmpty();
        };
    }

    private static @Nullable Object value(JsonNode node, HostState host) {
        if (node.isArray()) {
            return node.isEmpty() ? Boolean.TRUE : apply(node, host);
        }
        if (node.isNumber()) {
            return node.asDouble();
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (!node.isString()) {
            return null;
        }
        String text = node.asString();
        Object named = text.startsWith("$") ? HostAttributes.of(host, text.substring(1)) : text;
        return named instanceof Number number ? Double.valueOf(number.doubleValue()) : named;
    }

    private static Object apply(JsonNode query, HostState host) {
        List<Object> operands = new ArrayList<>();
        for (int i = 1; i < query.size(); i++) {
            Object operand = value(query.get(i), host);
            if (operand != null) {
                operands.add(operand);
            }
        }
        String operator = query.get(0).asString("");
        return switch (operator) {
            case "=" -> compares(operands, order -> order == 0);
            case "<" -> compares(operands, order -> order < 0);
            case ">" -> compares(operands, order -> order > 0);
            case "<=" -> compares(operands, order -> order <= 0);
            case ">=" -> compares(operands, order -> order >= 0);
            case "in" -> operands.size() > 1 && operands.subList(1, operands.size()).contains(operands.getFirst());
            case "not" -> operands.stream().map(operand -> !isTrue(operand)).toList();
            case "or" -> operands.stream().anyMatch(JsonFilter::isTrue);
            case "and" -> operands.stream().allMatch(JsonFilter::isTrue);
            default -> throw new IllegalArgumentException(operator + " is no operator");
        };
    }

    /** The first one with each of the others. */
    private static boolean compares(List<Object> operands, IntPredicate holds) {
        Object first = operands.isEmpty() ? null : operands.getFirst();
        return operands.size() > 1
                && operands.subList(1, operands.size()).stream().allMatch(other -> holds.test(order(Objects.requireNonNull(first), other)));
    }

    private static int order(Object a, Object b) {
        if (a instanceof Double first && b instanceof Double second) {
            return first.compareTo(second);
        }
        if (a instanceof String first && b instanceof String second) {
            return first.compareTo(second);
        }
        throw new IllegalArgumentException(a + " and " + b + " cannot be compared");
    }
}
