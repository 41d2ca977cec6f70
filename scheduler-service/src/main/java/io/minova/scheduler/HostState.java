package io.minova.scheduler;

import io.minova.objects.ComputeNode;
import io.minova.objects.Flavor;

/**
 * A host as one request sees it: built fresh from the database for the request, reduced by what the request itself places on it.
 *
 * <p>Threads: of one request only.
 * <p>Mirrors {@code nova/scheduler/host_manager.py: HostState}.
 */
public final class HostState {

    private final ComputeNode node;
    private final String cellUuid;
    private final boolean up;
    private final boolean enabled;
    private int freeRamMb;
    private long freeDiskMb;
    private int vcpusUsed;
    private int instanceCount;
    private int ioOperationCount;

    /** {@code up} and {@code enabled} are those of the host's compute service. */
    public HostState(ComputeNode node, String cellUuid, boolean up, boolean enabled) {
        this.node = node;
        this.cellUuid = cellUuid;
        this.up = up;
        this.enabled = enabled;
        this.freeRamMb = node.memoryMb() - node.memoryMbUsed();
        this.freeDiskMb = (node.localGb() - node.localGbUsed()) * 1024L;
        this.vcpusUsed = node.vcpusUsed();
        this.instanceCount = node.runningVms();
        this.ioOperationCount = node.currentWorkload();
    }

    /** Takes the room of one more server of that flavor. Mirrors {@code HostState.consume_from_request}; swap is not counted there either. */
    public void consume(Flavor flavor) {
        freeRamMb -= flavor.memoryMb();
        freeDiskMb -= (flavor.rootGb() + flavor.ephemeralGb()) * 1024L;
        vcpusUsed += flavor.vcpus();
        instanceCount++;
        ioOperationCount++;
    }

    public ComputeNode node() {
        return node;
    }

    public String host() {
        return node.host();
    }

    public String cellUuid() {
        return cellUuid;
    }

    public boolean isUp() {
        return up;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public int freeRamMb() {
        return freeRamMb;
    }

    public long freeDiskMb() {
        return freeDiskMb;
    }

    /** Virtual CPUs left under the allocation ratio. */
    public double freeVcpus() {
        return node.vcpus() * node.cpuAllocationRatio() - vcpusUsed;
    }

    public int instanceCount() {
        return instanceCount;
    }

    public int ioOperationCount() {
        return ioOperationCount;
    }

    public int failedBuilds() {
        return node.failedBuilds();
    }
}
