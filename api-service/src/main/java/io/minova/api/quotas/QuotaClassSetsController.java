package io.minova.api.quotas;

import io.minova.api.policy.Rule;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.store.QuotaLimits;
import io.minova.store.QuotaRepository;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Limits of projects for which nothing else was set. Mirrors {@code nova/api/openstack/compute/quota_classes.py: QuotaClassSetsController}. */
@Controller
@RequestMapping("/compute/v2.1/os-quota-class-sets/{name}")
final class QuotaClassSetsController {

    private static final Rule SHOW = new Rule("os_compute_api:os-quota-class-sets:show", Rule.Check.ADMIN);
    private static final Rule UPDATE = new Rule("os_compute_api:os-quota-class-sets:update", Rule.Check.ADMIN);

    private final QuotaLimits limits;
    private final QuotaRepository quotas;

    QuotaClassSetsController(QuotaLimits limits, QuotaRepository quotas) {
        this.limits = limits;
        this.quotas = quotas;
    }

    @GetMapping
    Answer show(ComputeRequest request, @PathVariable String name) {
        SHOW.require(request.context());
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", name);
        view.putAll(QuotaResources.ofClass(request, limits.ofClass(name)));
        return Answer.ok(Map.of("quota_class_set", view));
    }

    @PutMapping
    Answer update(ComputeRequest request, @PathVariable String name, @Body("quota-class-set-update") JsonNode body) {
        UPDATE.require(request.context());
        QuotaSetsController.requireStorable("class name", name);
        quotas.setOfClass(name, QuotaSetsController.changes(body.path("quota_class_set")));
        return Answer.ok(Map.of("quota_class_set", QuotaResources.ofClass(request, limits.ofClass(name))));
    }
}
