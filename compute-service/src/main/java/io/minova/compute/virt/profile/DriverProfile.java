package io.minova.compute.virt.profile;

import io.minova.compute.virt.HypervisorCapacity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A whole profile file, checked.
 *
 * @param source the file it came from, for messages
 * @param seed the same seed, hosts and order of operations give the same delays and failures
 * @param hosts exceptions for some hosts, applied in order: a later one overrides an earlier one
 */
public record DriverProfile(
        String source,
        Physics physics,
        long seed,
        HypervisorCapacity hypervisor,
        Map<Operation, OperationCost> operations,
        List<HostException> hosts) {

    /**
     * What differs on the hosts whose name matches.
     *
     * @param match a host name in which {@code *} stands for any text and {@code ?} for one character
     * @param operations what is given of an operation replaces that part of it: its steps, its failure rate, or both
     */
    public record HostException(String match, CapacityChange hypervisor, Map<Operation, CostChange> operations) {

        public HostException {
            operations = Map.copyOf(operations);
        }

        boolean matches(String host) {
            StringBuilder regex = new StringBuilder();
            for (char c : match.toCharArray()) {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
            return host.matches(regex.toString());
        }
    }

    /** Parts of an operation's cost; null leaves a part as it was. */
    public record CostChange(@Nullable Double failureRate, @Nullable List<Step> steps) {

        OperationCost applyTo(OperationCost cost) {
            return new OperationCost(failureRate == null ? cost.failureRate() : failureRate, steps == null ? cost.steps() : steps);
        }
    }

    /** Parts of a capacity; null leaves a part as it was. */
    public record CapacityChange(
            @Nullable Integer vcpus, @Nullable Integer memoryMb, @Nullable Integer localGb, @Nullable String type, @Nullable Integer version) {

        HypervisorCapacity applyTo(HypervisorCapacity capacity) {
            return new HypervisorCapacity(
                    vcpus == null ? capacity.vcpus() : vcpus,
                    memoryMb == null ? capacity.memoryMb() : memoryMb,
                    localGb == null ? capacity.localGb() : localGb,
                    type == null ? capacity.type() : type,
                    version == null ? capacity.version() : version);
        }
    }

    public DriverProfile {
        operations = Map.copyOf(operations);
        hosts = List.copyOf(hosts);
    }

    /** The profile of one host. */
    public HostProfile forHost(String host) {
        Map<Operation, OperationCost> costs = new EnumMap<>(Operation.class);
        costs.putAll(operations);
        HypervisorCapacity capacity = hypervisor;
        for (HostException exception : hosts) {
            if (exception.matches(host)) {
                capacity = exception.hypervisor().applyTo(capacity);
                exception.operations().forEach(
                        (operation, change) -> costs.merge(operation, change.applyTo(OperationCost.FREE), (old, alone) -> change.applyTo(old)));
            }
        }
        return new HostProfile(physics, seed, capacity, costs);
    }
}
