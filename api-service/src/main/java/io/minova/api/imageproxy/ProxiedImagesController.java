package io.minova.api.imageproxy;

import io.minova.api.faults.ApiFault;
import io.minova.api.image.ImageChanges;
import io.minova.api.image.Images;
import io.minova.api.microversions.Versions;
import io.minova.api.validation.NovaFormats;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Paging;
import io.minova.api.web.Query;
import io.minova.api.web.QueryParameters;
import io.minova.store.ImageRepository.ImageRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** /images. Mirrors {@code nova/api/openstack/compute/images.py: ImagesController}. */
@Controller
@RequestMapping("/compute/v2.1/images")
final class ProxiedImagesController {

    private final Images images;
    private final ImageChanges changes;

    ProxiedImagesController(Images images, ImageChanges changes) {
        this.images = images;
        this.changes = changes;
    }

    @GetMapping
    @Versions(to = 35)
    @Query("images-query")
    Answer index(ComputeRequest request) {
        return list(request, false);
    }

    @GetMapping("/detail")
    @Versions(to = 35)
    @Query("images-query")
    Answer detail(ComputeRequest request) {
        return list(request, true);
    }

    @GetMapping("/{id}")
    @Versions(to = 35)
    Answer show(ComputeRequest request, @PathVariable String id) {
        return Answer.ok(Map.of("image", ProxiedImageView.whole(request, find(request, id))));
    }

    @DeleteMapping("/{id}")
    @Versions(to = 35)
    Answer delete(ComputeRequest request, @PathVariable String id) {
        find(request, id);
        changes.delete(request.context(), id);
        return Answer.noContent();
    }

    private ImageRow find(ComputeRequest request, String id) {
        ImageRow image = images.find(request.context(), id);
        if (image == null) {
            throw ApiFault.notFound("Image not found.");
        }
        return image;
    }

    private Answer list(ComputeRequest request, boolean detail) {
        Paging paging = Paging.of(request.query());
        List<ImageRow> matching = images.all().stream()
                .filter(image -> Images.sees(request.context(), image))
                .filter(filter(request.query()))
                .sorted(Comparator.comparing(ImageRow::createdAt).reversed())
                .toList();
        List<ImageRow> page = paging.page(matching, ImageRow::id, "marker [%s] not found");
        List<Map<String, Object>> views = page.stream()
                .map(image -> detail ? ProxiedImageView.whole(request, image) : ProxiedImageView.basic(request, image))
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("images", views);
        String last = page.isEmpty() ? null : page.getLast().id();
        paging.addLink(answer, "images_links", request, detail ? "images/detail" : "images", views, last);
        return Answer.ok(answer);
    }

    private static Predicate<ImageRow> filter(QueryParameters query) {
        Predicate<ImageRow> filter = image -> true;
        String name = query.get("name");
        String status = query.get("status");
        String server = query.get("server");
        String type = query.get("type");
        String since = query.get("changes-since");
        if (name != null) {
            filter = filter.and(image -> name.equals(image.name()));
        }
        if (status != null) {
            filter = filter.and(image -> status.equalsIgnoreCase(ProxiedImageView.status(image)));
        }
        if (server != null) {
            filter = filter.and(image -> ProxiedImageView.isOfServer(image, server));
        }
        if (type != null) {
            filter = filter.and(image -> type.equals(image.properties().getOrDefault("image_type", "")));
        }
        if (since != null) {
            Instant at = NovaFormats.time(since);
            if (at == null) {
                throw ApiFault.badRequest("Invalid changes-since value: " + since);
            }
            filter = filter.and(image -> !image.updatedAt().isBefore(at));
        }
        int minRam = number(query, "minRam");
        int minDisk = number(query, "minDisk");
        return filter.and(image -> image.minRam() >= minRam && image.minDisk() >= minDisk);
    }

    private static int number(QueryParameters query, String name) {
        String text = query.get(name);
        try {
            return text == null ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw ApiFault.badRequest("Invalid " + name + " filter [" + text + "]");
        }
    }
}
