package io.minova.concurrency;

/**
 * Hands out executors by type: those of a process ({@link ExecutorRegistry}) or of one simulated host inside it.
 *
 * <p>Threads: safe for any caller; an executor is created at its first use, once.
 */
public interface Executors {

    /** The executor of that type; the same object at every call. */
    TaskExecutor executor(ExecutorType type);
}
