package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLock;
import io.minova.api.servers.ServerLookup;
import io.minova.api.volume.VolumeAccess;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Given;
import io.minova.api.web.Paging;
import io.minova.objects.AttachedVolume;
import io.minova.objects.Instance;
import io.minova.objects.VmState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** A server's volumes. Mirrors {@code nova/api/openstack/compute/volume_attachments.py: VolumeAttachmentController}. */
@Controller
@RequestMapping("/compute/v2.1/servers/{id}/os-volume_attachments")
final class VolumeAttachmentsController {

    private static final int SHELVED_SINCE = 20;

    private final ServerLookup lookup;
    private final VolumeAttachments attachments;
    private final VolumeAccess volumes;

    VolumeAttachmentsController(ServerLookup lookup, VolumeAttachments attachments, VolumeAccess volumes) {
        this.lookup = lookup;
        this.attachments = attachments;
        this.volumes = volumes;
    }

    @GetMapping
    Answer index(ComputeRequest request, @PathVariable String id) {
        Instance instance = find(request, id, ActionPolicies.VOLUMES_LIST).instance();
        List<Map<String, Object>> views = AttachedVolume.of(instance).stream()
                .skip(offset(request))
                .limit(Paging.of(request.query()).limit())
                .map(volume -> view(request, instance, volume, true))
                .toList();
        return Answer.ok(Map.of("volumeAttachments", views));
    }

    @GetMapping("/{volume}")
    Answer show(ComputeRequest request, @PathVariable String id, @PathVariable String volume) {
        Instance instance = find(request, id, ActionPolicies.VOLUMES_SHOW).instance();
        return Answer.ok(Map.of("volumeAttachment", view(request, instance, attached(instance, volume), true)));
    }

    @PostMapping
    Answer create(ComputeRequest request, @PathVariable String id, @Body("volume-attachment-create") JsonNode body) {
        ServerLookup.Found server = find(request, id, ActionPolicies.VOLUMES_CREATE);
        Instance instance = server.instance();
        requireVersion(request, instance, "attach_volume");
        ServerLock.requireUnlocked(request.context(), instance);
        JsonNode wanted = body.path("volumeAttachment");
        AttachedVolume made = attachments.attach(
                request, server, wanted.path("volumeId").asString(""), wanted.hasNonNull("device") ? wanted.path("device").asString("") : null,
                Given.flag(wanted, "delete_on_termination", false), wanted.hasNonNull("tag") ? wanted.path("tag").asString("") : null);
        return Answer.ok(Map.of("volumeAttachment", view(request, instance, made, false)));
    }

    /** The same volume: whether it goes with the server, from 2.85 on. Another one: it takes the place of the first. */
    @PutMapping("/{volume}")
    Answer update(ComputeRequest request, @PathVariable String id, @PathVariable String volume, @Body("volume-attachment-update") JsonNode body) {
        ServerLookup.Found server = lookup.find(request.context(), id);
        JsonNode wanted = body.path("volumeAttachment");
        String next = wanted.path("volumeId").asString("");
        boolean isSwap = !request.atLeast(85) || !next.equals(volume);
        Rule rule = isSwap ? ActionPolicies.VOLUMES_SWAP : ActionPolicies.VOLUMES_UPDATE;
        rule.require(request.context(), server.instance().projectId());
        ServerLock.requireUnlocked(request.context(), server.instance());
        if (isSwap) {
            volumes.find(request.context(), volume);
            attachments.swap(request.context(), server, attached(server.instance(), volume), next);
        } else {
            AttachedVolume known = attached(server.instance(), volume);
            requireUnchanged(wanted, server.instance(), known);
            attachments.update(server, known, Given.flag(wanted, "delete_on_termination", known.deleteOnTermination()));
        }
        return Answer.accepted();
    }

    @DeleteMapping("/{volume}")
    Answer delete(ComputeRequest request, @PathVariable String id, @PathVariable String volume) {
        ServerLookup.Found server = find(request, id, ActionPolicies.VOLUMES_DELETE);
        requireVersion(request, server.instance(), "detach_volume");
        ServerLock.requireUnlocked(request.context(), server.instance());
        volumes.find(request.context(), volume);
        attachments.detach(request.context(), server, attached(server.instance(), volume));
        return Answer.accepted();
    }

    private ServerLookup.Found find(ComputeRequest request, String id, Rule rule) {
        ServerLookup.Found server = lookup.find(request.context(), id);
        rule.require(request.context(), server.instance().projectId());
        return server;
    }

    private static AttachedVolume attached(Instance instance, String volumeId) {
        return AttachedVolume.of(instance).stream().filter(volume -> volume.volumeId().equals(volumeId)).findFirst()
                .orElseThrow(() -> ApiFault.notFound("Instance " + instance.uuid() + " is not attached to volume " + volumeId));
    }

    /** Servers that are put away have changed volumes since 2.20. */
    private static void requireVersion(ComputeRequest request, Instance instance, String action) {
        if (!request.atLeast(SHELVED_SINCE) && (instance.vmState() == VmState.SHELVED || instance.vmState() == VmState.SHELVED_OFFLOADED)) {
            throw InstanceState.conflict(instance, action, "vm_state " + instance.vmState().word());
        }
    }

    private static void requireUnchanged(JsonNode wanted, Instance instance, AttachedVolume volume) {
        requireUnchanged(wanted, "id", volume.volumeId(), "The id of the attachment");
        requireUnchanged(wanted, "serverId", instance.uuid(), "The server id");
        requireUnchanged(wanted, "device", String.valueOf(volume.device()), "The device");
        requireUnchanged(wanted, "tag", String.valueOf(volume.tag()), "The tag");
    }

    private static void requireUnchanged(JsonNode wanted, String field, String known, String what) {
        if (wanted.hasNonNull(field) && !wanted.path(field).asString("").equals(known)) {
            throw ApiFault.badRequest(what + " cannot be changed: it is " + known + ".");
        }
    }

    private static int offset(ComputeRequest request) {
        String text = request.query().get("offset");
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw ApiFault.badRequest("Invalid input received: offset must be an integer >= 0");
        }
        return Integer.parseInt(text);
    }

    /** {@code stored}: as it is shown later, which differs a little from the answer to its making. */
    private static Map<String, Object> view(ComputeRequest request, Instance instance, AttachedVolume volume, boolean stored) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("volumeId", volume.volumeId());
        view.put("serverId", instance.uuid());
        if (!stored || volume.device() != null) {
            view.put("device", volume.device());
        }
        if (!stored || !request.atLeast(89)) {
            view.put("id", volume.volumeId());
        } else {
            view.put("attachment_id", volume.attachmentId());
            view.put("bdm_uuid", volume.bdmUuid());
        }
        if (request.atLeast(70)) {
            view.put("tag", volume.tag());
        }
        if (request.atLeast(79)) {
            view.put("delete_on_termination", volume.deleteOnTermination());
        }
        return view;
    }
}
