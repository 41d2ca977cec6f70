package io.minova.scheduler.placement.objects;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for together. Mirrors placement's {@code lib.py: RequestGroup}.
 *
 * @param suffix empty for what may come from several providers of a tree; otherwise one provider must have all of it
 * @param requiredTraits one of each set
 * @param memberOf in one aggregate of each set
 * @param inTree a provider in whose tree it must be
 */
public record RequestGroup(
        String suffix,
        Map<String, Long> resources,
        List<Set<String>> requiredTraits,
        Set<String> forbiddenTraits,
        List<Set<String>> memberOf,
        Set<String> forbiddenAggregates,
        @Nullable String inTree) {

    /** Parameters of a request as a whole. Mirrors placement's {@code lib.py: RequestWideParams}. */
    public record Wide(
            int limit, boolean isolates, Set<String> rootRequired, Set<String> rootForbidden, List<Set<String>> sameSubtrees, boolean nestedAware) {}

    boolean isGranular() {
        return !suffix.isEmpty();
    }
}
