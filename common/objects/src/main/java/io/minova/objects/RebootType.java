package io.minova.objects;

/** How a guest is restarted: by its own shutdown, or by pulling the plug. */
public enum RebootType {
    SOFT,
    HARD
}
