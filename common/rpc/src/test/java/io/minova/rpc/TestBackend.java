package io.minova.rpc;

import io.minova.concurrency.Backend;
import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.NovaRelease;
import io.minova.concurrency.PoolSizes;
import io.minova.concurrency.Time;
import java.util.EnumSet;
import java.util.Locale;

/** Executors of the backend that the build chose for this run. */
public final class TestBackend {

    private TestBackend() {}

    public static ExecutorRegistry newRegistry(String process) {
        Backend backend = Backend.valueOf(System.getProperty("minova.test.backend", "threading").toUpperCase(Locale.ROOT));
        BackendSelection selection = new BackendSelection(process, backend, "the build chose it", NovaRelease.DEFAULT, EnumSet.allOf(Backend.class));
        return new ExecutorRegistry(selection, process, PoolSizes.defaults(), Time.system());
    }
}
