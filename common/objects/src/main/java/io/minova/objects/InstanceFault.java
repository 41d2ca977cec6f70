package io.minova.objects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a server is in error, for its owner; details are for administrators. Mirrors {@code nova/objects/instance_fault.py}. */
public record InstanceFault(String instanceUuid, int code, String message, @Nullable String details, @Nullable String host, Instant createdAt) {}
