package io.minova.store;

import io.minova.objects.ErrorCode;
import io.minova.objects.Flavor;
import io.minova.objects.NovaException;
import io.minova.store.InstanceRepository.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Whether a project, and a user with limits of his own, may have more servers. There are no reservations: what is counted is what there is.
 *
 * <p>Without a limit nothing is counted.
 * <p>Failure: TooManyInstances, with what was asked for, what is used and what is allowed.
 * <p>Mirrors {@code nova/compute/utils.py: check_num_instances_quota} and {@code nova/objects/quotas.py: check_deltas}.
 */
public final class ServerQuota {

    // Ten thousand hosts of a thousand cores each.
    private static final int BEYOND_ANY_CLUSTER = 10_000_000;
    private static final List<String> RESOURCES = List.of("instances", "cores", "ram");

    private final QuotaLimits limits;
    private final UsageCounter counter;
    private final QuotaProperties properties;

    public ServerQuota(QuotaLimits limits, UsageCounter counter, QuotaProperties properties) {
        this.limits = limits;
        this.counter = counter;
        this.properties = properties;
    }

    /** What one level, the project or a user of it, may have and has. */
    private record Level(Map<String, Integer> limits, Usage used) {

        private int limit(String resource) {
            return limits.getOrDefault(resource, QuotaLimits.UNLIMITED);
        }

        private List<String> overs(Usage wanted) {
            Usage total = used.plus(wanted);
            return RESOURCES.stream().filter(resource -> limit(resource) >= 0 && amount(total, resource) > limit(resource)).toList();
        }

        /** How many servers of that flavor still fit. */
        private int room(Flavor flavor) {
            long fit = Integer.MAX_VALUE;
            Usage one = of(flavor, 1);
            for (String resource : RESOURCES) {
                if (limit(resource) >= 0 && amount(one, resource) > 0) {
                    fit = Math.min(fit, Math.max(0, limit(resource) - amount(used, resource)) / amount(one, resource));
                }
            }
            return Math.toIntExact(fit);
        }
    }

    public static Usage of(Flavor flavor, int count) {
        return new Usage(count, flavor.vcpus() * count, flavor.memoryMb() * count);
    }

    /** True when moves are counted twice and what is shelved without a host is not: then other actions must be checked than otherwise. */
    public boolean countsFromPlacement() {
        return properties.countUsageFromPlacement();
    }

    /** As many servers as fit, between {@code min} and {@code max}. */
    public int allowed(String projectId, String userId, Flavor flavor, int min, int max) {
        int fit = max;
        List<Level> levels = levels(projectId, userId, of(flavor, max));
        for (Level level : levels) {
            fit = Math.min(fit, level.room(flavor));
        }
        if (fit < min) {
            require(levels, of(flavor, min));
        }
        return Math.max(fit, min);
    }

    /** Fails unless that much more may be had. */
    public void require(String projectId, String userId, Usage more) {
        require(levels(projectId, userId, more), more);
    }

    /** Fails when the project has more than it may, after servers were made for it; {@code more} is only for the message. */
    public void recheck(String projectId, String userId, Usage more) {
        if (properties.recheckQuota()) {
            for (Level level : levels(projectId, userId, new Usage(0, 0, 0))) {
                List<String> overs = level.overs(new Usage(0, 0, 0));
                if (!overs.isEmpty()) {
                    throw tooMany(level, overs, more);
                }
            }
        }
    }

    private static void require(List<Level> levels, Usage more) {
        for (Level level : levels) {
            List<String> overs = level.overs(more).stream().filter(resource -> amount(more, resource) > 0).toList();
            if (!overs.isEmpty()) {
                throw tooMany(level, overs, more);
            }
        }
    }

    private List<Level> levels(String projectId, String userId, Usage more) {
        List<Level> levels = new ArrayList<>(2);
        QuotaLimits.OfProjectAndUser set = limits.ofProjectAndUser(projectId, userId);
        if (isNear(set.project(), more)) {
            levels.add(new Level(set.project(), counter.of(projectId, null)));
        }
        if (isNear(set.user(), more)) {
            levels.add(new Level(set.user(), counter.of(projectId, userId)));
        }
        return levels;
    }

    /** Whether there is a limit that can be reached: to count against one that lies beyond any cluster would cost each boot a statement per cell. */
    private static boolean isNear(Map<String, Integer> limits, Usage more) {
        return RESOURCES.stream().anyMatch(resource -> {
            int limit = limits.getOrDefault(resource, QuotaLimits.UNLIMITED);
            return limit >= 0 && (limit < BEYOND_ANY_CLUSTER || amount(more, resource) > limit / 2);
        });
    }

    private static int amount(Usage usage, String resource) {
        return switch (resource) {
            case "instances" -> usage.instances();
            case "cores" -> usage.cores();
            default -> usage.ramMb();
        };
    }

    private static NovaException tooMany(Level level, List<String> overs, Usage more) {
        return new NovaException(ErrorCode.TOO_MANY_INSTANCES, "Quota exceeded for %s: Requested %s, but already used %s of %s %s".formatted(
                String.join(",", overs), list(overs, resource -> amount(more, resource)), list(overs, resource -> amount(level.used(), resource)),
                list(overs, level::limit), String.join(",", overs)));
    }

    private static String list(List<String> resources, ToIntFunction<String> amount) {
        return String.join(", ", resources.stream().map(resource -> String.valueOf(amount.applyAsInt(resource))).toList());
    }
}
