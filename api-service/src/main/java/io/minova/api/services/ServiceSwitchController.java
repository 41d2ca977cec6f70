package io.minova.api.services;

import io.minova.api.faults.ApiFault;
import io.minova.api.microversions.Versions;
import io.minova.api.policy.Rule;
import io.minova.api.validation.Schemas;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Given;
import io.minova.objects.ServiceRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import tools.jackson.databind.JsonNode;

/** Services until 2.52, by host and binary. Mirrors {@code nova/api/openstack/compute/services.py: _perform_action}. */
@Controller
final class ServiceSwitchController {

    private static final Rule UPDATE = new Rule("os_compute_api:os-services:update", Rule.Check.ADMIN);
    private static final Set<String> ACTIONS = Set.of("enable", "disable", "disable-log-reason", "force-down");

    private final ServiceChanges changes;
    private final Schemas schemas;

    ServiceSwitchController(ServiceChanges changes, Schemas schemas) {
        this.changes = changes;
        this.schemas = schemas;
    }

    @PutMapping("/compute/v2.1/os-services/{action}")
    @Versions(to = 52)
    Answer update(ComputeRequest request, @PathVariable String action, @Body JsonNode body) {
        UPDATE.require(request.context());
        if (!ACTIONS.contains(action) || (action.equals("force-down") && !request.atLeast(11))) {
            throw ApiFault.notFound("Unknown action");
        }
        schemas.checkBody("service-" + action, request.version(), request.legacy(), body);
        ServiceChanges.Found found = changes.byHost(body.path("host").asString(""), body.path("binary").asString(""));
        ServiceRecord service = found.service();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("host", service.host());
        view.put("binary", service.binary());
        if (action.equals("force-down")) {
            boolean down = Given.flag(body, "forced_down", false);
            changes.save(found, service.disabled(), service.disabledReason(), down);
            view.put("forced_down", down);
            return Answer.ok(Map.of("service", view));
        }
        boolean disabled = !action.equals("enable");
        String reason = action.equals("disable-log-reason") ? ServiceUpdateController.reason(body) : null;
        changes.save(found, disabled, reason, service.forcedDown());
        view.put("status", ServiceView.status(disabled));
        if (reason != null) {
            view.put("disabled_reason", reason);
        }
        return Answer.ok(Map.of("service", view));
    }
}
