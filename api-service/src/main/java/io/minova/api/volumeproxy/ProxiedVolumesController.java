package io.minova.api.volumeproxy;

import io.minova.api.microversions.Versions;
import io.minova.api.policy.Rule;
import io.minova.api.volume.VolumeAccess;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Timestamps;
import io.minova.store.VolumeRepository.Attachment;
import io.minova.store.VolumeRepository.Volume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Volumes by their older names. Mirrors {@code nova/api/openstack/compute/volumes.py: VolumeController}. */
@Controller
final class ProxiedVolumesController {

    private static final String VOLUMES = "/compute/v2.1/os-volumes";
    private static final Rule LIST = new Rule("os_compute_api:os-volumes:list", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule DETAIL = new Rule("os_compute_api:os-volumes:detail", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule SHOW = new Rule("os_compute_api:os-volumes:show", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule CREATE = new Rule("os_compute_api:os-volumes:create", Rule.Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Rule SNAPSHOTS = new Rule("os_compute_api:os-volumes:snapshots:list", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule DELETE = new Rule("os_compute_api:os-volumes:delete", Rule.Check.PROJECT_MEMBER_OR_ADMIN);

    private final VolumeAccess access;

    ProxiedVolumesController(VolumeAccess access) {
        this.access = access;
    }

    @GetMapping(VOLUMES)
    @Versions(to = 35)
    Answer index(ComputeRequest request) {
        return list(request, LIST);
    }

    @GetMapping(VOLUMES + "/detail")
    @Versions(to = 35)
    Answer detail(ComputeRequest request) {
        return list(request, DETAIL);
    }

    @GetMapping(VOLUMES + "/{id}")
    @Versions(to = 35)
    Answer show(ComputeRequest request, @PathVariable String id) {
        SHOW.require(request.context());
        Volume volume = access.find(request.context(), id);
        return Answer.ok(Map.of("volume", view(volume, access.attachments(volume))));
    }

    /** The volume facade has no snapshots. */
    @GetMapping({"/compute/v2.1/os-snapshots", "/compute/v2.1/os-snapshots/detail"})
    @Versions(to = 35)
    Answer snapshots(ComputeRequest request) {
        SNAPSHOTS.require(request.context());
        return Answer.ok(Map.of("snapshots", List.of()));
    }

    @PostMapping(VOLUMES)
    @Versions(to = 35)
    Answer create(ComputeRequest request, @Body("volume-create") JsonNode body) {
        CREATE.require(request.context());
        return Answer.ok(Map.of("volume", view(access.create(request.context(), body.path("volume")), List.of())));
    }

    @DeleteMapping(VOLUMES + "/{id}")
    @Versions(to = 35)
    Answer delete(ComputeRequest request, @PathVariable String id) {
        DELETE.require(request.context());
        access.delete(request.context(), id);
        return Answer.accepted();
    }

    private Answer list(ComputeRequest request, Rule rule) {
        rule.require(request.context());
        Map<String, List<Attachment>> attachments = access.attachments(request.context());
        return Answer.ok(Map.of("volumes", access.list(request.context(), request.query()).stream()
                .map(volume -> view(volume, attachments.getOrDefault(volume.id(), List.of()))).toList()));
    }

    private static Map<String, Object> view(Volume volume, List<Attachment> attachments) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", volume.id());
        view.put("status", volume.status());
        view.put("size", volume.size());
        view.put("availabilityZone", volume.zone());
        view.put("createdAt", Timestamps.micros(volume.createdAt()));
        view.put("displayName", volume.name());
        view.put("displayDescription", volume.description());
        view.put("volumeType", null);
        view.put("snapshotId", null);
        view.put("metadata", volume.metadata());
        // One without an attachment has one that says nothing.
        view.put("attachments", attachments.isEmpty() ? List.of(Map.of()) : attachments.stream().map(ProxiedVolumesController::attachment).toList());
        return view;
    }

    private static Map<String, Object> attachment(Attachment attachment) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", attachment.volumeId());
        view.put("volumeId", attachment.volumeId());
        view.put("serverId", attachment.instanceUuid());
        if (attachment.device() != null) {
            view.put("device", attachment.device());
        }
        return view;
    }
}
