package io.minova.scheduler.placement.rest;

import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.schema.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values of parameters that have a grammar of their own. Mirrors placement's {@code util.py: normalize_*}. */
final class Queries {

    private static final int FORBIDDEN_TRAITS = 22;
    private static final int MANY_MEMBER_OF = 24;
    private static final int FORBIDDEN_AGGREGATES = 32;
    private static final int ANY_TRAITS = 39;

    private Queries() {}

    /** One of each of these, none of those. */
    record Wanted(List<Set<String>> required, Set<String> forbidden) {}

    /** {@code VCPU:1,MEMORY_MB:512}. */
    static Map<String, Long> resources(String text) {
        String form = "Badly formed resources parameter. Expected resources query string parameter in form: ?resources=VCPU:2,MEMORY_MB:1024. Got: ";
        if (text.isBlank()) {
            throw PlacementFault.badRequest(form + "empty string.");
        }
        Map<String, Long> resources = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String[] pair = part.split(":", -1);
            if (pair.length != 2) {
                throw PlacementFault.badRequest(form + part + ".");
            }
            resources.put(pair[0], amount(pair[0], pair[1]));
        }
        return resources;
    }

    private static long amount(String name, String text) {
        long amount;
        try {
            amount = Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw PlacementFault.badRequest("Requested resource " + name + " expected positive integer amount. Got: " + text + ".");
        }
        if (amount < 1) {
            throw PlacementFault.badRequest("Requested resource " + name + " requires amount >= 1. Got: " + amount + ".");
        }
        return amount;
    }

    static Wanted traits(PlacementRequest request, String suffix) {
        List<String> values = request.all("required" + suffix);
        if (!request.atLeast(ANY_TRAITS) && values.size() > 1) {
            values = values.subList(values.size() - 1, values.size());
        }
        Wanted all = new Wanted(new ArrayList<>(), new LinkedHashSet<>());
        for (String value : values) {
            Wanted one = traits(value, request.atLeast(FORBIDDEN_TRAITS), request.atLeast(ANY_TRAITS));
            all.required().addAll(one.required());
            all.forbidden().addAll(one.forbidden());
        }
        return all;
    }

    static Wanted traits(String value, boolean allowForbidden, boolean allowAny) {
        String invalid = "Invalid query string parameters: ";
        if (value.startsWith("in:")) {
            String format = invalid + "The format 'in:HW_CPU_X86_VMX,CUSTOM_MAGIC' ";
            if (!allowAny) {
                throw PlacementFault.badRequest(format + "only supported since microversion 1.39. Got: " + value);
            }
            Set<String> any = new LinkedHashSet<>(Arrays.stream(value.substring(3).split(",", -1)).map(String::strip).toList());
            if (any.contains("")) {
                throw PlacementFault.badRequest(invalid + "Expected 'required' parameter value of the form: in:HW_CPU_X86_VMX,CUSTOM_MAGIC."
                        + " Got an empty trait in: " + value);
            }
            if (any.stream().anyMatch(trait -> trait.startsWith("!"))) {
                throw PlacementFault.badRequest(format + "does not support forbidden traits. Got: " + value);
            }
            return new Wanted(List.of(any), Set.of());
        }
        List<Set<String>> required = new ArrayList<>();
        Set<String> forbidden = new LinkedHashSet<>();
        String expected =
                invalid + "Expected 'required' parameter value of the form: HW_CPU_X86_VMX," + (allowForbidden ? "!" : "") + "CUSTOM_MAGIC. ";
        for (String part : value.split(",", -1)) {
            String trait = part.strip();
            String bare = trait.replaceFirst("^!+", "");
            if (bare.isEmpty()) {
                throw PlacementFault.badRequest(expected + "Got an empty trait in: " + value);
            }
            if (trait.startsWith("!")) {
                forbidden.add(bare);
            } else {
                required.add(Set.of(trait));
            }
        }
        if (!forbidden.isEmpty() && !allowForbidden) {
            throw PlacementFault.badRequest(expected + "Got: " + value);
        }
        return new Wanted(required, forbidden);
    }

    static Wanted memberOf(PlacementRequest request, String suffix) {
        List<String> values = request.all("member_of" + suffix);
        if (!request.atLeast(MANY_MEMBER_OF) && values.size() > 1) {
            throw PlacementFault.badRequest("Multiple member_of" + suffix + " parameters are not supported");
        }
        Wanted all = new Wanted(new ArrayList<>(), new LinkedHashSet<>());
        for (String value : values) {
            boolean isForbidden = value.startsWith("!");
            if (value.contains(",") && !value.startsWith("in:") && !value.startsWith("!in:")) {
                throw PlacementFault.badRequest("Multiple values for 'member_of' must be prefixed with the 'in:' or '!in:' keyword using the valid"
                        + " microversion. Got: " + value);
            }
            String bare = isForbidden ? value.substring(1) : value;
            Set<String> uuids = new LinkedHashSet<>(Arrays.asList((bare.startsWith("in:") ? bare.substring(3) : bare).split(",", -1)));
            uuids.stream().filter(uuid -> !Values.isUuid(uuid)).findFirst().ifPresent(wrong -> {
                throw PlacementFault.badRequest(
                        "Invalid query string parameters: Expected 'member_of' parameter to contain valid UUID(s). Got: " + wrong);
            });
            if (isForbidden && !request.atLeast(FORBIDDEN_AGGREGATES)) {
                throw PlacementFault.badRequest("Forbidden member_of" + suffix + " parameters are not supported in the specified microversion");
            }
            if (isForbidden) {
                all.forbidden().addAll(uuids);
            } else {
                all.required().add(uuids);
            }
        }
        return all;
    }
}
