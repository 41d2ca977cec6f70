package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.policy.Rule.Check;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import io.minova.store.InstanceRepository;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** What a server's owner notes of it. Mirrors {@code nova/api/openstack/compute/server_metadata.py: ServerMetadataController}. */
@Controller
@RequestMapping("/compute/v2.1/servers/{id}/metadata")
final class ServerMetadataController {

    private static final Rule INDEX = rule("index", Check.PROJECT_READER_OR_ADMIN);
    private static final Rule SHOW = rule("show", Check.PROJECT_READER_OR_ADMIN);
    private static final Rule CREATE = rule("create", Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Rule UPDATE = rule("update", Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Rule UPDATE_ALL = rule("update_all", Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Rule DELETE = rule("delete", Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Set<VmState> CHANGEABLE = Set.of(VmState.ACTIVE, VmState.PAUSED, VmState.SUSPENDED, VmState.STOPPED);

    private final ServerLookup lookup;
    private final InstanceRepository instances;

    ServerMetadataController(ServerLookup lookup, InstanceRepository instances) {
        this.lookup = lookup;
        this.instances = instances;
    }

    private static Rule rule(String name, Check check) {
        return new Rule("os_compute_api:server-metadata:" + name, check);
    }

    @GetMapping
    Answer index(ComputeRequest request, @PathVariable String id) {
        return all(find(request, id, INDEX).instance().metadata());
    }

    @PostMapping
    Answer create(ComputeRequest request, @PathVariable String id, @Body("server-metadata") JsonNode body) {
        return all(change(request, find(request, id, CREATE), MapPatch.put(strings(body.path("metadata")))));
    }

    @PutMapping
    Answer updateAll(ComputeRequest request, @PathVariable String id, @Body("server-metadata") JsonNode body) {
        ServerLookup.Found found = find(request, id, UPDATE_ALL);
        Map<String, String> metadata = strings(body.path("metadata"));
        checkCount(metadata);
        Cell cell = requireChangeable(request, found, "update metadata");
        return all(instances.save(cell, found.instance().uuid(), InstanceUpdate.builder().metadata(metadata).build(), null).metadata());
    }

    @GetMapping("/{key}")
    Answer show(ComputeRequest request, @PathVariable String id, @PathVariable String key) {
        return one(key, required(find(request, id, SHOW).instance(), key));
    }

    @PutMapping("/{key}")
    Answer update(ComputeRequest request, @PathVariable String id, @PathVariable String key, @Body("server-meta") JsonNode body) {
        ServerLookup.Found found = find(request, id, UPDATE);
        JsonNode value = body.path("meta").path(key);
        if (value.isMissingNode()) {
            throw ApiFault.badRequest("Request body and URI mismatch");
        }
        change(request, found, MapPatch.put(key, value.asString("")));
        return one(key, value.asString(""));
    }

    @DeleteMapping("/{key}")
    Answer delete(ComputeRequest request, @PathVariable String id, @PathVariable String key) {
        ServerLookup.Found found = find(request, id, DELETE);
        required(found.instance(), key);
        Cell cell = requireChangeable(request, found, "delete metadata");
        instances.update(cell, found.instance().uuid(), InstanceUpdate.builder().metadata(MapPatch.remove(key)).build(), null);
        return Answer.noContent();
    }

    private ServerLookup.Found find(ComputeRequest request, String id, Rule rule) {
        ServerLookup.Found found = lookup.find(request.context(), id);
        rule.require(request.context(), found.instance().projectId());
        return found;
    }

    private Map<String, String> change(ComputeRequest request, ServerLookup.Found found, MapPatch patch) {
        checkCount(patch.applyTo(found.instance().metadata()));
        Cell cell = requireChangeable(request, found, "update metadata");
        return instances.save(cell, found.instance().uuid(), InstanceUpdate.builder().metadata(patch).build(), null).metadata();
    }

    private static Cell requireChangeable(ComputeRequest request, ServerLookup.Found found, String action) {
        Instance instance = found.instance();
        ServerLock.requireUnlocked(request.context(), instance);
        Cell cell = found.cell();
        if (cell == null || !CHANGEABLE.contains(instance.vmState())) {
            throw ApiFault.conflict("Cannot '" + action + "' instance " + instance.uuid() + " while it is in vm_state " + instance.vmState().word());
        }
        return cell;
    }

    private static void checkCount(Map<String, String> metadata) {
        if (metadata.size() > Limits.METADATA_ITEMS) {
            throw ApiFault.forbidden("Maximum number of metadata items exceeds " + Limits.METADATA_ITEMS);
        }
    }

    private static String required(Instance instance, String key) {
        String value = instance.metadata().get(key);
        if (value == null) {
            throw ApiFault.notFound("Metadata item was not found");
        }
        return value;
    }

    private static Answer all(Map<String, String> metadata) {
        return Answer.ok(Map.of("metadata", new TreeMap<>(metadata)));
    }

    private static Answer one(String key, String value) {
        return Answer.ok(Map.of("meta", Map.of(key, value)));
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new LinkedHashMap<>();
        object.properties().forEach(property -> strings.put(property.getKey(), property.getValue().asString("")));
        return strings;
    }
}
