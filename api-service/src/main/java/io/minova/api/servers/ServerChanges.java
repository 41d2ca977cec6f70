package io.minova.api.servers;

import io.minova.api.validation.NovaFormats;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.BuildRequest;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cell;
import io.minova.store.InstanceRepository;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Changes what a client may change of a server without asking its host: name, description, host name, access addresses.
 *
 * <p>Mirrors {@code nova/compute/api.py: update_instance}; a server that waits to be scheduled is changed in its build request.
 */
@Component
final class ServerChanges {

    private final InstanceRepository instances;
    private final BuildRequestRepository buildRequests;
    private final ServerLookup lookup;

    ServerChanges(InstanceRepository instances, BuildRequestRepository buildRequests, ServerLookup lookup) {
        this.instances = instances;
        this.buildRequests = buildRequests;
        this.lookup = lookup;
    }

    /** The server as it is afterwards. */
    Instance change(ComputeRequest request, ServerLookup.Found found, JsonNode changes) {
        if (changes.isEmpty()) {
            return found.instance();
        }
        Cell cell = found.cell();
        if (cell == null) {
            Instance changed = changed(found.instance(), changes);
            BuildRequest promise = buildRequests.find(changed.uuid()).orElse(null);
            if (promise != null && buildRequests.update(new BuildRequest(changed, promise.requestSpec()))) {
                return changed;
            }
            // It was scheduled meanwhile.
            ServerLookup.Found again = lookup.find(request.context(), changed.uuid());
            cell = again.cell();
            if (cell == null) {
                throw ServerLookup.notFound(changed.uuid());
            }
        }
        return instances.save(cell, found.instance().uuid(), update(found.instance(), changes), null);
    }

    private static InstanceUpdate update(Instance instance, JsonNode changes) {
        InstanceUpdate.Builder update = InstanceUpdate.builder();
        if (changes.has("name")) {
            update.displayName(changes.path("name").asString("").strip());
        }
        if (changes.has("description")) {
            update.displayDescription(text(changes, "description"));
        }
        if (changes.has("hostname")) {
            update.hostname(changes.path("hostname").asString(""));
        }
        if (changes.has("accessIPv4")) {
            update.accessIpV4(text(changes, "accessIPv4"));
        }
        if (changes.has("accessIPv6")) {
            update.accessIpV6(NovaFormats.shortIpV6(text(changes, "accessIPv6")));
        }
        if (changes.has("OS-DCF:diskConfig")) {
            update.systemMetadata(withDiskConfig(instance, changes));
        }
        return update.build();
    }

    private static Instance changed(Instance i, JsonNode changes) {
        return new Instance(
                i.uuid(), i.projectId(), i.userId(), i.reservationId(), i.launchIndex(),
                changes.has("name") ? changes.path("name").asString("").strip() : i.displayName(),
                changes.has("description") ? text(changes, "description") : i.displayDescription(),
                changes.has("hostname") ? changes.path("hostname").asString("") : i.hostname(),
                i.imageRef(), i.flavor(), i.keyName(), i.userData(), i.configDrive(),
                changes.has("accessIPv4") ? text(changes, "accessIPv4") : i.accessIpV4(),
                changes.has("accessIPv6") ? NovaFormats.shortIpV6(text(changes, "accessIPv6")) : i.accessIpV6(),
                i.metadata(), changes.has("OS-DCF:diskConfig") ? withDiskConfig(i, changes) : i.systemMetadata(), i.securityGroups(),
                i.availabilityZone(), i.host(), i.node(), i.launchedOn(), i.vmState(), i.taskState(), i.powerState(), i.networkInfo(), i.createdAt(),
                i.updatedAt(), i.launchedAt(), i.terminatedAt(), i.deletedAt());
    }

    private static Map<String, String> withDiskConfig(Instance instance, JsonNode changes) {
        Map<String, String> metadata = new LinkedHashMap<>(instance.systemMetadata());
        metadata.put(SystemMetadata.DISK_CONFIG, changes.path("OS-DCF:diskConfig").asString("MANUAL"));
        return metadata;
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asString("") : null;
    }
}
