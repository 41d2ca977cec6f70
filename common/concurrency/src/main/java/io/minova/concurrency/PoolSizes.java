package io.minova.concurrency;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks each executor runs at once, per backend, from Nova's options. Immutable.
 *
 * <p>Failure: values outside their bounds are refused together, each with its name and what is allowed.
 * <p>Mirrors {@code nova/thread_pool_factory.py: ExecutorsPoolSize, get_max_*}.
 */
public final class PoolSizes {

    /** Eventlet's own size for {@code cell_worker}, and what its "unlimited" 0 amounts to. */
    private static final int GREEN_POOL_SIZE = 1000;

    private static final int THREADING_BUILDS_WHEN_UNLIMITED = 10;
    private static final int THREADING_SNAPSHOTS_WHEN_UNLIMITED = 5;

    private static final int THREADING_LIVE_MIGRATIONS_WHEN_UNLIMITED = 5;

    private static final PoolSizes DEFAULTS = new PoolSizes(Map.of(), LongTaskCaps.SHARED);

    private final Map<PoolOption, Integer> values = new EnumMap<>(PoolOption.class);

    private final LongTaskCaps longTaskCaps;

    private PoolSizes(Map<PoolOption, Integer> chosen, LongTaskCaps longTaskCaps) {
        this.longTaskCaps = longTaskCaps;
        List<String> problems = new ArrayList<>();
        for (PoolOption option : PoolOption.values()) {
            int value = chosen.getOrDefault(option, option.defaultValue());
            if (value < option.minimum() || value > PoolOption.MAXIMUM) {
                problems.add(problem(option, String.valueOf(value)));
            }
            values.put(option, value);
        }
        refuse(problems);
    }

    /** Nova's defaults. */
    public static PoolSizes defaults() {
        return DEFAULTS;
    }

    /** Reads every option by {@code lookup}, which gives the text set for it or null for the default. */
    public static PoolSizes read(Function<PoolOption, @Nullable String> lookup) {
        Map<PoolOption, Integer> chosen = new EnumMap<>(PoolOption.class);
        List<String> problems = new ArrayList<>();
        for (PoolOption option : PoolOption.values()) {
            String text = lookup.apply(option);
            if (text != null && !text.isBlank()) {
                try {
                    int value = Integer.parseInt(text.strip());
                    chosen.put(option, value);
                    if (value < option.minimum() || value > PoolOption.MAXIMUM) {
                        problems.add(problem(option, text));
                    }
                } catch (NumberFormatException e) {
                    problems.add(problem(option, text));
                }
            }
        }
        refuse(problems);
        return new PoolSizes(chosen, LongTaskCaps.SHARED);
    }

    /** The same sizes with one option changed. */
    public PoolSizes with(PoolOption option, int value) {
        Map<PoolOption, Integer> changed = new EnumMap<>(values);
        changed.put(option, value);
        return new PoolSizes(changed, longTaskCaps);
    }

    /** The same sizes with builds and snapshots limited that way. */
    public PoolSizes with(LongTaskCaps caps) {
        return new PoolSizes(values, caps);
    }

    public LongTaskCaps longTaskCaps() {
        return longTaskCaps;
    }

    public int value(PoolOption option) {
        Integer value = values.get(option);
        if (value == null) {
            throw new IllegalStateException("no value of " + option);
        }
        return value;
    }

    /** How many tasks an executor of that type runs at once. */
    public int limit(ExecutorType type, Backend backend) {
        boolean isGreen = backend == Backend.EVENTLET;
        return switch (type) {
            case DEFAULT -> value(isGreen ? PoolOption.DEFAULT_GREEN_POOL_SIZE : PoolOption.DEFAULT_THREAD_POOL_SIZE);
            case CELL_WORKER -> isGreen ? GREEN_POOL_SIZE : value(PoolOption.CELL_WORKER_THREAD_POOL_SIZE);
            case LONG_TASK -> isGreen || longTaskCaps == LongTaskCaps.PER_TYPE
                    ? buildsMax(backend) + snapshotsMax(backend)
                    : Math.max(buildsMax(backend), snapshotsMax(backend));
            case SYNC_POWER_STATE -> value(PoolOption.SYNC_POWER_STATE_POOL_SIZE);
            case LIVE_MIGRATION ->
                orWhenUnlimited(PoolOption.MAX_CONCURRENT_LIVE_MIGRATIONS, backend, THREADING_LIVE_MIGRATIONS_WHEN_UNLIMITED);
            case CACHE_IMAGES -> value(PoolOption.IMAGE_CACHE_PRECACHE_CONCURRENCY);
            case RPC -> value(PoolOption.EXECUTOR_THREAD_POOL_SIZE);
            case HTTP -> isGreen ? GREEN_POOL_SIZE : value(PoolOption.HTTP_THREAD_POOL_SIZE);
        };
    }

    /** The option to turn when an executor of that type is too small; for warnings. */
    public static String optionFor(ExecutorType type, Backend backend) {
        boolean isGreen = backend == Backend.EVENTLET;
        return switch (type) {
            case DEFAULT -> (isGreen ? PoolOption.DEFAULT_GREEN_POOL_SIZE : PoolOption.DEFAULT_THREAD_POOL_SIZE).optionName();
            case CELL_WORKER -> isGreen ? "none, fixed" : PoolOption.CELL_WORKER_THREAD_POOL_SIZE.optionName();
            case LONG_TASK -> PoolOption.MAX_CONCURRENT_BUILDS.optionName() + " and " + PoolOption.MAX_CONCURRENT_SNAPSHOTS.optionName();
            case SYNC_POWER_STATE -> PoolOption.SYNC_POWER_STATE_POOL_SIZE.optionName();
            case LIVE_MIGRATION -> PoolOption.MAX_CONCURRENT_LIVE_MIGRATIONS.optionName();
            case CACHE_IMAGES -> PoolOption.IMAGE_CACHE_PRECACHE_CONCURRENCY.optionName();
            case RPC -> PoolOption.EXECUTOR_THREAD_POOL_SIZE.optionName();
            case HTTP -> isGreen ? "none, fixed" : PoolOption.HTTP_THREAD_POOL_SIZE.optionName();
        };
    }

    /** Builds at once per host; in THREADING the shared pool may be larger. */
    public int buildsMax(Backend backend) {
        return orWhenUnlimited(PoolOption.MAX_CONCURRENT_BUILDS, backend, THREADING_BUILDS_WHEN_UNLIMITED);
    }

    /** Of that kind at once per host; in THREADING the shared pool may be larger. */
    int longTasksMax(LongTask kind, Backend backend) {
        return switch (kind) {
            case BUILD -> buildsMax(backend);
            case SNAPSHOT -> snapshotsMax(backend);
        };
    }

    /** Snapshots at once per host; in THREADING the shared pool may be larger. */
    public int snapshotsMax(Backend backend) {
        return orWhenUnlimited(PoolOption.MAX_CONCURRENT_SNAPSHOTS, backend, THREADING_SNAPSHOTS_WHEN_UNLIMITED);
    }

    /** What an operator should know about the long-task options on that backend; logged when the executor is made. */
    public List<String> longTaskWarnings(Backend backend) {
        List<String> warnings = new ArrayList<>();
        for (LongTask kind : LongTask.values()) {
            warnOfUnlimited(kind.option, longTasksMax(kind, backend), warnings);
        }
        if (longTaskCaps == LongTaskCaps.SHARED && backend == Backend.THREADING && buildsMax(backend) != snapshotsMax(backend)) {
            warnings.add(
                    "max_concurrent_builds (%d) and max_concurrent_snapshots (%d) differ: on threads builds and snapshots share one pool of the larger number"
                            .formatted(buildsMax(backend), snapshotsMax(backend)));
        }
        return warnings;
    }

    /** What an operator should know about the options of an executor of that type; logged when the first one is made. */
    List<String> warnings(ExecutorType type, Backend backend) {
        if (type == ExecutorType.LONG_TASK) {
            return longTaskWarnings(backend);
        }
        List<String> warnings = new ArrayList<>();
        if (type == ExecutorType.LIVE_MIGRATION) {
            warnOfUnlimited(PoolOption.MAX_CONCURRENT_LIVE_MIGRATIONS, limit(type, backend), warnings);
        }
        return warnings;
    }

    private void warnOfUnlimited(PoolOption option, int meaning, List<String> warnings) {
        if (value(option) == 0) {
            warnings.add("%s=0 (unlimited) is deprecated: it means %d here, write that number".formatted(option.optionName(), meaning));
        }
    }

    private int orWhenUnlimited(PoolOption option, Backend backend, int threading) {
        int value = value(option);
        if (value > 0) {
            return value;
        }
        return switch (backend) {
            case EVENTLET -> GREEN_POOL_SIZE;
            case THREADING -> threading;
        };
    }

    private static String problem(PoolOption option, String text) {
        return "%s=%s is not allowed: a whole number from %d to %d (default %d)"
                .formatted(option.optionName(), text, option.minimum(), PoolOption.MAXIMUM, option.defaultValue());
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }
}
