package io.minova.api.volume;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ServiceRequest;
import io.minova.api.web.Timestamps;
import io.minova.concurrency.RequestContext;
import io.minova.store.VolumeRepository;
import io.minova.store.VolumeRepository.Attachment;
import io.minova.store.VolumeRepository.Volume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Volumes. Mirrors {@code cinder/api/v3/volumes.py: VolumeController} and {@code cinder/api/contrib/volume_actions.py, admin_actions.py}. */
@Controller
@RequestMapping("/volume/v3/{project}/volumes")
final class VolumesController {

    // Shown of a volume that is there, not in the answers to its making and changing.
    // Shown of volumes, not in the answers to what makes or changes them.
    private static final String IMAGE = "volume_image_metadata";
    private static final String OWNER = "os-vol-tenant-attr:tenant_id";
    private static final Set<String> STATUSES = Set.of(
            "creating", "available", "deleting", "error", "error_deleting", "attaching", "in-use", "maintenance", "detaching", "reserved");

    private final VolumeAccess access;
    private final VolumeRepository volumes;

    VolumesController(VolumeAccess access, VolumeRepository volumes) {
        this.access = access;
        this.volumes = volumes;
    }

    @GetMapping
    Answer index(ServiceRequest request, @PathVariable String project) {
        List<Map<String, Object>> views = access.list(VolumeAccess.caller(request, project), request.query()).stream()
                .map(volume -> basic(request, project, volume)).toList();
        return Answer.ok(Map.of("volumes", views));
    }

    @GetMapping("/detail")
    Answer detail(ServiceRequest request, @PathVariable String project) {
        RequestContext caller = VolumeAccess.caller(request, project);
        Map<String, List<Attachment>> attachments = access.attachments(caller);
        List<Map<String, Object>> views = access.list(caller, request.query()).stream()
                .map(volume -> view(request, project, volume, attachments.getOrDefault(volume.id(), List.of()))).toList();
        return Answer.ok(Map.of("volumes", views));
    }

    @GetMapping("/summary")
    Answer summary(ServiceRequest request, @PathVariable String project) {
        List<Volume> all = access.list(VolumeAccess.caller(request, project), request.query());
        return Answer.ok(Map.of("volume-summary", Map.of("total_count", all.size(), "total_size", all.stream().mapToInt(Volume::size).sum())));
    }

    @GetMapping("/{id}")
    Answer show(ServiceRequest request, @PathVariable String project, @PathVariable String id) {
        Volume volume = access.find(VolumeAccess.caller(request, project), id);
        return Answer.ok(Map.of("volume", view(request, project, volume, access.attachments(volume))));
    }

    /** It is there at once; the answer says creating, as clients expect. */
    @PostMapping
    Answer create(ServiceRequest request, @PathVariable String project, @Body JsonNode body) {
        Volume made = access.create(VolumeAccess.caller(request, project), GivenVolume.object(body, "volume"));
        Map<String, Object> view = view(request, project, made, List.of());
        view.put("status", "creating");
        view.remove(OWNER);
        view.remove(IMAGE);
        return new Answer(202, Map.of("volume", view));
    }

    @PutMapping("/{id}")
    Answer update(ServiceRequest request, @PathVariable String project, @PathVariable String id, @Body JsonNode body) {
        RequestContext caller = VolumeAccess.caller(request, project);
        VolumeAccess.requireMember(caller, "volume:update");
        Volume volume = access.find(caller, id);
        JsonNode given = GivenVolume.object(body, "volume");
        String name = given.has("display_name") ? "display_name" : "name";
        String description = given.has("display_description") ? "display_description" : "description";
        volumes.describe(
                volume.id(), given.has(name) ? GivenVolume.text(given, name) : volume.name(),
                given.has(description) ? GivenVolume.text(given, description) : volume.description(),
                given.has("metadata") ? GivenVolume.metadata(given.path("metadata")) : volume.metadata());
        Volume changed = access.find(caller, id);
        Map<String, Object> view = view(request, project, changed, access.attachments(changed));
        view.remove(OWNER);
        view.remove(IMAGE);
        return Answer.ok(Map.of("volume", view));
    }

    @DeleteMapping("/{id}")
    Answer delete(ServiceRequest request, @PathVariable String project, @PathVariable String id) {
        access.delete(VolumeAccess.caller(request, project), id);
        return Answer.accepted();
    }

    @PostMapping("/{id}/action")
    Answer action(ServiceRequest request, @PathVariable String project, @PathVariable String id, @Body JsonNode body) {
        RequestContext caller = VolumeAccess.caller(request, project);
        VolumeAccess.requireMember(caller, "volume_extension:volume_actions");
        Volume volume = access.find(caller, id);
        String action = body.isObject() && body.size() == 1 ? body.propertyNames().iterator().next() : "";
        JsonNode given = body.path(action);
        switch (action) {
            case "os-reset_status" -> reset(caller, volume, given);
            case "os-set_bootable" -> volumes.setBootable(volume.id(), GivenVolume.flag(given, "bootable"));
            case "os-extend" -> extend(volume, GivenVolume.size(given.path("new_size")));
            default -> throw ApiFault.badRequest("There is no such action: " + action + "; there are os-extend, os-reset_status, os-set_bootable.");
        }
        return action.equals("os-set_bootable") ? new Answer(200, null) : Answer.accepted();
    }

    private void reset(RequestContext caller, Volume volume, JsonNode given) {
        if (!caller.isAdmin()) {
            throw ApiFault.forbidden("Policy doesn't allow volume_extension:volume_admin_actions:reset_status to be performed.");
        }
        String status = GivenVolume.text(given, "status");
        if (status == null || !STATUSES.contains(status)) {
            throw ApiFault.badRequest("Must specify a valid status: one of " + STATUSES.stream().sorted().toList() + ".");
        }
        volumes.setStatus(volume.id(), status);
    }

    private void extend(Volume volume, int size) {
        if (!volumes.extend(volume.id(), size)) {
            throw ApiFault.badRequest("Invalid volume: it must be available and smaller than " + size + " GiB; it is " + volume.status() + " and has "
                    + volume.size() + " GiB.");
        }
    }

    private static Map<String, Object> basic(ServiceRequest request, String project, Volume volume) {
        Map<String, Object> view = new LinkedHashMap<>();
        String path = "/" + project + "/volumes/" + volume.id();
        view.put("id", volume.id());
        view.put("name", volume.name());
        view.put("links", List.of(
                Map.of("rel", "self", "href", request.host() + "/volume/v3" + path),
                Map.of("rel", "bookmark", "href", request.host() + "/volume" + path)));
        return view;
    }

    private static Map<String, Object> view(ServiceRequest request, String project, Volume volume, List<Attachment> attachments) {
        Map<String, Object> view = basic(request, project, volume);
        view.put("status", volume.status());
        view.put("size", volume.size());
        view.put("description", volume.description());
        view.put("availability_zone", volume.zone());
        view.put("created_at", Timestamps.micros(volume.createdAt()));
        view.put("updated_at", Timestamps.micros(volume.updatedAt()));
        view.put("volume_type", GivenVolume.TYPE);
        view.put("metadata", volume.metadata());
        view.put("multiattach", volume.isMultiattach());
        view.put("bootable", String.valueOf(volume.isBootable()));
        if (volume.imageId() != null) {
            view.put(IMAGE, Map.of("image_id", volume.imageId()));
        }
        view.put("encrypted", false);
        view.put("user_id", volume.userId());
        view.put(OWNER, volume.projectId());
        for (String none : List.of("snapshot_id", "source_volid", "consistencygroup_id", "replication_status")) {
            view.put(none, null);
        }
        // One that is only kept for a server is nobody's yet.
        view.put("attachments",
                attachments.stream().filter(attachment -> attachment.attachedAt() != null).map(VolumesController::attachment).toList());
        return view;
    }

    private static Map<String, Object> attachment(Attachment attachment) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", attachment.volumeId());
        view.put("attachment_id", attachment.id());
        view.put("volume_id", attachment.volumeId());
        view.put("server_id", attachment.instanceUuid());
        view.put("host_name", attachment.host());
        view.put("device", attachment.device());
        view.put("attached_at", Timestamps.micros(attachment.attachedAt()));
        return view;
    }
}
