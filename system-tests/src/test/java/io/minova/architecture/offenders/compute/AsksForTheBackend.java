package io.minova.architecture.offenders.compute;

import io.minova.architecture.offenders.concurrency.Backend;

/** Breaks "only mains mention the backend". */
public final class AsksForTheBackend {

    boolean yields(Backend backend) {
        return backend == Backend.EVENTLET;
    }
}
