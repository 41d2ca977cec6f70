package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.microversions.Versions;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** A server's tags. Mirrors {@code nova/api/openstack/compute/server_tags.py: ServerTagsController}. */
@Controller
@RequestMapping("/compute/v2.1/servers/{id}/tags")
final class ServerTagsController {

    private static final int SINCE = 26;
    // 50 and 60: Nova's nova/objects/instance.py: MAX_TAG_COUNT and nova/objects/tag.py: MAX_TAG_LENGTH.
    private static final int TAGS_MAX = 50;
    private static final int TAG_LENGTH_MAX = 60;
    private static final Rule INDEX = rule("index", Check.PROJECT_READER_OR_ADMIN);
    private static final Rule SHOW = rule("show", Check.PROJECT_READER_OR_ADMIN);
    private static final Rule UPDATE = rule("update", Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Rule UPDATE_ALL = rule("update_all", Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Rule DELETE = rule("delete", Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Rule DELETE_ALL = rule("delete_all", Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Set<VmState> CHANGEABLE = Set.of(VmState.ACTIVE, VmState.PAUSED, VmState.SUSPENDED, VmState.STOPPED);

    private final ServerLookup lookup;
    private final InstanceRepository instances;

    ServerTagsController(ServerLookup lookup, InstanceRepository instances) {
        this.lookup = lookup;
        this.instances = instances;
    }

    private static Rule rule(String name, Check check) {
        return new Rule("os_compute_api:os-server-tags:" + name, check);
    }

    @GetMapping
    @Versions(from = SINCE)
    Answer index(ComputeRequest request, @PathVariable String id) {
        return Answer.ok(Map.of("tags", SystemMetadata.tags(find(request, id, INDEX).instance())));
    }

    @PutMapping
    @Versions(from = SINCE)
    Answer updateAll(ComputeRequest request, @PathVariable String id, @Body("server-tags") JsonNode body) {
        ServerLookup.Found found = find(request, id, UPDATE_ALL);
        Cell cell = requireChangeable(found, "update tags");
        List<String> tags = body.path("tags").valueStream().map(tag -> tag.asString("")).distinct().toList();
        return Answer.ok(Map.of("tags", SystemMetadata.tags(save(cell, found, tags))));
    }

    @DeleteMapping
    @Versions(from = SINCE)
    Answer deleteAll(ComputeRequest request, @PathVariable String id) {
        ServerLookup.Found found = find(request, id, DELETE_ALL);
        save(requireChangeable(found, "delete tags"), found, List.of());
        return Answer.noContent();
    }

    @GetMapping("/{tag}")
    @Versions(from = SINCE)
    Answer show(ComputeRequest request, @PathVariable String id, @PathVariable String tag) {
        required(find(request, id, SHOW).instance(), tag);
        return Answer.noContent();
    }

    @PutMapping("/{tag}")
    @Versions(from = SINCE)
    Answer update(ComputeRequest request, @PathVariable String id, @PathVariable String tag) {
        ServerLookup.Found found = find(request, id, UPDATE);
        Cell cell = requireChangeable(found, "update tag");
        check(tag);
        List<String> tags = new ArrayList<>(SystemMetadata.tags(found.instance()));
        if (tags.contains(tag)) {
            return Answer.noContent();
        }
        if (tags.size() >= TAGS_MAX) {
            throw ApiFault.badRequest("The number of tags exceeded the per-server limit " + TAGS_MAX);
        }
        tags.add(tag);
        save(cell, found, tags);
        return new Answer(201, null, Map.of("Location", request.links().self("servers", found.instance().uuid()) + "/tags/" + tag));
    }

    @DeleteMapping("/{tag}")
    @Versions(from = SINCE)
    Answer delete(ComputeRequest request, @PathVariable String id, @PathVariable String tag) {
        ServerLookup.Found found = find(request, id, DELETE);
        Cell cell = requireChangeable(found, "delete tag");
        required(found.instance(), tag);
        save(cell, found, SystemMetadata.tags(found.instance()).stream().filter(other -> !other.equals(tag)).toList());
        return Answer.noContent();
    }

    private ServerLookup.Found find(ComputeRequest request, String id, Rule rule) {
        ServerLookup.Found found = lookup.find(request.context(), id);
        rule.require(request.context(), found.instance().projectId());
        return found;
    }

    private Instance save(Cell cell, ServerLookup.Found found, List<String> tags) {
        MapPatch patch = tags.isEmpty()
                ? MapPatch.remove(SystemMetadata.TAGS)
                : MapPatch.put(SystemMetadata.TAGS, SystemMetadata.joinTags(tags));
        return instances.save(cell, found.instance().uuid(), InstanceUpdate.builder().systemMetadata(patch).build(), null);
    }

    private static Cell requireChangeable(ServerLookup.Found found, String action) {
        Instance instance = found.instance();
        Cell cell = found.cell();
        if (cell == null || !CHANGEABLE.contains(instance.vmState())) {
            throw ApiFault.conflict("Cannot '" + action + "' instance " + instance.uuid() + " while it is in vm_state " + instance.vmState().word());
        }
        return cell;
    }

    private static void check(String tag) {
        if (tag.isEmpty() || tag.length() > TAG_LENGTH_MAX || tag.contains(",")) {
            throw ApiFault.badRequest("Tag '" + tag + "' is invalid. It must be a non empty string without characters '/' and ','. The maximum length"
                    + " is " + TAG_LENGTH_MAX + ".");
        }
    }

    private static void required(Instance instance, String tag) {
        if (!SystemMetadata.tags(instance).contains(tag)) {
            throw ApiFault.notFound("Server " + instance.uuid() + " has no tag '" + tag + "'");
        }
    }
}
