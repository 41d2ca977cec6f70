package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.InstanceGroup;
import io.minova.store.InstanceGroupRepository;
import io.minova.store.QuotaLimits;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The group that new servers are to join, and the one a server is in.
 *
 * <p>Failure: 400 for a group that the project has not, 403 for a full one.
 * <p>Mirrors {@code nova/compute/api.py: _get_requested_instance_group, _check_quota_server_group_members}.
 */
@Component
final class ServerGroups {

    private final InstanceGroupRepository groups;
    private final QuotaLimits limits;

    ServerGroups(InstanceGroupRepository groups, QuotaLimits limits) {
        this.groups = groups;
        this.limits = limits;
    }

    /** The group that the hints name; null for none. */
    @Nullable InstanceGroup requested(ComputeRequest request, Map<String, String> hints, int newMembers) {
        String uuid = hints.get("group");
        if (uuid == null) {
            return null;
        }
        InstanceGroup group = groups.find(uuid)
                .filter(found -> request.context().isAdmin() || found.projectId().equals(request.projectId()))
                .orElseThrow(() -> ApiFault.badRequest("Instance group " + uuid + " could not be found."));
        int limit = limits.ofProject(group.projectId()).getOrDefault("server_group_members", QuotaLimits.UNLIMITED);
        if (limit >= 0 && group.members().size() + newMembers > limit) {
            throw ApiFault.forbidden("Quota exceeded, too many servers in group");
        }
        return group;
    }

    void join(@Nullable InstanceGroup group, List<Instance> servers) {
        if (group != null) {
            groups.addMembers(group.id(), servers.stream().map(Instance::uuid).toList());
        }
    }

    /** As the view of a server shows it: one uuid or none. */
    List<String> of(String instanceUuid) {
        return groups.findByInstance(instanceUuid).map(group -> List.of(group.uuid())).orElse(List.of());
    }
}
