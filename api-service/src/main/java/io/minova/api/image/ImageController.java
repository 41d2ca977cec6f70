package io.minova.api.image;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.QueryParameters;
import io.minova.api.web.ServiceRequest;
import io.minova.concurrency.RequestContext;
import io.minova.store.ImageRepository.ImageRow;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Image v2: list and show. Mirrors {@code glance/api/v2/images.py: ImagesController}. */
@Controller
@RequestMapping("/image/v2/images")
final class ImageController {

    // 25 and 1000: Glance's limit_param_default and api_limit_max.
    private static final int LIMIT_DEFAULT = 25;
    private static final int LIMIT_MAX = 1000;
    private static final Set<String> SORT_KEYS =
            Set.of("id", "name", "status", "size", "created_at", "updated_at", "disk_format", "container_format");

    // Any other name of a query is that of a property. Those of Glance that nothing here has are ignored.
    private static final Set<String> NOT_PROPERTIES = Set.of(
            "name", "id", "status", "disk_format", "container_format", "visibility", "owner", "tag", "limit", "marker", "sort", "sort_key",
            "sort_dir",
            "member_status", "size_min", "size_max", "protected", "os_hidden", "created_at", "updated_at", "checksum", "min_ram", "min_disk");

    private final Images images;

    ImageController(Images images) {
        this.images = images;
    }

    @GetMapping
    Answer list(ServiceRequest request) {
        QueryParameters query = request.query();
        List<ImageRow> matching =
                images.all().stream().filter(image -> Images.sees(caller(request), image)).filter(filter(query)).sorted(order(query)).toList();
        int from = 0;
        String marker = query.get("marker");
        if (marker != null) {
            from = 1 + position(matching, marker);
        }
        int limit = limit(query.get("limit"));
        List<ImageRow> page = matching.subList(from, Math.min(matching.size(), from + limit));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("images", page.stream().map(ImageView::of).toList());
        if (limit > 0 && from + page.size() < matching.size()) {
            answer.put("next", "/v2/images?marker=" + page.getLast().id() + "&limit=" + limit + rest(query));
        }
        answer.put("first", "/v2/images");
        answer.put("schema", "/v2/schemas/images");
        return Answer.ok(answer);
    }

    @GetMapping("/{id}")
    Answer show(ServiceRequest request, @PathVariable String id) {
        ImageRow image = images.find(caller(request), id);
        if (image == null) {
            throw ApiFault.notFound("No image found with ID " + id);
        }
        return Answer.ok(ImageView.of(image));
    }

    private static String rest(QueryParameters query) {
        StringBuilder rest = new StringBuilder();
        query.names().stream().filter(name -> !name.equals("marker") && !name.equals("limit")).forEach(name -> rest.append('&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8)).append('=')
                .append(URLEncoder.encode(String.valueOf(query.get(name)), StandardCharsets.UTF_8)));
        return rest.toString();
    }

    private static int position(List<ImageRow> list, String id) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).id().equals(id)) {
                return i;
            }
        }
        throw ApiFault.badRequest("Invalid marker. Image could not be found.");
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return LIMIT_DEFAULT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit < 0) {
                throw ApiFault.badRequest("limit param must be positive");
            }
            return Math.min(limit, LIMIT_MAX);
        } catch (NumberFormatException e) {
            throw ApiFault.badRequest("limit param must be an integer");
        }
    }

    /** {@code name=x} or {@code name=in:x,y}; the same for id and status. */
    private static Predicate<ImageRow> filter(QueryParameters query) {
        Predicate<ImageRow> filter = image -> true;
        filter = filter.and(one(query.get("name"), image -> String.valueOf(image.name())));
        filter = filter.and(one(query.get("id"), ImageRow::id));
        filter = filter.and(one(query.get("status"), ImageRow::status));
        filter = filter.and(one(query.get("disk_format"), image -> String.valueOf(image.diskFormat())));
        filter = filter.and(one(query.get("container_format"), image -> String.valueOf(image.containerFormat())));
        String visibility = query.get("visibility");
        if (visibility != null && !Set.of("public", "private", "shared", "community", "all").contains(visibility)) {
            throw ApiFault.badRequest("Invalid visibility value: " + visibility);
        }
        if (visibility != null && !visibility.equals("all")) {
            filter = filter.and(image -> image.visibility().equals(visibility));
        }
        String owner = query.get("owner");
        if (owner != null) {
            filter = filter.and(image -> owner.equals(image.owner()));
        }
        for (String name : query.names()) {
            if (!NOT_PROPERTIES.contains(name)) {
                filter = filter.and(one(query.get(name), image -> String.valueOf(image.properties().get(name))));
            }
        }
        return filter.and(image -> image.tags().containsAll(query.all("tag")));
    }

    private static Predicate<ImageRow> one(@Nullable String wanted, Function<ImageRow, String> field) {
        if (wanted == null) {
            return image -> true;
        }
        if (wanted.startsWith("in:")) {
            List<String> values = Arrays.stream(wanted.substring(3).split(",")).map(value -> value.replace("\"", "").strip()).toList();
            return image -> values.contains(field.apply(image));
        }
        return image -> wanted.equals(field.apply(image));
    }

    private static Comparator<ImageRow> order(QueryParameters query) {
        String key = query.get("sort_key");
        String direction = query.get("sort_dir");
        String sort = query.get("sort");
        if (sort != null) {
            String[] parts = sort.split(",")[0].split(":", 2);
            key = parts[0];
            direction = parts.length > 1 ? parts[1] : "desc";
        }
        String by = key == null ? "created_at" : key;
        if (!SORT_KEYS.contains(by)) {
            throw ApiFault.badRequest("Invalid sort key: " + by + ". Must be one of: " + SORT_KEYS.stream().sorted().toList());
        }
        String towards = direction == null ? "desc" : direction;
        if (!towards.equals("asc") && !towards.equals("desc")) {
            throw ApiFault.badRequest("Invalid sort direction: " + towards);
        }
        Comparator<ImageRow> order = switch (by) {
            case "name" -> Comparator.comparing(image -> String.valueOf(image.name()));
            case "size" -> Comparator.comparing(image -> image.size() == null ? 0L : image.size());
            case "created_at", "updated_at" -> Comparator.comparing(ImageRow::createdAt);
            default -> Comparator.comparing(ImageRow::id);
        };
        return towards.equals("asc") ? order : order.reversed();
    }

    private static RequestContext caller(ServiceRequest request) {
        return ImageManagementController.caller(request);
    }
}
