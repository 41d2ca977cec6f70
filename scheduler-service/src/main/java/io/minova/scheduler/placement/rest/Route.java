package io.minova.scheduler.placement.rest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A path with a method, and what answers it.
 *
 * @param parts of the path; those in braces are variable
 * @param since the first minor microversion that has it
 * @param before what older ones get: 404 or 405
 * @param takesJson whether the body must be JSON; {@code givesJson} whether the answer is
 */
record Route(
        List<String> parts,
        String method,
        int since,
        int before,
        boolean takesJson,
        boolean givesJson,
        Predicate<PlacementRequest> policy,
        Function<PlacementRequest, PlacementAnswer> handler) {

    private static final int NOT_FOUND = 404;

    static final Predicate<PlacementRequest> ADMIN = request -> request.caller().isAdmin();
    static final Predicate<PlacementRequest> ANYBODY = request -> true;
    // Mirrors placement/policies/usage.py: admin, or who reads the usage of the own project.
    static final Predicate<PlacementRequest> PROJECT = request -> request.caller().isAdmin()
            || request.caller().roles().contains("reader") && request.caller().projectId() != null
                    && request.caller().projectId().equals(request.last("project_id"));

    static Route get(String path, int since, Function<PlacementRequest, PlacementAnswer> handler) {
        return new Route(split(path), "GET", since, NOT_FOUND, false, true, ADMIN, handler);
    }

    static Route write(String method, String path, int since, Function<PlacementRequest, PlacementAnswer> handler) {
        return new Route(split(path), method, since, NOT_FOUND, true, false, ADMIN, handler);
    }

    static Route plain(String method, String path, int since, Function<PlacementRequest, PlacementAnswer> handler) {
        return new Route(split(path), method, since, NOT_FOUND, false, false, ADMIN, handler);
    }

    Route orElse(int status) {
        return new Route(parts, method, since, status, takesJson, givesJson, policy, handler);
    }

    Route allow(Predicate<PlacementRequest> newPolicy) {
        return new Route(parts, method, since, before, takesJson, givesJson, newPolicy, handler);
    }

    static List<String> split(String path) {
        return path.isEmpty() || path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }

    /** The variables of the path, or null if it is another one. */
    @Nullable Map<String, String> match(List<String> path) {
        if (path.size() != parts.size()) {
            return null;
        }
        Map<String, String> variables = new TreeMap<>();
        for (int index = 0; index < parts.size(); index++) {
            String part = parts.get(index);
            if (part.startsWith("{")) {
                if (path.get(index).isEmpty()) {
                    return null;
                }
                variables.put(part.substring(1, part.length() - 1), path.get(index));
            } else if (!part.equals(path.get(index))) {
                return null;
            }
        }
        return variables;
    }
}
