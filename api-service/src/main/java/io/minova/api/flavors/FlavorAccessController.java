package io.minova.api.flavors;

import io.minova.api.faults.ApiFault;
import io.minova.api.identity.Accounts;
import io.minova.api.policy.Rule;
import io.minova.api.validation.Schemas;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Flavor;
import io.minova.store.FlavorRepository;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Which projects may use a flavor that is not public. Mirrors {@code nova/api/openstack/compute/flavor_access.py}. */
@Controller
@RequestMapping("/compute/v2.1/flavors/{id}")
final class FlavorAccessController {

    private static final Rule LIST = new Rule("os_compute_api:os-flavor-access", Rule.Check.ADMIN);
    private static final Rule ADD = new Rule("os_compute_api:os-flavor-access:add_tenant_access", Rule.Check.ADMIN);
    private static final Rule REMOVE = new Rule("os_compute_api:os-flavor-access:remove_tenant_access", Rule.Check.ADMIN);

    private final FlavorRepository flavors;
    private final FlavorLookup lookup;
    private final Accounts accounts;
    private final Schemas schemas;

    FlavorAccessController(FlavorRepository flavors, FlavorLookup lookup, Accounts accounts, Schemas schemas) {
        this.flavors = flavors;
        this.lookup = lookup;
        this.accounts = accounts;
        this.schemas = schemas;
    }

    @GetMapping("/os-flavor-access")
    Answer index(ComputeRequest request, @PathVariable String id) {
        LIST.require(request.context());
        Flavor flavor = lookup.find(request.context(), id);
        if (flavor.isPublic()) {
            throw ApiFault.notFound("Access list not available for public flavors.");
        }
        return list(flavor);
    }

    @PostMapping("/action")
    Answer act(ComputeRequest request, @PathVariable String id, @Body JsonNode body) {
        String action = Schemas.onlyKey(body);
        switch (action) {
            case "addTenantAccess" -> {
                ADD.require(request.context());
                return add(request, id, project(request, action, body));
            }
            case "removeTenantAccess" -> {
                REMOVE.require(request.context());
                return remove(request, id, project(request, action, body));
            }
            default -> throw ApiFault.badRequest("There is no such action: " + action);
        }
    }

    private String project(ComputeRequest request, String action, JsonNode body) {
        schemas.checkBody("flavor-action-" + action, request.version(), request.legacy(), body);
        String project = body.path(action).path("tenant").asString("");
        if (accounts.project(project) == null) {
            throw ApiFault.badRequest("Project ID " + project + " is not a valid project.");
        }
        return project;
    }

    private Answer add(ComputeRequest request, String id, String project) {
        Flavor flavor = lookup.find(request.context(), id);
        if (request.atLeast(7) && flavor.isPublic()) {
            throw ApiFault.conflict("Can not add access to a public flavor.");
        }
        if (!flavors.addProject(flavor.id(), project)) {
            throw ApiFault.conflict("Flavor access already exists for flavor " + id + " and project " + project + " combination.");
        }
        return list(flavor);
    }

    private Answer remove(ComputeRequest request, String id, String project) {
        Flavor flavor = lookup.find(request.context(), id);
        if (!flavors.removeProject(flavor.id(), project)) {
            throw ApiFault.notFound("Flavor access not found for " + id + " / " + project + " combination.");
        }
        return list(flavor);
    }

    private Answer list(Flavor flavor) {
        List<Map<String, String>> access = flavors.projects(flavor.id()).stream()
                .map(project -> Map.of("flavor_id", flavor.flavorid(), "tenant_id", project))
                .toList();
        return Answer.ok(Map.of("flavor_access", access));
    }
}
