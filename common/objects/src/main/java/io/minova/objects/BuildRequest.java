package io.minova.objects;

/**
 * A server that was promised and has no cell yet. Its deletion is the signal to give up the build.
 *
 * <p>Mirrors {@code nova/objects/build_request.py: BuildRequest}.
 */
public record BuildRequest(Instance instance, RequestSpec requestSpec) {}
