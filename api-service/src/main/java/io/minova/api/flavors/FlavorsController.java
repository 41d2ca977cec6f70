package io.minova.api.flavors;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Paging;
import io.minova.api.web.Query;
import io.minova.objects.Flavor;
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

    private final FlavorLookup lookup;

    FlavorsController(FlavorLookup lookup) {
        this.lookup = lookup;
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
        return Answer.ok(Map.of("flavor", FlavorView.whole(request, lookup.find(request.context(), id))));
    }

    private Answer list(ComputeRequest request, boolean detail) {
        Paging paging = Paging.of(request.query());
        Boolean isPublic = isPublic(request);
        int minRam = number(request, "minRam");
        int minDisk = number(request, "minDisk");
        List<Flavor> matching = lookup.list(request.context()).stream()
                .filter(flavor -> isPublic == null || flavor.isPublic() == isPublic)
                .filter(flavor -> flavor.memoryMb() >= minRam && flavor.rootGb() >= minDisk)
                .sorted(order(request))
                .toList();
        List<Flavor> page = paging.page(matching, Flavor::flavorid, "marker [%s] not found");
        List<Map<String, Object>> views =
                page.stream().map(flavor -> detail ? FlavorView.whole(request, flavor) : FlavorView.basic(request, flavor)).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("flavors", views);
        String last = page.isEmpty() ? null : page.getLast().flavorid();
        paging.addLink(answer, "flavors_links", request, detail ? "flavors/detail" : "flavors", views, last);
        return Answer.ok(answer);
    }

    /** Null for flavors of both kinds; only administrators have a choice. */
    private static @Nullable Boolean isPublic(ComputeRequest request) {
        String text = request.query().get("is_public");
        if (!request.context().isAdmin()) {
            return null; // all that the caller sees, as Nova: those that its project was given are among them
        }
        if (text == null) {
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
}
