package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** A server's volumes: there is no volume service, so there are none. Mirrors {@code nova/api/openstack/compute/volume_attachments.py}. */
@Controller
@RequestMapping("/compute/v2.1/servers/{id}/os-volume_attachments")
final class VolumeAttachmentsController {

    private final ServerLookup lookup;

    VolumeAttachmentsController(ServerLookup lookup) {
        this.lookup = lookup;
    }

    @GetMapping
    Answer index(ComputeRequest request, @PathVariable String id) {
        find(request, id, ActionPolicies.VOLUMES_LIST);
        return Answer.ok(Map.of("volumeAttachments", List.of()));
    }

    @GetMapping("/{volume}")
    Answer show(ComputeRequest request, @PathVariable String id, @PathVariable String volume) {
        String uuid = find(request, id, ActionPolicies.VOLUMES_LIST);
        throw ApiFault.notFound("Instance " + uuid + " is not attached to volume " + volume);
    }

    private String find(ComputeRequest request, String id, Rule rule) {
        var instance = lookup.find(request.context(), id).instance();
        rule.require(request.context(), instance.projectId());
        return instance.uuid();
    }
}
