package io.minova.scheduler.placement;

import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Who holds what. A claim checks and takes each amount in one UPDATE, so that concurrent claims can never take more than there is.
 *
 * <p>Invariant: an inventory's {@code used} is the sum of its allocations.
 * <p>Lock order: the consumer, or the two of a move by uuid; then the providers by uuid, each before its inventories. All that is written to a provider's rows is
 * written with the provider locked; what only the consumer has is written before, because every claim on a popular provider waits for the one that has it.
 * <p>Mirrors placement's {@code objects/allocation.py: replace_all}; differs: room is taken by arithmetic in the UPDATE instead of by generation and retry.
 */
@Component
public class Allocations {

    private static final String HAS_ROOM = " and used + ? <= (total - reserved) * allocation_ratio";
    private static final String FITS_UNITS = " and min_unit <= ? and max_unit >= ? and mod(?, step_size) = 0";

    // Placement's default for allocation_conflict_retry_count.
    private static final int TRIES_MAX = 10;

    private final Database placement;
    // Providers keep their row as long as they live; for one that is gone the UPDATE finds no row.
    private final Map<String, Long> providerIds = new ConcurrentHashMap<>();

    public Allocations(Databases databases) {
        this.placement = databases.database(Databases.PLACEMENT);
    }

    /** Provider uuid to resource class to amount; empty for an unknown consumer. */
    public Map<String, Map<String, Long>> find(String consumerUuid) {
        Map<String, Map<String, Long>> allocations = new TreeMap<>();
        placement.jdbc()
                .sql("select p.uuid, a.resource_class, a.used from allocations a join resource_providers p on p.id = a.resource_provider_id"
                        + " where a.consumer_uuid = ?")
                .param(consumerUuid)
                .query(row -> {
                    allocations.computeIfAbsent(row.getString("uuid"), added -> new TreeMap<>())
                            .put(row.getString("resource_class"), row.getLong("used"));
                });
        return allocations;
    }

    /** Makes these the consumer's allocations, in place of what it held; false, and nothing is changed, when a provider has no room. */
    public boolean replace(String consumerUuid, String projectId, String userId, Map<String, Map<String, Long>> allocations) {
        return again(() -> replaceOnce(consumerUuid, projectId, userId, allocations));
    }

    private boolean replaceOnce(String consumerUuid, String projectId, String userId, Map<String, Map<String, Long>> allocations) {
        try {
            placement.inTransaction(() -> {
                Map<String, Map<String, Long>> held = Map.of();
                if (!hold(consumerUuid, projectId, userId)) {
                    held = find(consumerUuid);
                    placement.jdbc().sql("delete from allocations where consumer_uuid = ?").param(consumerUuid).update();
                }
                allocations.forEach((provider, resources) -> insert(consumerUuid, provider, resources));
                difference(held, allocations).forEach((provider, amounts) -> {
                    bump(provider);
                    change(provider, amounts, allocations.getOrDefault(provider, Map.of()));
                });
            });
            return true;
        } catch (DuplicateKeyException rival) {
            throw rival;
        } catch (NoRoomException | DataIntegrityViolationException fullOrGone) {
            return false;
        }
    }

    /** Gives back all that the consumer holds; false when it holds nothing. */
    public boolean delete(String consumerUuid) {
        return again(() -> deleteOnce(consumerUuid));
    }

    // A database may still end a transaction as the victim of a deadlock, or of one that made the same consumer first; nothing is changed then, so it is
    // tried again.
    private static boolean again(BooleanSupplier transaction) {
        for (int attempt = 1;; attempt++) {
            try {
                return transaction.getAsBoolean();
            } catch (PessimisticLockingFailureException | DuplicateKeyException victim) {
                if (attempt == TRIES_MAX) {
                    throw victim;
                }
            }
        }
    }

    private boolean deleteOnce(String consumerUuid) {
        Boolean held = placement.inTransaction(() -> {
            if (!lock(consumerUuid)) {
                return false;
            }
            giveBack(consumerUuid);
            placement.jdbc().sql("delete from allocations where consumer_uuid = ?").param(consumerUuid).update();
            placement.jdbc().sql("delete from consumers where uuid = ?").param(consumerUuid).update();
            return true;
        });
        return Boolean.TRUE.equals(held);
    }

    /** The provider is gone: one that comes with its uuid is another. */
    public void forget(String providerUuid) {
        providerIds.remove(providerUuid);
    }

    /** Gives what one consumer holds to another, in place of what that held; false, and nothing is changed, when the first holds nothing. */
    public boolean move(String fromConsumer, String toConsumer, String projectId, String userId) {
        return again(() -> moveOnce(fromConsumer, toConsumer, projectId, userId));
    }

    private boolean moveOnce(String fromConsumer, String toConsumer, String projectId, String userId) {
        Boolean moved = placement.inTransaction(() -> {
            // By name, so that two moves in opposite directions never wait for each other; making the second one is a lock too.
            boolean isThere = fromConsumer.compareTo(toConsumer) < 0 && lock(fromConsumer);
            hold(toConsumer, projectId, userId);
            isThere = isThere || fromConsumer.compareTo(toConsumer) > 0 && lock(fromConsumer);
            // What is there only since the look for it is not locked, and not ours.
            if (!isThere || find(fromConsumer).isEmpty()) {
                if (find(toConsumer).isEmpty()) {
                    placement.jdbc().sql("delete from consumers where uuid = ?").param(toConsumer).update();
                }
                return false;
            }
            // What changes hands is taken from nobody: only what the second one held becomes free.
            giveBack(toConsumer);
            placement.jdbc().sql("delete from allocations where consumer_uuid = ?").param(toConsumer).update();
            placement.jdbc().sql("update allocations set consumer_uuid = ? where consumer_uuid = ?").params(toConsumer, fromConsumer).update();
            placement.jdbc().sql("delete from consumers where uuid = ?").param(fromConsumer).update();
            return true;
        });
        return Boolean.TRUE.equals(moved);
    }

    private void giveBack(String consumerUuid) {
        difference(find(consumerUuid), Map.of()).forEach((provider, amounts) -> {
            lockProvider(provider);
            change(provider, amounts, Map.of());
        });
    }

    // Makes the consumer or locks it; true when it is new. It may be deleted between the two statements.
    private boolean hold(String consumerUuid, String projectId, String userId) {
        while (!insertConsumer(consumerUuid, projectId, userId)) {
            if (lock(consumerUuid)) {
                return false;
            }
        }
        return true;
    }

    private boolean insertConsumer(String consumerUuid, String projectId, String userId) {
        return placement.jdbc()
                .sql("insert into consumers (uuid, project_id, user_id) select cast(? as varchar(36)), cast(? as varchar(255)), cast(? as varchar(255))"
                        + " where not exists (select 1 from consumers where uuid = ?)")
                .params(consumerUuid, projectId, userId, consumerUuid)
                .update() == 1;
    }

    private boolean lock(String consumerUuid) {
        return placement.jdbc().sql("select 1 from consumers where uuid = ? for update").param(consumerUuid).query(Integer.class).optional()
                .isPresent();
    }

    // What must change, per provider and class, in the lock order: a move then never meets another move head on.
    private static Map<String, Map<String, Long>> difference(Map<String, Map<String, Long>> held, Map<String, Map<String, Long>> wanted) {
        Map<String, Map<String, Long>> difference = new TreeMap<>();
        add(difference, held, -1);
        add(difference, wanted, 1);
        return difference;
    }

    private static void add(Map<String, Map<String, Long>> sum, Map<String, Map<String, Long>> allocations, int sign) {
        allocations.forEach((provider, resources) -> {
            Map<String, Long> amounts = sum.computeIfAbsent(provider, added -> new TreeMap<>());
            resources.forEach((resourceClass, amount) -> amounts.merge(resourceClass, sign * amount, Long::sum));
        });
    }

    // One statement per provider: checks and takes every class, or changes fewer rows than it must and the transaction is rolled back.
    private void change(String provider, Map<String, Long> amounts, Map<String, Long> wanted) {
        long id = providerId(provider);
        StringBuilder sums = new StringBuilder();
        List<String> conditions = new ArrayList<>();
        List<Object> sumArguments = new ArrayList<>();
        List<Object> conditionArguments = new ArrayList<>();
        amounts.forEach((resourceClass, amount) -> {
            if (amount != 0) {
                sums.append(" when ? then cast(? as bigint)");
                Collections.addAll(sumArguments, resourceClass, amount);
                // Units are those of the whole amount; room is needed only for more than before.
                long whole = wanted.getOrDefault(resourceClass, 0L);
                conditions.add("resource_class = ?" + (amount > 0 ? HAS_ROOM : "") + (whole > 0 ? FITS_UNITS : ""));
                conditionArguments.add(resourceClass);
                if (amount > 0) {
                    conditionArguments.add(amount);
                }
                if (whole > 0) {
                    conditionArguments.addAll(Collections.nCopies(3, whole));
                }
            }
        });
        if (!conditions.isEmpty()) {
            sumArguments.add(id);
            sumArguments.addAll(conditionArguments);
            int changed = placement.jdbc()
                    .sql("update inventories set used = used + case resource_class" + sums + " end where resource_provider_id = ? and ("
                            + String.join(" or ", conditions) + ")")
                    .params(sumArguments)
                    .update();
            if (changed < conditions.size()) {
                throw new NoRoomException();
            }
        }
    }

    // PostgreSQL's UPDATE takes the inventories in whatever order it meets them, and that changes with every claim: without a lock before them two claims would
    // wait for each other until one is found to be a victim, a second later.
    private void lockProvider(String provider) {
        placement.jdbc().sql("select id from resource_providers where id = ? for update").param(providerId(provider)).query(Long.class).optional();
    }

    // A lock too. What is given back by a delete does not count: nobody who knows the provider has to be warned of more room.
    private void bump(String provider) {
        placement.jdbc().sql("update resource_providers set generation = generation + 1 where id = ?").param(providerId(provider)).update();
    }

    private void insert(String consumerUuid, String provider, Map<String, Long> resources) {
        List<Object> rows = new ArrayList<>();
        long id = providerId(provider);
        resources.forEach((resourceClass, amount) -> Collections.addAll(rows, id, consumerUuid, resourceClass, amount));
        placement.jdbc()
                .sql("insert into allocations (resource_provider_id, consumer_uuid, resource_class, used) values "
                        + String.join(", ", Collections.nCopies(resources.size(), "(?, ?, ?, ?)")))
                .params(rows)
                .update();
    }

    private long providerId(String uuid) {
        Long known = providerIds.get(uuid);
        if (known != null) {
            return known;
        }
        Long id = placement.jdbc().sql("select id from resource_providers where uuid = ?").param(uuid).query(Long.class).optional()
                .orElseThrow(NoRoomException::new);
        providerIds.put(uuid, id);
        return id;
    }

    /** Rolls the transaction back; never leaves this class. */
    private static final class NoRoomException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoRoomException() {
            super("no room", null, false, false);
        }
    }
}
