package io.minova.api.flavors;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Flavor;
import io.minova.store.FlavorRepository;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/**
 * Extra specs of flavors. Mirrors {@code nova/api/openstack/compute/flavors_extraspecs.py: FlavorExtraSpecsController}.
 */
@Controller
@RequestMapping("/compute/v2.1/flavors/{id}/os-extra_specs")
final class FlavorExtraSpecsController {

    private static final Rule CREATE = rule("create");
    private static final Rule UPDATE = rule("update");
    private static final Rule DELETE = rule("delete");

    private final FlavorRepository flavors;
    private final FlavorLookup lookup;

    FlavorExtraSpecsController(FlavorRepository flavors, FlavorLookup lookup) {
        this.flavors = flavors;
        this.lookup = lookup;
    }

    private static Rule rule(String name) {
        return new Rule("os_compute_api:os-flavor-extra-specs:" + name, Rule.Check.ADMIN);
    }

    @GetMapping
    Answer index(ComputeRequest request, @PathVariable String id) {
        return Answer.ok(Map.of("extra_specs", lookup.find(request.context(), id).extraSpecs()));
    }

    @GetMapping("/{key}")
    Answer show(ComputeRequest request, @PathVariable String id, @PathVariable String key) {
        String value = lookup.find(request.context(), id).extraSpecs().get(key);
        if (value == null) {
            throw unknown(id, key);
        }
        return Answer.ok(Map.of(key, value));
    }

    @PostMapping
    Answer create(ComputeRequest request, @PathVariable String id, @Body("flavor-extra-specs-create") JsonNode body) {
        CREATE.require(request.context());
        check(request, body.path("extra_specs"));
        merge(lookup.find(request.context(), id), body.path("extra_specs"));
        return Answer.ok(body);
    }

    @PutMapping("/{key}")
    Answer update(ComputeRequest request, @PathVariable String id, @PathVariable String key, @Body("flavor-extra-spec-update") JsonNode body) {
        UPDATE.require(request.context());
        if (!body.has(key)) {
            throw ApiFault.badRequest("Request body and URI mismatch");
        }
        check(request, body);
        merge(lookup.find(request.context(), id), body);
        return Answer.ok(body);
    }

    @DeleteMapping("/{key}")
    Answer delete(ComputeRequest request, @PathVariable String id, @PathVariable String key) {
        DELETE.require(request.context());
        Flavor flavor = lookup.find(request.context(), id);
        Map<String, String> specs = new LinkedHashMap<>(flavor.extraSpecs());
        if (specs.remove(key) == null) {
            throw unknown(id, key);
        }
        flavors.saveExtraSpecs(flavor.id(), specs);
        return new Answer(200, null);
    }

    private static void check(ComputeRequest request, JsonNode given) {
        if (request.atLeast(86)) {
            given.properties().forEach(spec -> ExtraSpecs.check(spec.getKey(), spec.getValue().asString("")));
        }
    }

    private void merge(Flavor flavor, JsonNode given) {
        Map<String, String> specs = new LinkedHashMap<>(flavor.extraSpecs());
        given.properties().forEach(spec -> specs.put(spec.getKey(), spec.getValue().asString("")));
        flavors.saveExtraSpecs(flavor.id(), specs);
    }

    private static ApiFault unknown(String id, String key) {
        return ApiFault.notFound("Flavor " + id + " has no extra specs with key " + key + ".");
    }
}
