package io.minova.architecture.offenders.service;

import io.minova.architecture.offenders.rpc.UsesTheService;

/** Breaks "only the boot reads the environment". */
public final class ReadsTheEnvironment {

    String home() {
        return System.getenv("HOME");
    }

    String below() {
        return UsesTheService.class.getName();
    }
}
