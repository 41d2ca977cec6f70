package io.minova.concurrency;

/**
 * How the workers of an executor come, go and take turns.
 *
 * @param growth when a task calls for one more worker, while there are fewer than the limit
 * @param lingerNanos how long a worker without work waits for more: 0 it ends at once, {@link #FOR_EVER} never
 * @param turn what a worker does between two tasks
 * @param warnsWhenFull whether a task that must wait is worth a warning: Nova warns of native pools only
 */
record WorkerRules(Growth growth, long lingerNanos, Turn turn, boolean warnsWhenFull) {

    static final long FOR_EVER = Long.MAX_VALUE;

    /** futurist's native pool: a thread at every submit until there are enough, kept. */
    static final WorkerRules NATIVE_POOL = new WorkerRules(Growth.AT_EVERY_SUBMIT, FOR_EVER, Turn.NEXT_TASK, true);

    /** Eventlet's native threads for blocking calls. */
    static final WorkerRules TPOOL = new WorkerRules(Growth.AT_EVERY_SUBMIT, FOR_EVER, Turn.NEXT_TASK, false);

    /**
     * One new worker at a time is enough on one carrier, where it runs only once those before it yield: it takes a task then, and calls the next one.
     * Nobody preempts a green thread: without a yield, one worker with a long queue would be a task that never ends.
     */
    static final WorkerRules GREEN = new WorkerRules(Growth.ONE_ON_ITS_WAY, 0, Turn.YIELD, false);

    /** 1 ms: a burst of tasks keeps its thread, an idle host has none. */
    static final WorkerRules BORROWED = new WorkerRules(Growth.WHEN_NEEDED, 1_000_000, Turn.NEXT_TASK, true);

    /**
     * Back behind whoever else wants the shared pool, after each task if there is anybody: that is what makes it fair. One turn on its way, because each is a
     * task of the shared pool: short tasks that come one by one would pay for one each.
     */
    static final WorkerRules CAPPED = new WorkerRules(Growth.ONE_ON_ITS_WAY, 0, Turn.BACK_OF_THE_LINE, false);

    static final WorkerRules INLINE = new WorkerRules(Growth.AT_EVERY_SUBMIT, 0, Turn.IN_PLACE, false);

    /** Whether the task just queued calls for one more worker; {@code unclaimed} workers run nothing yet. */
    boolean wantsWorker(long waiting, long unclaimed) {
        return switch (growth) {
            case AT_EVERY_SUBMIT -> true;
            case WHEN_NEEDED -> waiting > unclaimed;
            case ONE_ON_ITS_WAY -> waiting > 0 && unclaimed <= 0;
        };
    }

    /** Whether a worker that has taken a task and leaves others waiting may have to call one more. */
    boolean callsTheNext() {
        return growth == Growth.ONE_ON_ITS_WAY;
    }

    /** Whether a worker that takes no next task at once ends. */
    boolean endsWithItsTurn() {
        return turn == Turn.BACK_OF_THE_LINE || turn == Turn.IN_PLACE;
    }

    enum Growth {
        AT_EVERY_SUBMIT,
        WHEN_NEEDED,
        ONE_ON_ITS_WAY
    }

    enum Turn {
        /** The next task at once. */
        NEXT_TASK,
        /** The next task, but after a while the others have the processor first. */
        YIELD,
        /** The next task while nobody else waits, after a yield now and then; otherwise nothing: the worker is started anew if tasks wait. */
        BACK_OF_THE_LINE,
        /** Nothing: the worker runs the very task that called for it. */
        IN_PLACE
    }
}
