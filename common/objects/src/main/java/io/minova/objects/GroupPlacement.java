package io.minova.objects;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server group as whoever places a member sees it: its policy, and where its members are. Mirrors {@code nova/objects/instance_group.py: InstanceGroup} with
 * its hosts.
 *
 * @param policy {@code affinity}, {@code anti-affinity}, {@code soft-affinity} or {@code soft-anti-affinity}
 * @param maxServerPerHost how many members of an anti-affinity group may share a host; null for one
 * @param hostByMember uuid to host of those that are somewhere
 * @param members uuids of all, also of those that are nowhere yet
 */
public record GroupPlacement(
        String uuid, String policy, @Nullable Integer maxServerPerHost, Map<String, String> hostByMember, List<String> members) {

    public GroupPlacement {
        hostByMember = Map.copyOf(hostByMember);
        members = List.copyOf(members);
    }

    /** How many members may share a host. */
    public int serversPerHostMax() {
        return maxServerPerHost == null ? 1 : maxServerPerHost;
    }
}
