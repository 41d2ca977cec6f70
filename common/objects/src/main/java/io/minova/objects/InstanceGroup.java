package io.minova.objects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Servers that must, or must not, share a host; a server group at the API. Mirrors {@code nova/objects/instance_group.py: InstanceGroup}.
 *
 * @param policy {@code affinity}, {@code anti-affinity}, {@code soft-affinity} or {@code soft-anti-affinity}
 * @param maxServerPerHost how many members of an anti-affinity group may share a host; null for one
 * @param members uuids of servers, deleted ones left out by whoever reads
 */
public record InstanceGroup(
        long id, String uuid, String projectId, String userId, String name, String policy, @Nullable Integer maxServerPerHost,
        List<String> members) {

    public InstanceGroup {
        members = List.copyOf(members);
    }
}
