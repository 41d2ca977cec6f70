package io.minova.architecture.offenders.concurrency;

/** Stands for the product's. */
public enum Backend {
    EVENTLET
}
