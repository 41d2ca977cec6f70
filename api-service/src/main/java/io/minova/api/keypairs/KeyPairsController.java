package io.minova.api.keypairs;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Paging;
import io.minova.api.web.Query;
import io.minova.api.web.Timestamps;
import io.minova.concurrency.Time;
import io.minova.store.KeyPairRepository;
import io.minova.store.KeyPairRepository.KeyPair;
import io.minova.store.QuotaLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Key pairs. Mirrors {@code nova/api/openstack/compute/keypairs.py: KeypairController}. */
@Controller
@RequestMapping("/compute/v2.1/os-keypairs")
final class KeyPairsController {

    private static final Rule INDEX = rule("index");
    private static final Rule SHOW = rule("show");
    private static final Rule CREATE = rule("create");
    private static final Rule DELETE = rule("delete");

    private final KeyPairRepository keyPairs;
    private final QuotaLimits limits;
    private final Time time;

    KeyPairsController(KeyPairRepository keyPairs, QuotaLimits limits, Time time) {
        this.keyPairs = keyPairs;
        this.limits = limits;
        this.time = time;
    }

    private static Rule rule(String name) {
        return new Rule("os_compute_api:os-keypairs:" + name, Rule.Check.USER_OR_ADMIN);
    }

    @GetMapping
    @Query("keypairs-query")
    Answer index(ComputeRequest request) {
        String user = user(request, request.query().get("user_id"));
        INDEX.require(request.context(), user);
        List<KeyPair> all = keyPairs.list(user);
        Paging paging = request.atLeast(35) ? Paging.of(request.query()) : new Paging(Integer.MAX_VALUE, null);
        List<KeyPair> page = paging.page(all, KeyPair::name, "Marker %s could not be found.");
        List<Map<String, Map<String, Object>>> views = page.stream().map(pair -> Map.of("keypair", basic(request, pair))).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("keypairs", views);
        paging.addLink(answer, "keypairs_links", request, "os-keypairs", views, page.isEmpty() ? null : page.getLast().name());
        return Answer.ok(answer);
    }

    @GetMapping("/{name}")
    @Query("keypair-query")
    Answer show(ComputeRequest request, @PathVariable String name) {
        String user = user(request, request.query().get("user_id"));
        SHOW.require(request.context(), user);
        KeyPair pair = keyPairs.find(user, name).orElseThrow(() -> notFound(user, name));
        Map<String, Object> view = basic(request, pair);
        view.put("user_id", pair.userId());
        view.put("id", pair.id());
        view.put("created_at", Timestamps.micros(pair.createdAt()));
        view.put("deleted", false);
        view.put("deleted_at", null);
        view.put("updated_at", null);
        return Answer.ok(Map.of("keypair", view));
    }

    @PostMapping
    Answer create(ComputeRequest request, @Body("keypair-create") JsonNode body) {
        JsonNode given = body.path("keypair");
        String user = user(request, given.has("user_id") ? given.path("user_id").asString("") : null);
        CREATE.require(request.context(), user);
        String name = given.path("name").asString("").strip();
        String type = given.path("type").asString("ssh");
        KeyMaterial.Generated generated = null;
        String publicKey;
        if (given.has("public_key")) {
            publicKey = given.path("public_key").asString("");
        } else {
            generated = type.equals("ssh") ? KeyMaterial.generate() : KeyMaterial.generateCertificate(user, time.now());
            publicKey = generated.publicKey();
        }
        String fingerprint = KeyMaterial.fingerprint(type, publicKey);
        int limit = limits.ofUser(request.projectId(), user).getOrDefault("key_pairs", QuotaLimits.UNLIMITED);
        if (limit >= 0 && keyPairs.list(user).size() >= limit) {
            throw ApiFault.forbidden("Quota exceeded, too many key pairs.");
        }
        if (!keyPairs.create(user, name, type, publicKey, fingerprint, time.now())) {
            throw ApiFault.conflict("Key pair '" + name + "' already exists.");
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", name);
        view.put("public_key", publicKey);
        view.put("fingerprint", fingerprint);
        view.put("user_id", user);
        if (request.atLeast(2)) {
            view.put("type", type);
        }
        if (generated != null) {
            view.put("private_key", generated.privateKey());
        }
        return new Answer(request.atLeast(2) ? 201 : 200, Map.of("keypair", view));
    }

    @DeleteMapping("/{name}")
    @Query("keypair-query")
    Answer delete(ComputeRequest request, @PathVariable String name) {
        String user = user(request, request.query().get("user_id"));
        DELETE.require(request.context(), user);
        if (!keyPairs.delete(user, name)) {
            throw notFound(user, name);
        }
        return request.atLeast(2) ? Answer.noContent() : Answer.accepted();
    }

    private static ApiFault notFound(String user, String name) {
        return ApiFault.notFound("Keypair " + name + " not found for user " + user);
    }

    private static String user(ComputeRequest request, @Nullable String asked) {
        return asked == null || asked.isEmpty() || !request.atLeast(10) ? request.userId() : asked;
    }

    private static Map<String, Object> basic(ComputeRequest request, KeyPair pair) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", pair.name());
        view.put("public_key", pair.publicKey());
        view.put("fingerprint", pair.fingerprint());
        if (request.atLeast(2)) {
            view.put("type", pair.type());
        }
        return view;
    }
}
