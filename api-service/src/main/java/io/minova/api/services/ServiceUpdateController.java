package io.minova.api.services;

import io.minova.api.faults.ApiFault;
import io.minova.api.microversions.Versions;
import io.minova.api.policy.Rule;
import io.minova.api.validation.NovaFormats;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Given;
import io.minova.objects.ServiceRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Services from 2.53 on, by uuid; and deleting them. Mirrors {@code nova/api/openstack/compute/services.py: ServiceController.update, delete}. */
@Controller
@RequestMapping("/compute/v2.1/os-services/{id}")
final class ServiceUpdateController {

    private static final Rule UPDATE = new Rule("os_compute_api:os-services:update", Rule.Check.ADMIN);
    private static final Rule DELETE = new Rule("os_compute_api:os-services:delete", Rule.Check.ADMIN);

    private final ServiceChanges changes;
    private final ServiceView view;

    ServiceUpdateController(ServiceChanges changes, ServiceView view) {
        this.changes = changes;
        this.view = view;
    }

    @PutMapping
    @Versions(from = 53)
    Answer update(ComputeRequest request, @PathVariable String id, @Body("service-update") JsonNode body) {
        UPDATE.require(request.context());
        if (!NovaFormats.isUuid(id)) {
            throw ApiFault.badRequest("Invalid uuid " + id);
        }
        ServiceChanges.Found found = changes.byId(id);
        ServiceRecord service = found.service();
        if (!service.binary().equals("nova-compute")) {
            throw ApiFault.badRequest("Updating a " + service.binary() + " service is not supported. Only nova-compute services can be updated.");
        }
        if (body.isEmpty()) {
            throw ApiFault.badRequest("No updates were requested. Fields 'status' or 'forced_down' should be specified.");
        }
        boolean disabled = service.disabled();
        String reason = service.disabledReason();
        if (body.has("status")) {
            disabled = body.path("status").asString("").equals("disabled");
            reason = disabled ? reason(body) : null;
        }
        if (body.has("disabled_reason") && !(body.has("status") && disabled)) {
            throw ApiFault.badRequest("Specifying disabled_reason when status is enabled is invalid.");
        }
        boolean forcedDown = Given.flag(body, "forced_down", service.forcedDown());
        return Answer.ok(Map.of("service", view.of(request, changes.save(found, disabled, reason, forcedDown))));
    }

    @DeleteMapping
    Answer delete(ComputeRequest request, @PathVariable String id) {
        DELETE.require(request.context());
        if (request.atLeast(53) && !NovaFormats.isUuid(id)) {
            throw ApiFault.badRequest("Invalid uuid " + id);
        }
        if (!request.atLeast(53) && !id.matches("[0-9]{1,18}")) {
            throw ApiFault.badRequest("Invalid input received: id must be an integer");
        }
        changes.delete(changes.byId(id));
        return Answer.noContent();
    }

    static @Nullable String reason(JsonNode body) {
        return body.has("disabled_reason") ? body.path("disabled_reason").asString("") : null;
    }
}
