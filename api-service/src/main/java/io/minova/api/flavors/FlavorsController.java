package io.minova.api.flavors;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Paging;
import io.minova.api.web.Query;
import io.minova.objects.Flavor;
import io.minova.store.FlavorRepository;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** GET /flavors. Mirrors {@code nova/api/openstack/compute/flavors.py: FlavorsController} and {@code views/flavors.py}. */
@Controller
@RequestMapping("/compute/v2.1/flavors")
final class FlavorsController {

    private static final Set<String> TRUE = Set.of("1", "t", "true", "on", "y", "yes");
    private static final Set<String> FALSE = Set.of("0", "f", "false", "off", "n", "no");

    private final FlavorRepository flavors;

    FlavorsController(FlavorRepository flavors) {
        this.flavors = flavors;
    }

    @GetMapping
    @Query("flavors-query")
    Answer index(ComputeRequest request) {
        return list(request, false);
    }

    @GetMapping("/detail")
    @Query("flavors-query")
    Answer detail(ComputeRequest request) {
        return list(request, true);
    }

    @GetMapping("/{id}")
    Answer show(ComputeRequest request, @PathVariable String id) {
        return Answer.ok(Map.of("flavor", view(request, find(request, id))));
    }

    @GetMapping("/{id}/os-extra_specs")
    Answer extraSpecs(ComputeRequest request, @PathVariable String id) {
        return Answer.ok(Map.of("extra_specs", find(request, id).extraSpecs()));
    }

    @GetMapping("/{id}/os-extra_specs/{key}")
    Answer extraSpec(ComputeRequest request, @PathVariable String id, @PathVariable String key) {
        String value = find(request, id).extraSpecs().get(key);
        if (value == null) {
            throw ApiFault.notFound("Flavor " + id + " has no extra specs with key " + key + ".");
        }
        return Answer.ok(Map.of(key, value));
    }

    private Flavor find(ComputeRequest request, String id) {
        return flavors.find(id)
                .filter(found -> found.isPublic() || request.context().isAdmin())
                .orElseThrow(() -> ApiFault.notFound("Flavor " + id + " could not be found."));
    }

    private Answer list(ComputeRequest request, boolean detail) {
        Paging paging = Paging.of(request.query());
        Boolean isPublic = isPublic(request);
        int minRam = number(request, "minRam");
        int minDisk = number(request, "minDisk");
        List<Flavor> matching = flavors.list().stream()
                .filter(flavor -> isPublic == null || flavor.isPublic() == isPublic)
                .filter(flavor -> request.context().isAdmin() || !flavor.disabled())
                .filter(flavor -> flavor.memoryMb() >= minRam && flavor.rootGb() >= minDisk)
                .sorted(order(request))
                .toList();
        List<Flavor> page = page(matching, paging);
        List<Map<String, Object>> views = page.stream().map(flavor -> detail ? view(request, flavor) : basic(request, flavor)).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("flavors", views);
        String last = page.isEmpty() ? null : page.getLast().flavorid();
        paging.addLink(answer, "flavors_links", request, detail ? "flavors/detail" : "flavors", views, last);
        return Answer.ok(answer);
    }

    private static List<Flavor> page(List<Flavor> all, Paging paging) {
        int from = 0;
        String marker = paging.marker();
        if (marker != null) {
            while (from < all.size() && !all.get(from).flavorid().equals(marker)) {
                from++;
            }
            if (from == all.size()) {
                throw ApiFault.badRequest("marker [" + marker + "] not found");
            }
            from++;
        }
        return all.subList(from, Math.min(all.size(), from + paging.limit()));
    }

    /** Null for flavors of both kinds; only administrators have a choice. */
    private static @Nullable Boolean isPublic(ComputeRequest request) {
        String text = request.query().get("is_public");
        if (text == null || !request.context().isAdmin()) {
            return true;
        }
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("none")) {
            return null;
        }
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
            throw ApiFault.badRequest("Invalid is_public filter [" + text + "]");
        }
        return TRUE.contains(word);
    }

    private static int number(ComputeRequest request, String name) {
        String text = request.query().get(name);
        if (text == null) {
            return Integer.MIN_VALUE;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw ApiFault.badRequest("Invalid " + name + " filter [" + text + "]");
        }
    }

    private static Comparator<Flavor> order(ComputeRequest request) {
        String key = request.query().get("sort_key");
        Comparator<Flavor> order = switch (key == null ? "flavorid" : key) {
            case "name" -> Comparator.comparing(Flavor::name);
            case "memory_mb" -> Comparator.comparing(Flavor::memoryMb);
            case "vcpus" -> Comparator.comparing(Flavor::vcpus);
            case "root_gb" -> Comparator.comparing(Flavor::rootGb);
            case "ephemeral_gb" -> Comparator.comparing(Flavor::ephemeralGb);
            case "swap" -> Comparator.comparing(Flavor::swapMb);
            case "id", "created_at", "updated_at" -> Comparator.comparing(Flavor::id);
            default -> Comparator.comparing(Flavor::flavorid);
        };
        return "desc".equals(request.query().get("sort_dir")) ? order.reversed() : order;
    }

    private static Map<String, Object> basic(ComputeRequest request, Flavor flavor) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", flavor.flavorid());
        view.put("name", flavor.name());
        view.put("links", request.links().of("flavors", flavor.flavorid()));
        if (request.atLeast(55)) {
            view.put("description", flavor.description());
        }
        return view;
    }

    private static Map<String, Object> view(ComputeRequest request, Flavor flavor) {
        Map<String, Object> view = basic(request, flavor);
        view.put("ram", flavor.memoryMb());
        view.put("disk", flavor.rootGb());
        view.put("swap", flavor.swapMb() != 0 ? (Object) flavor.swapMb() : request.atLeast(75) ? (Object) 0 : "");
        view.put("OS-FLV-EXT-DATA:ephemeral", flavor.ephemeralGb());
        view.put("OS-FLV-DISABLED:disabled", flavor.disabled());
        view.put("vcpus", flavor.vcpus());
        view.put("os-flavor-access:is_public", flavor.isPublic());
        view.put("rxtx_factor", flavor.rxtxFactor());
        if (request.atLeast(61)) {
            view.put("extra_specs", flavor.extraSpecs());
        }
        return view;
    }
}
