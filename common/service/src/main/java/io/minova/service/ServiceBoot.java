package io.minova.service;

import io.minova.concurrency.BackendSelection;

/** Starts a service. */
public final class ServiceBoot {

    private ServiceBoot() {}

    public static void run(Class<?> application, BackendSelection selection, String[] args) {
        throw new UnsupportedOperationException("in work");
    }
}
