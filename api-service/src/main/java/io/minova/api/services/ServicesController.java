package io.minova.api.services;

import io.minova.api.policy.Rule;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Query;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.store.Cell;
import io.minova.store.HostMappingRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** GET /os-services; computes of a cell that does not answer are UNKNOWN since 2.69 and missing before. Mirrors {@code nova/api/openstack/compute/services.py: ServiceController}. */
@Controller
final class ServicesController {

    private static final String COMPUTE = "nova-compute";
    private static final Rule LIST = new Rule("os_compute_api:os-services:list", Rule.Check.ADMIN);

    private final ServiceGroup serviceGroup;
    private final ServiceView view;
    private final HostMappingRepository hostMappings;

    ServicesController(ServiceGroup serviceGroup, ServiceView view, HostMappingRepository hostMappings) {
        this.hostMappings = hostMappings;
        this.serviceGroup = serviceGroup;
        this.view = view;
    }

    @GetMapping("/compute/v2.1/os-services")
    @Query("services-query")
    Answer index(ComputeRequest request) {
        LIST.require(request.context());
        String host = request.query().get("host");
        String binary = request.query().get("binary");
        ServiceGroup.Gathered gathered = serviceGroup.gathered();
        if (gathered.down().stream().anyMatch(Cell::isCell0)) {
            // Nova's own list cannot do without cell0.
            throw new NovaException(ErrorCode.NOVA_EXCEPTION, "Cell " + Cell.CELL0_UUID + " is not responding.");
        }
        List<Map<String, Object>> views = new ArrayList<>();
        gathered.services().stream()
                .filter(service -> isAsked(host, service.host()) && isAsked(binary, service.binary()))
                .forEach(service -> views.add(view.of(request, service)));
        if (request.atLeast(69) && !gathered.down().isEmpty() && isAsked(binary, COMPUTE)) {
            List<String> down = gathered.down().stream().map(Cell::uuid).toList();
            hostMappings.list().stream()
                    .filter(mapping -> down.contains(mapping.cellUuid()) && isAsked(host, mapping.host()))
                    .forEach(mapping -> views.add(ServiceView.unknown(COMPUTE, mapping.host())));
        }
        return Answer.ok(Map.of("services", views));
    }

    private static boolean isAsked(@Nullable String wanted, String value) {
        return wanted == null || wanted.isEmpty() || wanted.equals(value);
    }
}
