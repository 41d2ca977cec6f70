package io.minova.objects;

import org.jspecify.annotations.Nullable;

/** A field's new value, so that "set to null" and "left alone" differ: a null {@code Change} leaves the field alone. */
public record Change<T>(@Nullable T to) {}
