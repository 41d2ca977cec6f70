package io.minova.objects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hypervisor as its compute service last described it. Its uuid is also that of its resource provider.
 *
 * <p>Units: memory in MiB, disk in GiB. Free amounts may be negative.
 * <p>Mirrors {@code nova/objects/compute_node.py: ComputeNode}.
 */
public record ComputeNode(
        long id,
        String uuid,
        String host,
        String hypervisorHostname,
        String hypervisorType,
        int hypervisorVersion,
        String hostIp,
        int vcpus,
        int memoryMb,
        int localGb,
        int vcpusUsed,
        int memoryMbUsed,
        int localGbUsed,
        int runningVms,
        int currentWorkload,
        int failedBuilds,
        double cpuAllocationRatio,
        double ramAllocationRatio,
        double diskAllocationRatio,
        String cpuInfo,
        @Nullable Instant updatedAt) {}
