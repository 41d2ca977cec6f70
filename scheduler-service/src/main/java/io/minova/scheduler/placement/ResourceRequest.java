package io.minova.scheduler.placement;

import io.minova.objects.Flavor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a flavor asks of placement; amounts of zero are left out. Extra specs {@code resources:CLASS} add a class or replace an amount, 0 takes it away;
 * {@code trait:NAME} is {@code required} or {@code forbidden}.
 *
 * <p>Mirrors {@code nova/scheduler/utils.py: ResourceRequest}; leaves out numbered groups.
 *
 * @param memberOf of each of these sets, one of its aggregates has the provider
 * @param forbiddenAggregates none of them has the provider
 */
public record ResourceRequest(
        Map<String, Long> resources, Set<String> requiredTraits, Set<String> forbiddenTraits, List<Set<String>> memberOf,
        Set<String> forbiddenAggregates) {

    private static final int MB_PER_GB = 1024;
    private static final String RESOURCES = "resources:";
    private static final String TRAIT = "trait:";

    public ResourceRequest {
        // Sorted: every claim then takes its rows in the same order, and no two wait for each other in a circle.
        resources = new TreeMap<>(resources);
        requiredTraits = Set.copyOf(requiredTraits);
        forbiddenTraits = Set.copyOf(forbiddenTraits);
        memberOf = List.copyOf(memberOf);
        forbiddenAggregates = Set.copyOf(forbiddenAggregates);
    }

    public ResourceRequest(Map<String, Long> resources, Set<String> requiredTraits, Set<String> forbiddenTraits) {
        this(resources, requiredTraits, forbiddenTraits, List.of(), Set.of());
    }

    public ResourceRequest(Map<String, Long> resources) {
        this(resources, Set.of(), Set.of());
    }

    public static ResourceRequest of(Flavor flavor) {
        Map<String, Long> resources = new TreeMap<>();
        long swapGb = (flavor.swapMb() + MB_PER_GB - 1) / MB_PER_GB;
        put(resources, "VCPU", flavor.vcpus());
        put(resources, "MEMORY_MB", flavor.memoryMb());
        put(resources, "DISK_GB", flavor.rootGb() + flavor.ephemeralGb() + swapGb);
        if (flavor.extraSpecs().isEmpty()) {
            return new ResourceRequest(resources);
        }
        Set<String> required = new HashSet<>();
        Set<String> forbidden = new HashSet<>();
        flavor.extraSpecs().forEach((key, value) -> {
            if (key.startsWith(RESOURCES) && value.matches("\\d{1,10}")) {
                resources.put(key.substring(RESOURCES.length()), Long.valueOf(value));
            } else if (key.startsWith(TRAIT)) {
                (value.equals("forbidden") ? forbidden : required).add(key.substring(TRAIT.length()));
            }
        });
        resources.values().removeIf(amount -> amount == 0);
        return new ResourceRequest(resources, required, forbidden);
    }

    /** The same on hosts without that trait. Mirrors {@code nova/scheduler/request_filter.py}: what a request filter adds. */
    public ResourceRequest forbidding(String trait) {
        Set<String> forbidden = new HashSet<>(forbiddenTraits);
        forbidden.add(trait);
        return new ResourceRequest(resources, requiredTraits, forbidden, memberOf, forbiddenAggregates);
    }

    /** The same on hosts with these traits too. */
    public ResourceRequest requiring(Set<String> traits) {
        if (traits.isEmpty()) {
            return this;
        }
        Set<String> required = new HashSet<>(requiredTraits);
        required.addAll(traits);
        return new ResourceRequest(resources, required, forbiddenTraits, memberOf, forbiddenAggregates);
    }

    /** The same on hosts in one of these aggregates, given by their uuids. */
    public ResourceRequest memberOf(Set<String> aggregates) {
        List<Set<String>> members = new ArrayList<>(memberOf);
        members.add(Set.copyOf(aggregates));
        return new ResourceRequest(resources, requiredTraits, forbiddenTraits, members, forbiddenAggregates);
    }

    /** The same on hosts in none of these aggregates. */
    public ResourceRequest notMemberOf(Set<String> aggregates) {
        Set<String> forbidden = new HashSet<>(forbiddenAggregates);
        forbidden.addAll(aggregates);
        return new ResourceRequest(resources, requiredTraits, forbiddenTraits, memberOf, forbidden);
    }

    private static void put(Map<String, Long> resources, String resourceClass, long amount) {
        if (amount > 0) {
            resources.put(resourceClass, amount);
        }
    }
}
