package io.minova.architecture.offenders.api;

import io.minova.architecture.offenders.conductor.Sleeps;

/** Breaks "services do not import each other". */
public record ImportsTheConductor(Sleeps neighbour) {}
