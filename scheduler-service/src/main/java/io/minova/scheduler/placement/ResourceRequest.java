package io.minova.scheduler.placement;

import io.minova.objects.Flavor;
import java.util.Map;
import java.util.TreeMap;

/** What a flavor asks of placement; amounts of zero are left out. Mirrors {@code nova/scheduler/utils.py: ResourceRequest}. */
public record ResourceRequest(Map<String, Long> resources) {

    private static final int MB_PER_GB = 1024;

    public ResourceRequest {
        // Sorted: every claim then takes its rows in the same order, and no two wait for each other in a circle.
        resources = new TreeMap<>(resources);
    }

    public static ResourceRequest of(Flavor flavor) {
        Map<String, Long> resources = new TreeMap<>();
        long swapGb = (flavor.swapMb() + MB_PER_GB - 1) / MB_PER_GB;
        put(resources, "VCPU", flavor.vcpus());
        put(resources, "MEMORY_MB", flavor.memoryMb());
        put(resources, "DISK_GB", flavor.rootGb() + flavor.ephemeralGb() + swapGb);
        return new ResourceRequest(resources);
    }

    private static void put(Map<String, Long> resources, String resourceClass, long amount) {
        if (amount > 0) {
            resources.put(resourceClass, amount);
        }
    }
}
