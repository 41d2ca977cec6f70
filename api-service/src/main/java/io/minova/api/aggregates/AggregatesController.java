package io.minova.api.aggregates;

import io.minova.api.faults.ApiFault;
import io.minova.api.image.Images;
import io.minova.api.microversions.Versions;
import io.minova.api.policy.Rule;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Aggregate;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ConductorRpc;
import io.minova.store.AggregateRepository;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Host aggregates. Mirrors {@code nova/api/openstack/compute/aggregates.py: AggregateController}. */
@Controller
@RequestMapping("/compute/v2.1/os-aggregates")
final class AggregatesController {

    private static final Rule INDEX = rule("index");
    private static final Rule SHOW = rule("show");
    private static final Rule CREATE = rule("create");
    private static final Rule UPDATE = rule("update");
    private static final Rule DELETE = rule("delete");
    private static final Rule IMAGES = new Rule("compute:aggregates:images", Rule.Check.ADMIN);

    private final AggregateRepository aggregates;
    private final AggregateHosts hosts;
    private final Images images;
    private final ConductorRpc conductor;

    AggregatesController(AggregateRepository aggregates, AggregateHosts hosts, Images images, RpcClient rpc) {
        this.aggregates = aggregates;
        this.hosts = hosts;
        this.images = images;
        this.conductor = rpc.target(ConductorRpc.class);
    }

    static Rule rule(String name) {
        return new Rule("os_compute_api:os-aggregates:" + name, Rule.Check.ADMIN);
    }

    @GetMapping
    Answer index(ComputeRequest request) {
        INDEX.require(request.context());
        return Answer.ok(Map.of("aggregates", aggregates.list().stream().map(each -> AggregateView.whole(request, each)).toList()));
    }

    @PostMapping
    Answer create(ComputeRequest request, @Body("aggregate-create") JsonNode body) {
        CREATE.require(request.context());
        String name = body.path("aggregate").path("name").asString("").strip();
        Aggregate made = aggregates.create(name, zone(body)).orElseThrow(() -> taken(name));
        return Answer.ok(Map.of("aggregate", AggregateView.created(request, made)));
    }

    @GetMapping("/{id}")
    Answer show(ComputeRequest request, @PathVariable String id) {
        SHOW.require(request.context());
        return Answer.ok(Map.of("aggregate", AggregateView.whole(request, hosts.find(id))));
    }

    @PutMapping("/{id}")
    Answer update(ComputeRequest request, @PathVariable String id, @Body("aggregate-update") JsonNode body) {
        UPDATE.require(request.context());
        Aggregate aggregate = hosts.find(id);
        JsonNode given = body.path("aggregate");
        String name = given.path("name").asString("").strip();
        if (given.has("name") && !name.equals(aggregate.name()) && !aggregates.rename(aggregate.id(), name)) {
            throw taken(name);
        }
        if (given.has("availability_zone")) {
            hosts.changeMetadata(aggregate, Collections.singletonMap(Aggregate.AVAILABILITY_ZONE, zone(body)), "update");
        }
        return Answer.ok(Map.of("aggregate", AggregateView.whole(request, hosts.find(id))));
    }

    @DeleteMapping("/{id}")
    Answer delete(ComputeRequest request, @PathVariable String id) {
        DELETE.require(request.context());
        Aggregate aggregate = hosts.find(id);
        if (!aggregate.hosts().isEmpty()) {
            throw ApiFault.badRequest("Cannot remove host from aggregate " + id + ". Reason: Host aggregate is not empty.");
        }
        aggregates.destroy(aggregate.id());
        return new Answer(200, null);
    }

    @PostMapping("/{id}/images")
    @Versions(from = 81)
    Answer images(ComputeRequest request, @PathVariable String id, @Body("aggregate-images") JsonNode body) {
        IMAGES.require(request.context());
        List<String> imageIds = body.path("cache").valueStream().map(image -> image.path("id").asString("")).toList();
        if (Set.copyOf(imageIds).size() < imageIds.size()) {
            throw ApiFault.badRequest("Duplicate images in request");
        }
        Aggregate aggregate = hosts.find(id);
        for (String imageId : imageIds) {
            if (images.find(imageId) == null) {
                throw ApiFault.badRequest("Image " + imageId + " could not be found.");
            }
        }
        conductor.cacheImages(List.copyOf(aggregate.hosts()), imageIds);
        return Answer.accepted();
    }

    private static @Nullable String zone(JsonNode body) {
        JsonNode zone = body.path("aggregate").path("availability_zone");
        return zone.isString() ? zone.asString("").strip() : null;
    }

    private static ApiFault taken(String name) {
        return ApiFault.conflict("Aggregate " + name + " already exists.");
    }
}
