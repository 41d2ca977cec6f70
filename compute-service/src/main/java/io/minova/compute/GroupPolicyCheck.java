package io.minova.compute;

import io.minova.objects.ErrorCode;
import io.minova.objects.GroupPlacement;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once more, on the host that was chosen, whether a member of a server group may be there: two schedulers may have decided at the same time.
 *
 * <p>Threads: one check per host and group at a time. Two hosts that take members of one affinity group at the same instant still miss each other, as in Nova.
 * <p>Failure: GroupAffinityViolation, after which a build goes to another host and a server that moves stays where it is.
 * <p>Mirrors {@code nova/compute/manager.py: _validate_instance_group_policy}.
 */
final class GroupPolicyCheck {

    private static final Logger LOG = LoggerFactory.getLogger(GroupPolicyCheck.class);

    private final HostContext host;

    GroupPolicyCheck(HostContext host) {
        this.host = host;
    }

    /** To be called when the server has its room on this host. */
    void check(String instanceUuid, RequestSpec spec) {
        String groupUuid = spec.schedulerHints().get("group");
        if (groupUuid != null) {
            checkLocked(instanceUuid, groupUuid);
        }
    }

    /** The same for a server whose request is not at hand. */
    void check(String instanceUuid) {
        GroupPlacement group = host.conductor().instanceGroupOf(instanceUuid);
        if (group != null) {
            checkLocked(instanceUuid, group.uuid());
        }
    }

    private void checkLocked(String instanceUuid, String groupUuid) {
        try {
            host.locks().call(groupUuid, () -> {
                GroupPlacement group = host.conductor().instanceGroup(groupUuid);
                if (group != null) {
                    check(instanceUuid, group);
                }
                return true;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("nothing in the check of a group is checked", e);
        }
    }

    private void check(String instanceUuid, GroupPlacement group) {
        switch (group.policy()) {
            case "anti-affinity" -> {
                Set<String> here = new HashSet<>(host.tracker().instances());
                here.retainAll(group.members());
                here.remove(instanceUuid);
                if (here.size() > group.serversPerHostMax() - 1) {
                    throw violation("Anti-affinity", instanceUuid, group);
                }
            }
            case "affinity" -> {
                boolean isElsewhere = group.hostByMember().entrySet().stream().anyMatch(member -> !member.getKey().equals(instanceUuid));
                boolean isHere = group.hostByMember().entrySet().stream()
                        .anyMatch(member -> !member.getKey().equals(instanceUuid) && member.getValue().equals(host.host()));
                if (isElsewhere && !isHere) {
                    throw violation("Affinity", instanceUuid, group);
                }
            }
            default -> LOG.debug("group {}: {} is a wish, nothing to check", group.uuid(), group.policy());
        }
    }

    private NovaException violation(String policy, String instanceUuid, GroupPlacement group) {
        LOG.info("instance {}: {} of group {} would be violated on {}", instanceUuid, policy, group.uuid(), host.host());
        return new NovaException(ErrorCode.GROUP_AFFINITY_VIOLATION, policy + " instance group policy was violated");
    }
}
