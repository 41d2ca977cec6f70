package io.minova.scheduler.placement.rest;

import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.objects.RequestGroup;
import io.minova.scheduler.placement.schema.Schemas;
import io.minova.scheduler.placement.schema.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The query of {@code GET /allocation_candidates}. Mirrors placement's {@code lib.py: RequestGroup.dict_from_request, RequestWideParams.from_request}. */
record CandidateQuery(List<RequestGroup> groups, RequestGroup.Wide wide) {

    private static final Pattern NUMBERED = Pattern.compile("(resources|required|member_of|in_tree)([1-9][0-9]*)?");
    private static final Pattern NAMED = Pattern.compile("(resources|required|member_of|in_tree)([a-zA-Z0-9_-]{1,64})?");
    private static final int FORBIDDEN_TRAITS = 22;
    private static final int NESTED = 29;
    private static final int NAMED_SUFFIX = 33;
    private static final int SAME_SUBTREE = 36;

    static CandidateQuery read(PlacementRequest request) {
        request.checkQuery(Schemas.candidatesQuery(request.version()));
        RequestGroup.Wide wide = wide(request);
        List<RequestGroup> groups = groups(request);
        if (request.atLeast(SAME_SUBTREE)) {
            checkSubtrees(groups, wide);
        } else {
            checkOrphans(groups);
        }
        if (request.atLeast(FORBIDDEN_TRAITS)) {
            checkConflicts(groups);
        }
        if (request.last("group_policy") == null && groups.stream().filter(group -> !group.suffix().isEmpty()).count() > 1) {
            throw PlacementFault.badRequest(
                    "The \"group_policy\" parameter is required when specifying more than one \"resources{N}\" parameter.");
        }
        return new CandidateQuery(groups, wide);
    }

    private static RequestGroup.Wide wide(PlacementRequest request) {
        List<String> roots = request.all("root_required");
        if (roots.size() > 1) {
            throw PlacementFault.badRequest(PlacementFault.DUPLICATE_KEY, "Query parameter 'root_required' may be specified only once.");
        }
        Set<String> required = new TreeSet<>();
        Set<String> forbidden = Set.of();
        if (!roots.isEmpty()) {
            Queries.Wanted wanted = Queries.traits(roots.getFirst(), true, false);
            wanted.required().forEach(required::addAll);
            forbidden = wanted.forbidden();
            Set<String> both = new TreeSet<>(required);
            both.retainAll(forbidden);
            if (!both.isEmpty()) {
                throw PlacementFault.badRequest(
                        PlacementFault.BAD_VALUE,
                        "Conflicting required and forbidden traits found in root_required: " + String.join(", ", both));
            }
        }
        List<Set<String>> subtrees = new ArrayList<>();
        for (String value : request.all("same_subtree")) {
            Set<String> suffixes = new LinkedHashSet<>(Arrays.stream(value.split(",", -1)).map(String::strip).toList());
            if (suffixes.contains("")) {
                throw PlacementFault.badRequest(
                        PlacementFault.BAD_VALUE, "Empty string (unsuffixed group) can not be specified in `same_subtree` ");
            }
            subtrees.add(suffixes);
        }
        List<String> limits = request.all("limit");
        int limit = limits.isEmpty() ? 0 : (int) Math.min(Integer.MAX_VALUE, Double.parseDouble(limits.getFirst()));
        boolean isolates = request.all("group_policy").stream().findFirst().filter("isolate"::equals).isPresent();
        return new RequestGroup.Wide(limit, isolates, required, forbidden, subtrees, request.atLeast(NESTED));
    }

    private static List<RequestGroup> groups(PlacementRequest request) {
        Pattern pattern = request.atLeast(NAMED_SUFFIX) ? NAMED : NUMBERED;
        Map<String, RequestGroup> bySuffix = new LinkedHashMap<>();
        for (String key : request.query().keySet()) {
            Matcher matcher = pattern.matcher(key);
            if (matcher.matches()) {
                String suffix = matcher.group(2) == null ? "" : matcher.group(2);
                bySuffix.computeIfAbsent(suffix, added -> group(request, added));
            }
        }
        return List.copyOf(bySuffix.values());
    }

    private static RequestGroup group(PlacementRequest request, String suffix) {
        String resources = request.last("resources" + suffix);
        Queries.Wanted traits = Queries.traits(request, suffix);
        Queries.Wanted aggregates = Queries.memberOf(request, suffix);
        String tree = request.last("in_tree" + suffix);
        if (tree != null && !Values.isUuid(tree.strip())) {
            throw PlacementFault.badRequest("Invalid query string parameters: Expected 'in_tree' parameter to be a format of uuid. Got: " + tree);
        }
        return new RequestGroup(
                suffix, resources == null ? Map.of() : Queries.resources(resources), traits.required(), traits.forbidden(), aggregates.required(),
                aggregates.forbidden(), tree == null ? null : tree.strip());
    }

    private static void checkSubtrees(List<RequestGroup> groups, RequestGroup.Wide wide) {
        Set<String> inSubtrees = new HashSet<>();
        wide.sameSubtrees().forEach(inSubtrees::addAll);
        List<String> without = groups.stream().filter(group -> group.resources().isEmpty()).map(RequestGroup::suffix).toList();
        if (without.size() == groups.size()) {
            throw PlacementFault.badRequest(PlacementFault.MISSING_VALUE, "There must be at least one resources or resources[$S] parameter.");
        }
        List<String> bad = without.stream().filter(suffix -> !inSubtrees.contains(suffix)).toList();
        if (!bad.isEmpty()) {
            throw PlacementFault.badRequest(
                    PlacementFault.BAD_VALUE,
                    "Resourceless suffixed group request should be specified in `same_subtree` query param: bad group(s) - " + quoted(bad) + ".");
        }
        List<String> known = groups.stream().map(RequestGroup::suffix).toList();
        List<String> unreal = inSubtrees.stream().filter(suffix -> !known.contains(suffix)).sorted().toList();
        if (!unreal.isEmpty()) {
            throw PlacementFault.badRequest(
                    PlacementFault.BAD_VALUE,
                    "Real suffixes should be specified in `same_subtree`: " + quoted(unreal) + " not found in " + quoted(known) + ".");
        }
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", ", "[", "]"));
    }

    private static void checkOrphans(List<RequestGroup> groups) {
        String traits = groups.stream().filter(group -> group.resources().isEmpty() && !group.requiredTraits().isEmpty())
                .map(group -> "required" + group.suffix()).collect(Collectors.joining(", "));
        if (!traits.isEmpty()) {
            throw PlacementFault.badRequest(
                    "All traits parameters must be associated with resources.  Found the following orphaned traits keys: " + traits);
        }
        String members = groups.stream()
                .filter(group -> group.resources().isEmpty() && !(group.memberOf().isEmpty() && group.forbiddenAggregates().isEmpty()))
                .map(group -> "member_of" + group.suffix()).collect(Collectors.joining(", "));
        if (!members.isEmpty()) {
            throw PlacementFault.badRequest(
                    "All member_of parameters must be associated with resources. Found the following orphaned member_of keys: " + members);
        }
        if (groups.stream().anyMatch(group -> group.resources().isEmpty())) {
            throw PlacementFault.badRequest("All request groups must specify resources.");
        }
        if (groups.isEmpty()) {
            throw PlacementFault.badRequest("At least one request group (`resources` or `resources{$S}`) is required.");
        }
    }

    private static void checkConflicts(List<RequestGroup> groups) {
        Set<String> conflicts = new TreeSet<>();
        for (RequestGroup group : groups) {
            group.requiredTraits().stream().filter(group.forbiddenTraits()::containsAll)
                    .forEach(anyOf -> conflicts.add("required" + group.suffix() + ": (" + String.join(", ", new TreeSet<>(anyOf)) + ")"));
        }
        if (!conflicts.isEmpty()) {
            throw PlacementFault.badRequest(
                    "Conflicting required and forbidden traits found in the following traits keys: " + String.join(", ", conflicts));
        }
    }
}
