package io.minova.scheduler.weights;

import io.minova.scheduler.GroupMembers;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import io.minova.scheduler.WeigherProperties;
import org.springframework.stereotype.Component;

/** Prefers hosts with members of the group. Mirrors {@code nova/scheduler/weights/affinity.py: ServerGroupSoftAffinityWeigher}. */
@Component
public class ServerGroupSoftAffinityWeigher implements HostWeigher {

    private final double multiplier;

    public ServerGroupSoftAffinityWeigher(WeigherProperties properties) {
        this.multiplier = properties.softAffinityWeightMultiplier();
    }

    @Override
    public double weigh(HostState host, SchedulingRequest request) {
        GroupMembers group = request.group();
        return group == null || !group.hasPolicy("soft-affinity") ? 0 : group.count(host.host());
    }

    @Override
    public double multiplier() {
        return multiplier;
    }
}
