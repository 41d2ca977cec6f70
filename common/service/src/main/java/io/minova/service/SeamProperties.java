package io.minova.service;

import io.minova.concurrency.LongTaskCaps;
import io.minova.concurrency.WaitGuardMode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the executors do beyond Nova; their sizes are in {@link io.minova.concurrency.PoolOption}.
 *
 * @param waitGuard when a task waits for one that cannot start because of the wait: `off` nobody looks, `warn` it is reported within a second, `fail` the
 *     wait ends with an error, `lend` the waiting thread runs the other task. Both backends; what it costs is in docs/concurrency.md
 * @param longTaskCaps whether builds and snapshots of a host limit each other: `shared` as in Nova, `per-type` each has its own limit in both backends and
 *     a waiting one holds no thread and no lock. THREADING: per-type needs more native threads when both kinds are many
 * @param faultInjection whether whoever has the cluster's secret may make databases slow or fail and messages late or lost, by {@code ./minova fault}. Both
 *     backends; costs nothing until it is used. Not for a cluster that others rely on
 */
@ConfigurationProperties("nova")
public record SeamProperties(@DefaultValue("warn") WaitGuardMode waitGuard, @DefaultValue("shared") LongTaskCaps longTaskCaps,
        @DefaultValue("false") boolean faultInjection) {}
