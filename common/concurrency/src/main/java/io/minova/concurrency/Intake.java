package io.minova.concurrency;

/**
 * What became of a task that was given to an executor.
 *
 * @param isWarned whether it must wait where that is worth a warning
 * @param slot of the worker to start for it, or {@link #NO_WORKER}
 */
record Intake(boolean isRefused, boolean isWarned, int slot) {

    static final int NO_WORKER = -1;

    static final Intake REFUSED = new Intake(true, false, NO_WORKER);
    private static final Intake QUEUED = new Intake(false, false, NO_WORKER);
    private static final Intake QUEUED_WITH_A_WARNING = new Intake(false, true, NO_WORKER);

    /** Allocates only where a thread is started anyway. */
    static Intake of(boolean isWarned, int slot) {
        if (slot == NO_WORKER) {
            return isWarned ? QUEUED_WITH_A_WARNING : QUEUED;
        }
        return new Intake(false, isWarned, slot);
    }
}
