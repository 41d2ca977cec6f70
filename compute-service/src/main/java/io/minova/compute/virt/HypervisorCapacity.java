package io.minova.compute.virt;

/**
 * What a hypervisor has to give, as its driver reports it.
 *
 * <p>Units: memory in MiB, disk in GiB; the version is Nova's number form, 1000000 for 1.0.0.
 * <p>Mirrors {@code nova/virt/fake.py: Resources}.
 */
public record HypervisorCapacity(int vcpus, int memoryMb, int localGb, String type, int version) {}
