package io.minova.scheduler;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a server group by host, as one request sees them: those that are somewhere, and those that the request has placed itself.
 *
 * <p>Threads: of one request only.
 * <p>Mirrors {@code nova/scheduler/utils.py: setup_instance_group}; differs: there the conductor asks, here the scheduler.
 */
public final class GroupMembers {

    private final String policy;
    private final int serversPerHostMax;
    private final Map<String, Set<String>> byHost = new HashMap<>();

    /** @param maxServerPerHost of an anti-affinity group; null for one */
    public GroupMembers(String policy, @Nullable Integer maxServerPerHost) {
        this.policy = policy;
        this.serversPerHostMax = maxServerPerHost == null ? 1 : maxServerPerHost;
    }

    public void add(String host, String instanceUuid) {
        byHost.computeIfAbsent(host, added -> new HashSet<>()).add(instanceUuid);
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
