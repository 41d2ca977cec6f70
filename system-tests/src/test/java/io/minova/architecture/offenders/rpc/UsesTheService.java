package io.minova.architecture.offenders.rpc;

import io.minova.architecture.offenders.service.ReadsTheEnvironment;

/** Breaks "common goes one way", and with {@link ReadsTheEnvironment} "common is free of cycles". */
public record UsesTheService(ReadsTheEnvironment above) {}
