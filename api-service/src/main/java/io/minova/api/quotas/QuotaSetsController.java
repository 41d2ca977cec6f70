package io.minova.api.quotas;

import io.minova.api.faults.ApiFault;
import io.minova.api.identity.Accounts;
import io.minova.api.policy.Rule;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Given;
import io.minova.api.web.Query;
import io.minova.store.QuotaLimits;
import io.minova.store.QuotaRepository;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Limits of projects and of users in them. Mirrors {@code nova/api/openstack/compute/quota_sets.py: QuotaSetsController}. */
@Controller
@RequestMapping("/compute/v2.1/os-quota-sets/{project}")
final class QuotaSetsController {

    private static final Rule SHOW = rule("show", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule DETAIL = rule("detail", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule UPDATE = rule("update", Rule.Check.ADMIN);
    private static final Rule DELETE = rule("delete", Rule.Check.ADMIN);

    private final QuotaLimits limits;
    private final QuotaRepository quotas;
    private final QuotaUsages usages;
    private final Accounts accounts;

    QuotaSetsController(QuotaLimits limits, QuotaRepository quotas, QuotaUsages usages, Accounts accounts) {
        this.limits = limits;
        this.quotas = quotas;
        this.usages = usages;
        this.accounts = accounts;
    }

    private static Rule rule(String name, Rule.Check check) {
        return new Rule("os_compute_api:os-quota-sets:" + name, check);
    }

    @GetMapping
    @Query("quota-set-query")
    Answer show(ComputeRequest request, @PathVariable String project) {
        SHOW.require(request.context(), project);
        requireProject(project);
        return answer(view(project, QuotaResources.ofSet(request, of(request, project))));
    }

    @GetMapping("/defaults")
    Answer defaults(ComputeRequest request, @PathVariable String project) {
        requireProject(project);
        return answer(view(project, QuotaResources.ofSet(request, limits.ofClass(QuotaLimits.DEFAULT_CLASS))));
    }

    @GetMapping("/detail")
    @Query("quota-set-query")
    Answer detail(ComputeRequest request, @PathVariable String project) {
        DETAIL.require(request.context(), project);
        requireProject(project);
        Map<String, Integer> used = usages.of(project);
        Map<String, Object> details = new LinkedHashMap<>();
        QuotaResources.ofSet(request, of(request, project))
                .forEach((name, limit) -> details.put(name, Map.of("limit", limit, "in_use", used.getOrDefault(name, 0), "reserved", 0)));
        return answer(view(project, details));
    }

    @PutMapping
    @Query("quota-set-query")
    Answer update(ComputeRequest request, @PathVariable String project, @Body("quota-set-update") JsonNode body) {
        UPDATE.require(request.context(), project);
        requireProject(project);
        JsonNode given = body.path("quota_set");
        Map<String, Integer> changes = changes(given);
        String user = user(request);
        requireStorable("user_id", user);
        if (!user.isEmpty()) {
            requireWithinProject(changes, limits.ofProject(project));
        }
        if (!Given.flag(given, "force", false)) {
            requireNotBelow(changes, usages.of(project));
        }
        quotas.setOfProject(project, user, changes);
        return answer(QuotaResources.ofSet(request, of(request, project)));
    }

    @DeleteMapping
    @Query("quota-set-query")
    Answer delete(ComputeRequest request, @PathVariable String project) {
        DELETE.require(request.context(), project);
        requireProject(project);
        quotas.destroyOfProject(project, user(request));
        return Answer.accepted();
    }

    static Map<String, Integer> changes(JsonNode given) {
        Map<String, Integer> changes = new LinkedHashMap<>();
        given.propertyNames().forEach(name -> {
            if (!name.equals("force") && !name.equals("tenant_id")) {
                changes.put(name, Given.number(given, name, QuotaLimits.UNLIMITED));
            }
        });
        return changes;
    }

    private Map<String, Integer> of(ComputeRequest request, String project) {
        String user = user(request);
        return user.isEmpty() ? limits.ofProject(project) : limits.ofUser(project, user);
    }

    private static String user(ComputeRequest request) {
        String user = request.query().get("user_id");
        return user == null ? QuotaRepository.WHOLE_PROJECT : user;
    }

    /** 255: what the columns hold. */
    static void requireStorable(String what, String text) {
        if (text.length() > 255) {
            throw ApiFault.badRequest("Invalid " + what + ": it has more than 255 characters.");
        }
    }

    private void requireProject(String project) {
        if (accounts.project(project) == null) {
            throw ApiFault.badRequest("Project ID " + project + " is not a valid project.");
        }
    }

    private static void requireNotBelow(Map<String, Integer> changes, Map<String, Integer> used) {
        changes.forEach((name, limit) -> {
            if (limit >= 0 && limit < used.getOrDefault(name, 0)) {
                throw ApiFault.badRequest("Quota limit " + limit + " for " + name + " must be greater than or equal to already used and reserved "
                        + used.get(name) + ".");
            }
        });
    }

    private static void requireWithinProject(Map<String, Integer> changes, Map<String, Integer> project) {
        changes.forEach((name, limit) -> {
            int most = project.getOrDefault(name, QuotaLimits.UNLIMITED);
            if (most >= 0 && (limit < 0 || limit > most)) {
                throw ApiFault.badRequest("Quota limit " + limit + " for " + name + " must be less than or equal to " + most + ".");
            }
        });
    }

    private static Map<String, Object> view(String id, Map<String, ?> values) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.putAll(values);
        return view;
    }

    private static Answer answer(Map<String, ?> view) {
        return Answer.ok(Map.of("quota_set", view));
    }
}
