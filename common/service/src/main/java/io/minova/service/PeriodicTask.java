package io.minova.service;

import java.time.Duration;

/**
 * A task that runs again and again, on the one loop that all periodic tasks of a service share: a slow one delays the others.
 *
 * <p>A failing run is logged and counted; the task stays. Mirrors {@code oslo_service/periodic_task.py: periodic_task}.
 *
 * @param spacing from one start to the next; must be positive
 * @param start when it runs first
 */
public record PeriodicTask(String name, Duration spacing, Start start, Body body) {

    public PeriodicTask {
        if (spacing.isNegative() || spacing.isZero()) {
            throw new IllegalArgumentException("The spacing of periodic task " + name + " must be positive, not " + spacing);
        }
    }

    /** A task whose first run comes one spacing after the start of the service, as in Nova. */
    public PeriodicTask(String name, Duration spacing, Body body) {
        this(name, spacing, Start.AFTER_ONE_SPACING, body);
    }

    /** When a task runs first. */
    public enum Start {
        IMMEDIATELY,
        AFTER_ONE_SPACING
    }

    /** What a periodic task does. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }
}
