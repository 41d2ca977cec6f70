package io.minova.concurrency;

/** What happens when a task waits for another one that cannot start because of the wait: the option {@code nova.wait-guard}. */
public enum WaitGuardMode {
    /** Nobody looks. */
    OFF,
    /** It is reported, with the stacks of those who wait. */
    WARN,
    /** It is reported, and the wait that closed the circle ends with {@link WaitDeadlockException}. */
    FAIL,
    /** It is reported, and a waiting thread runs the task it waits for. */
    LEND
}
