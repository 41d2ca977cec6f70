package io.minova.concurrency.testing;

import io.minova.concurrency.Backend;
import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.NovaRelease;
import io.minova.concurrency.PoolSizes;
import io.minova.concurrency.Time;
import java.util.EnumSet;
import java.util.Locale;

/** The backend of this test run, as the build says: each suite runs once in each. Without the build, threading. */
public final class TestBackend {

    private static final String PROPERTY = "minova.test.backend";

    private TestBackend() {}

    public static Backend backend() {
        return Backend.valueOf(System.getProperty(PROPERTY, "threading").toUpperCase(Locale.ROOT));
    }

    public static BackendSelection selection() {
        return new BackendSelection("test", backend(), PROPERTY + " says so", NovaRelease.DEFAULT, EnumSet.allOf(Backend.class));
    }

    /** Executors on this run's backend with Nova's sizes. The caller closes them. */
    public static ExecutorRegistry registry(String processName) {
        return registry(processName, PoolSizes.defaults());
    }

    public static ExecutorRegistry registry(String processName, PoolSizes sizes) {
        return new ExecutorRegistry(selection(), processName, sizes, Time.system());
    }
}
