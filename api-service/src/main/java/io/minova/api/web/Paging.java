package io.minova.api.web;

import io.minova.api.faults.ApiFault;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * <p>Failure: 400 for a limit that is no number or negative.
 * <p>Mirrors {@code nova/api/openstack/common.py: get_limit_and_marker, _get_collection_links}.
 *
 * @param limit at most {@link #LIMIT_MAX}
 * @param marker the last element that the client has; null from the start
 */
public record Paging(int limit, @Nullable String marker) {

    // 1000: Nova's default for [api] max_limit.
    public static final int LIMIT_MAX = 1000;

    public static Paging of(QueryParameters query) {
        return new Paging(limit(query), query.get("marker"));
    }

    /** The link to the next page as {@code key} of an answer; empty when this page is not full. */
    public void addLink(Map<String, Object> answer, String key, ComputeRequest request, String collection, List<?> page, @Nullable String lastId) {
        if (limit > 0 && page.size() == limit && lastId != null) {
            answer.put(key, request.links().next(collection, request.query(), lastId));
        }
    }

    /**
     * The part of a whole list that is wanted.
     *
     * @param unknownMarker what a marker that is not in the list gets, {@code %s} being the marker
     */
    public <T> List<T> page(List<T> all, Function<T, String> id, String unknownMarker) {
        int from = 0;
        if (marker != null) {
            while (from < all.size() && !id.apply(all.get(from)).equals(marker)) {
                from++;
            }
            if (from == all.size()) {
                throw ApiFault.badRequest(unknownMarker.replace("%s", marker));
            }
            from++;
        }
        return all.subList(from, (int) Math.min(all.size(), (long) from + limit));
    }

    private static int limit(QueryParameters query) {
        String text = query.get("limit");
        if (text == null) {
            return LIMIT_MAX;
        }
        String digits = text.strip();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            boolean negative = digits.startsWith("-") && digits.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
            throw ApiFault.badRequest(negative ? "Invalid input received: limit must be >= 0" : "Invalid input received: limit must be an integer");
        }
        return digits.length() > 9 ? LIMIT_MAX : Math.min(LIMIT_MAX, Integer.parseInt(digits));
    }
}
