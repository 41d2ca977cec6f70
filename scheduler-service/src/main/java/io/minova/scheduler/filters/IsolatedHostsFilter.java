package io.minova.scheduler.filters;

import io.minova.scheduler.FilterProperties;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Isolated images run only on isolated hosts, and these, when they are restricted, run nothing else.
 *
 * <p>Mirrors {@code nova/scheduler/filters/isolated_hosts_filter.py: IsolatedHostsFilter}.
 */
@Component
public class IsolatedHostsFilter implements HostFilter {

    private final Set<String> hosts;
    private final Set<String> images;
    private final boolean isRestricted;

    public IsolatedHostsFilter(FilterProperties properties) {
        this.hosts = Set.copyOf(properties.isolatedHosts());
        this.images = Set.copyOf(properties.isolatedImages());
        this.isRestricted = properties.restrictIsolatedHostsToIsolatedImages();
    }

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        String image = request.spec().imageRef();
        boolean isImageIsolated = image != null && images.contains(image);
        boolean isHostIsolated = hosts.contains(host.host());
        return isRestricted ? isImageIsolated == isHostIsolated : !isImageIsolated || isHostIsolated;
    }
}
