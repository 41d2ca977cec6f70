package io.minova.scheduler;

import io.minova.objects.GroupPlacement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The members of a server group by host, as one request sees them: those that are somewhere, and those that the request has placed itself.
 *
 * <p>Threads: of one request only.
 * <p>Mirrors {@code nova/scheduler/utils.py: setup_instance_group}.
 */
public final class GroupMembers {

    private final String policy;
    private final int serversPerHostMax;
    private final Map<String, Set<String>> byHost = new HashMap<>();

    public GroupMembers(GroupPlacement group) {
        this.policy = group.policy();
        this.serversPerHostMax = group.serversPerHostMax();
        group.hostByMember().forEach((member, host) -> add(host, member));
    }

    public void add(String host, String instanceUuid) {
        byHost.computeIfAbsent(host, added -> new HashSet<>()).add(instanceUuid);
    }

    public String policy() {
        return policy;
    }

    public boolean hasPolicy(String word) {
        return policy.equals(word);
    }

    public int serversPerHostMax() {
        return serversPerHostMax;
    }

    public int count(String host) {
        return byHost.getOrDefault(host, Set.of()).size();
    }

    /** Hosts that have a member. */
    public Set<String> hosts() {
        return Set.copyOf(byHost.keySet());
    }
}
