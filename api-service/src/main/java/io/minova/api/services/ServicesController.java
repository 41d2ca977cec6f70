package io.minova.api.services;

import io.minova.api.policy.Rule;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Query;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** GET /os-services. Mirrors {@code nova/api/openstack/compute/services.py: ServiceController}. */
@Controller
final class ServicesController {

    private static final Rule LIST = new Rule("os_compute_api:os-services:list", Rule.Check.ADMIN);

    private final ServiceGroup serviceGroup;
    private final ServiceView view;

    ServicesController(ServiceGroup serviceGroup, ServiceView view) {
        this.serviceGroup = serviceGroup;
        this.view = view;
    }

    @GetMapping("/compute/v2.1/os-services")
    @Query("services-query")
    Answer index(ComputeRequest request) {
        LIST.require(request.context());
        String host = request.query().get("host");
        String binary = request.query().get("binary");
        List<Map<String, Object>> views = serviceGroup.all().stream()
                .filter(service -> host == null || host.isEmpty() || host.equals(service.host()))
                .filter(service -> binary == null || binary.isEmpty() || binary.equals(service.binary()))
                .map(service -> view.of(request, service))
                .toList();
        return Answer.ok(Map.of("services", views));
    }
}
