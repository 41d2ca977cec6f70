package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.network.SecurityGroups;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.store.Cell;
import io.minova.store.SecurityGroupRepository.SecurityGroup;
import io.minova.store.ServerSecurityGroups;
import tools.jackson.databind.JsonNode;

/**
 * Gives a server a security group, or takes one from it. A server without ports can have none.
 *
 * <p>Mirrors {@code nova/network/security_group_api.py: add_to_instance, remove_from_instance}.
 */
record SecurityGroupAction(String key, Rule rule, boolean adds, SecurityGroups groups, ServerSecurityGroups servers) implements ServerAction {

    @Override
    public boolean isStoppedByLock() {
        return false;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        String name = argument.path("name").asString("");
        SecurityGroup group = groups.named(instance.projectId(), name)
                .orElseThrow(() -> ApiFault.notFound("Security group " + name + " not found for project " + instance.projectId() + "."));
        Cell cell = InstanceState.requireCell(server, key);
        if (instance.networkInfo().isEmpty()) {
            throw ApiFault.notFound("instance_id " + instance.uuid() + " could not be found as device id on any ports");
        }
        if (adds) {
            servers.add(cell, instance.uuid(), group.name());
        } else if (!servers.remove(cell, instance.uuid(), group.name())) {
            throw ApiFault.notFound("Security group " + name + " not associated with the instance " + instance.uuid());
        }
        return Answer.accepted();
    }
}
