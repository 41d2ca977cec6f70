package io.minova.concurrency;

import org.jspecify.annotations.Nullable;

/**
 * What the wait guard has seen so far.
 *
 * @param deadlocks waits that could not end, each counted once
 * @param failedWaits waits it ended with {@link WaitDeadlockException}
 * @param lentTasks tasks it let a waiting thread run
 * @param lastDeadlock the newest one in a line; null while there was none
 */
public record WaitGuardState(WaitGuardMode mode, long deadlocks, long failedWaits, long lentTasks, @Nullable String lastDeadlock) {}
