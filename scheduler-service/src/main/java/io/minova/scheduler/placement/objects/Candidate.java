package io.minova.scheduler.placement.objects;

import java.util.Map;
import java.util.Set;

/**
 * One way to satisfy a request. Mirrors placement's {@code objects/allocation_candidate.py: AllocationRequest}.
 *
 * @param anchor id of the root for which it is one
 * @param amounts provider id to class to amount
 * @param mappings suffix to the uuids of the providers that satisfy its group
 */
public record Candidate(long anchor, Map<Long, Map<String, Long>> amounts, Map<String, Set<String>> mappings) {}
