package io.minova.scheduler.filters;

import io.minova.objects.Aggregate;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the aggregates of a host say under a key. Mirrors {@code nova/scheduler/filters/utils.py}. */
final class AggregateMetadata {

    private AggregateMetadata() {}

    /** The values of all of them, each split at its commas; empty if none has the key. */
    static Set<String> values(List<Aggregate> aggregates, String key) {
        Set<String> values = new TreeSet<>();
        aggregates.stream().map(aggregate -> aggregate.metadata().get(key)).filter(Objects::nonNull).forEach(value -> values.addAll(split(value)));
        return values;
    }

    static List<String> split(String value) {
        return Stream.of(value.split(",", -1)).map(String::strip).toList();
    }

    /** The least of the numbers; {@code otherwise} if there is none, or a value that is no number. */
    static int least(List<Aggregate> aggregates, String key, int otherwise) {
        try {
            OptionalInt least = aggregates.stream().map(aggregate -> aggregate.metadata().get(key)).filter(Objects::nonNull)
                    .mapToInt(value -> Integer.parseInt(value.strip())).min();
            return least.orElse(otherwise);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
