package io.minova.scheduler.filters;

import io.minova.scheduler.FilterProperties;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What an image and a host's aggregates both say must agree; with a namespace, only keys that begin with it and the separator count.
 *
 * <p>Mirrors {@code nova/scheduler/filters/aggregate_image_properties_isolation.py: AggregateImagePropertiesIsolation}.
 */
@Component
public class AggregateImagePropertiesIsolation implements HostFilter {

    private final String prefix;

    public AggregateImagePropertiesIsolation(FilterProperties properties) {
        String namespace = properties.aggregateImagePropertiesIsolationNamespace();
        this.prefix = namespace.isEmpty() ? "" : namespace + properties.aggregateImagePropertiesIsolationSeparator();
    }

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        Map<String, String> image = request.spec().imageProperties();
        if (image.isEmpty()) {
            return true;
        }
        Set<String> keys = request.aggregatesOf(host.host()).stream()
                .flatMap(aggregate -> aggregate.metadata().keySet().stream())
                .filter(key -> key.startsWith(prefix) && image.containsKey(key))
                .collect(Collectors.toSet());
        return keys.stream().allMatch(key -> AggregateMetadata.values(request.aggregatesOf(host.host()), key).contains(image.get(key)));
    }

    @Override
    public boolean readsAggregates() {
        return true;
    }
}
