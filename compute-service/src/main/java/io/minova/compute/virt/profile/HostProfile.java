package io.minova.compute.virt.profile;

import io.minova.compute.virt.HypervisorCapacity;
import java.util.Map;

/** A profile as it applies to one host, its selectors resolved. */
public record HostProfile(Physics physics, long seed, HypervisorCapacity hypervisor, Map<Operation, OperationCost> operations) {

    public HostProfile {
        operations = Map.copyOf(operations);
    }

    /** The cost of an operation; one the profile does not name is free. */
    public OperationCost cost(Operation operation) {
        return operations.getOrDefault(operation, OperationCost.FREE);
    }
}
