package io.minova.architecture.offenders.service;

/** Breaks nothing: the boot reads the environment. */
public final class ServiceBoot {

    String home() {
        return System.getenv("HOME");
    }
}
