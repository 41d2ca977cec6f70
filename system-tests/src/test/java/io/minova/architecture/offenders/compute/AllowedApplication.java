package io.minova.architecture.offenders.compute;

import io.minova.architecture.offenders.concurrency.Backend;

/** Breaks nothing: a main chooses the backend. */
public final class AllowedApplication {

    private AllowedApplication() {}

    public static void main(String[] args) {
        System.out.println(Backend.EVENTLET);
    }
}
