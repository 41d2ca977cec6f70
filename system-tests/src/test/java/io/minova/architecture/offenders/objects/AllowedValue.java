package io.minova.architecture.offenders.objects;

/** Breaks nothing. */
public record AllowedValue(int count) {}
