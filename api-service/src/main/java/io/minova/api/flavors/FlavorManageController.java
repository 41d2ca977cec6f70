package io.minova.api.flavors;

import io.minova.api.faults.ApiFault;
import io.minova.api.microversions.Versions;
import io.minova.api.policy.Rule;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Given;
import io.minova.objects.Flavor;
import io.minova.store.FlavorRepository;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** What administrators do to flavors. Mirrors {@code nova/api/openstack/compute/flavor_manage.py} and {@code nova/compute/flavors.py: create}. */
@Controller
@RequestMapping("/compute/v2.1/flavors")
final class FlavorManageController {

    private static final Rule CREATE = rule("create");
    private static final Rule UPDATE = rule("update");
    private static final Rule DELETE = rule("delete");
    // What the column of Nova's database holds, SQL_SP_FLOAT_MAX.
    private static final double RXTX_MAX = 3.40282e+38;

    private final FlavorRepository flavors;
    private final FlavorLookup lookup;

    FlavorManageController(FlavorRepository flavors, FlavorLookup lookup) {
        this.flavors = flavors;
        this.lookup = lookup;
    }

    private static Rule rule(String name) {
        return new Rule("os_compute_api:os-flavor-manage:" + name, Rule.Check.ADMIN);
    }

    @PostMapping
    Answer create(ComputeRequest request, @Body("flavor-create") JsonNode body) {
        CREATE.require(request.context());
        JsonNode given = body.path("flavor");
        Flavor wanted = new Flavor(
                0, id(given.path("id")), given.path("name").asString("").strip(), Given.number(given, "vcpus", 1), Given.number(given, "ram", 1),
                Given.number(given, "disk", 0), Given.number(given, "OS-FLV-EXT-DATA:ephemeral", 0), Given.number(given, "swap", 0),
                rxtxFactor(given.path("rxtx_factor")), Given.flag(given, "os-flavor-access:is_public", true), false, description(given), Map.of());
        Flavor made = flavors.create(wanted).orElseThrow(() -> taken(wanted));
        return Answer.ok(Map.of("flavor", FlavorView.whole(request, made)));
    }

    @PutMapping("/{id}")
    @Versions(from = 55)
    Answer update(ComputeRequest request, @PathVariable String id, @Body("flavor-update") JsonNode body) {
        UPDATE.require(request.context());
        Flavor flavor = lookup.find(request.context(), id);
        flavors.saveDescription(flavor.id(), description(body.path("flavor")));
        return Answer.ok(Map.of("flavor", FlavorView.whole(request, lookup.find(request.context(), id))));
    }

    @DeleteMapping("/{id}")
    Answer delete(ComputeRequest request, @PathVariable String id) {
        DELETE.require(request.context());
        flavors.destroy(lookup.find(request.context(), id).id());
        return Answer.accepted();
    }

    private ApiFault taken(Flavor wanted) {
        return ApiFault.conflict(flavors.find(wanted.flavorid()).isPresent()
                ? "Flavor with ID " + wanted.flavorid() + " already exists."
                : "Flavor with name " + wanted.name() + " already exists.");
    }

    /** Numbers become text; none, null and {@code auto} let the API choose. */
    private static String id(JsonNode given) {
        String id = given.isNumber() ? given.toString() : given.asString("").strip();
        return id.isEmpty() || id.equals("auto") ? UUID.randomUUID().toString() : id;
    }

    private static double rxtxFactor(JsonNode given) {
        double factor = given.isMissingNode() ? 1.0 : Double.parseDouble(given.isNumber() ? given.toString() : given.asString(""));
        if (factor <= 0 || factor > RXTX_MAX) {
            throw ApiFault.badRequest("'rxtx_factor' argument must be a float between 0 and " + RXTX_MAX);
        }
        return factor;
    }

    private static @Nullable String description(JsonNode given) {
        return given.hasNonNull("description") ? given.path("description").asString("") : null;
    }
}
