package io.minova.scheduler.placement.objects;

import io.minova.scheduler.placement.objects.Claim.Expected;
import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Replaces what consumers hold, all of them or none, for clients that speak REST.
 *
 * <p>Providers are locked, so that nobody can take the room between the check and the write; the scheduler's own claims do the same in fewer statements
 * ({@link io.minova.scheduler.placement.Allocations}).
 * <p>Mirrors placement's {@code objects/allocation.py: replace_all, _check_capacity_exceeded}.
 */
@Component
public class ClaimWriter {

    // Placement's default for allocation_conflict_retry_count.
    private static final int TRIES_MAX = 10;

    private final Database placement;
    private final Providers providers;
    private final Inventories inventories;
    private final ResourceClasses classes;
    private final Consumers consumers;

    public ClaimWriter(Databases databases, Providers providers, Inventories inventories, ResourceClasses classes, Consumers consumers) {
        this.placement = databases.database(Databases.PLACEMENT);
        this.providers = providers;
        this.inventories = inventories;
        this.classes = classes;
        this.consumers = consumers;
    }

    public void replace(Collection<Claim> claims) {
        for (int attempt = 1;; attempt++) {
            try {
                placement.inTransaction(() -> write(claims));
                return;
            } catch (ConcurrencyFailureException | DuplicateKeyException collision) {
                if (attempt == TRIES_MAX) {
                    throw PlacementFault.concurrentUpdate("Inventory and/or allocations changed while attempting to allocate: ");
                }
            }
        }
    }

    /** The same inside the caller's transaction. */
    void write(Collection<Claim> claims) {
        List<Claim> ordered = claims.stream().sorted(Comparator.comparing(Claim::consumerUuid)).toList();
        ordered.forEach(this::lockConsumer);
        Map<String, Provider> known = providersOf(ordered);
        Map<String, Map<String, Long>> held = new TreeMap<>();
        Set<String> bumped = new TreeSet<>();
        for (Claim claim : ordered) {
            Map<String, Consumers.Held> holds = consumers.allocations(claim.consumerUuid());
            holds.forEach((provider, had) -> had.resources()
                    .forEach((name, used) -> held.computeIfAbsent(provider, added -> new TreeMap<>()).merge(name, used, Long::sum)));
            bumped.addAll(claim.allocations().isEmpty() ? holds.keySet() : claim.allocations().keySet());
        }
        held.keySet().forEach(uuid -> known.computeIfAbsent(uuid, providers::get));
        for (Provider provider : known.values()) {
            settle(provider, held.getOrDefault(provider.uuid(), Map.of()), ordered);
        }
        ordered.forEach(claim -> store(claim, known));
        bumped.forEach(uuid -> placement.jdbc()
                .sql("update resource_providers set generation = generation + 1 where id = ?").param(Objects.requireNonNull(known.get(uuid)).id())
                .update());
    }

    private void lockConsumer(Claim claim) {
        Optional<Long> generation = placement.jdbc()
                .sql("select generation from consumers where uuid = ? for update").param(claim.consumerUuid()).query(Long.class).optional();
        Expected expected = claim.expected();
        if (expected.given() && !Objects.equals(expected.generation(), generation.orElse(null))) {
            throw PlacementFault.conflict(
                    PlacementFault.CONCURRENT_UPDATE,
                    "consumer generation conflict - expected %s but got %s".formatted(
                            generation.map(String::valueOf).orElse("null"), expected.generation() == null ? "None" : expected.generation()));
        }
        if (generation.isEmpty()) {
            placement.jdbc()
                    .sql("insert into consumers (uuid, project_id, user_id, generation) values (?, ?, ?, 0)")
                    .params(claim.consumerUuid(), claim.projectId(), claim.userId())
                    .update();
        }
    }

    private Map<String, Provider> providersOf(List<Claim> claims) {
        Map<String, Provider> known = new TreeMap<>();
        for (Claim claim : claims) {
            claim.allocations().forEach((uuid, resources) -> {
                known.computeIfAbsent(uuid, wanted -> providers.find(wanted).orElseThrow(() -> PlacementFault.badRequest(
                        "Allocation for resource provider '" + wanted + "' that does not exist.")));
                classes.unknownOf(resources.keySet()).ifPresent(name -> {
                    throw PlacementFault.badRequest(
                            "Unable to allocate inventory for consumer " + claim.consumerUuid() + ": No such resource class " + name + ".");
                });
            });
        }
        return known;
    }

    // Gives back what was held, then takes what is wanted, one amount after the other as placement checks them.
    private void settle(Provider provider, Map<String, Long> held, List<Claim> claims) {
        providers.lock(provider);
        Map<String, InventoryRecord> inventories = this.inventories.of(provider);
        Map<String, Long> left = new TreeMap<>();
        inventories.forEach((name, inventory) -> left.put(name, inventory.used() - held.getOrDefault(name, 0L)));
        for (Claim claim : claims) {
            Map<String, Long> wanted = claim.allocations().getOrDefault(provider.uuid(), Map.of());
            if (!wanted.isEmpty() && Collections.disjoint(wanted.keySet(), inventories.keySet())) {
                throw refused("Inventory for '" + String.join(", ", wanted.keySet()) + "' on resource provider '" + provider.uuid() + "' invalid.");
            }
            wanted.forEach((name, amount) -> left.put(name, taken(provider, name, amount, inventories.get(name), left.getOrDefault(name, 0L))));
        }
        left.forEach((name, used) -> placement.jdbc()
                .sql("update inventories set used = ? where resource_provider_id = ? and resource_class = ?")
                .params(used, provider.id(), name)
                .update());
    }

    private static long taken(Provider provider, String name, long amount, @org.jspecify.annotations.Nullable InventoryRecord inventory, long used) {
        if (inventory == null) {
            throw refused("Inventory for '" + name + "' on resource provider '" + provider.uuid() + "' invalid.");
        }
        String cannot = "Unable to create allocation for '" + name + "' on resource provider '" + provider.uuid() + "'. The requested amount would ";
        if (!inventory.allows(amount)) {
            throw refused(cannot + "violate inventory constraints.");
        }
        long sum = used + amount;
        // Over capacity is fine if it was so before and does not get worse: that is how an overcommitted provider is emptied.
        if (sum > inventory.capacity() && sum > inventory.used()) {
            throw refused(cannot + "exceed the capacity.");
        }
        return sum;
    }

    private static PlacementFault refused(String why) {
        return PlacementFault.conflict("Unable to allocate inventory: " + why);
    }

    private void store(Claim claim, Map<String, Provider> known) {
        placement.jdbc().sql("delete from allocations where consumer_uuid = ?").param(claim.consumerUuid()).update();
        if (claim.allocations().isEmpty()) {
            placement.jdbc().sql("delete from consumers where uuid = ?").param(claim.consumerUuid()).update();
            return;
        }
        claim.allocations().forEach((provider, resources) -> resources.forEach((name, amount) -> placement.jdbc()
                .sql("insert into allocations (resource_provider_id, consumer_uuid, resource_class, used) values (?, ?, ?, ?)")
                .params(Objects.requireNonNull(known.get(provider)).id(), claim.consumerUuid(), name, amount)
                .update()));
        placement.jdbc()
                .sql("update consumers set project_id = ?, user_id = ?, generation = generation + 1 where uuid = ?")
                .params(claim.projectId(), claim.userId(), claim.consumerUuid())
                .update();
        if (claim.consumerType() != null) {
            placement.jdbc().sql("update consumers set consumer_type = ? where uuid = ?").params(claim.consumerType(), claim.consumerUuid()).update();
        }
    }
}
