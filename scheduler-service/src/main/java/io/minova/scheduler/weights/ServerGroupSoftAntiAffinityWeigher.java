package io.minova.scheduler.weights;

import io.minova.scheduler.GroupMembers;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import io.minova.scheduler.WeigherProperties;
import org.springframework.stereotype.Component;

/** Avoids hosts with members of the group. Mirrors {@code nova/scheduler/weights/affinity.py: ServerGroupSoftAntiAffinityWeigher}. */
@Component
public class ServerGroupSoftAntiAffinityWeigher implements HostWeigher {

    private final double multiplier;

    public ServerGroupSoftAntiAffinityWeigher(WeigherProperties properties) {
        this.multiplier = -properties.softAntiAffinityWeightMultiplier();
    }

    @Override
    public double weigh(HostState host, SchedulingRequest request) {
        GroupMembers group = request.group();
        return group == null || !group.hasPolicy("soft-anti-affinity") ? 0 : group.count(host.host());
    }

    @Override
    public double multiplier() {
        return multiplier;
    }
}
