package io.minova.service;

import io.minova.concurrency.Backend;
import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.BackendSelector;
import io.minova.concurrency.NovaRelease;
import java.util.EnumSet;
import java.util.Locale;

/** The backend that the build chose for this run of the tests. */
final class TestSelection {

    private TestSelection() {}

    static BackendSelection of(String service) {
        Backend backend = Backend.valueOf(System.getProperty("minova.test.backend", "threading").toUpperCase(Locale.ROOT));
        return BackendSelector.select(
                new BackendSelection(service, backend, "the build chose it", NovaRelease.DEFAULT, EnumSet.allOf(Backend.class)));
    }
}
