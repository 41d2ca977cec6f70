package io.minova.api.imageproxy;

import io.minova.api.web.ComputeRequest;
import io.minova.store.ImageRepository.ImageRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Mirrors {@code nova/api/openstack/compute/views/images.py: ViewBuilder}. */
final class ProxiedImageView {

    private ProxiedImageView() {}

    static Map<String, Object> basic(ComputeRequest request, ImageRow image) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", image.id());
        view.put("name", image.name());
        List<Map<String, String>> links = new ArrayList<>(request.links().of("images", image.id()));
        links.add(Map.of(
                "rel", "alternate", "type", "application/vnd.openstack.image", "href", request.links().host() + "/image/images/" + image.id()));
        view.put("links", links);
        return view;
    }

    static Map<String, Object> whole(ComputeRequest request, ImageRow image) {
        Map<String, Object> view = basic(request, image);
        view.put("minRam", image.minRam());
        view.put("minDisk", image.minDisk());
        view.put("metadata", image.properties());
        view.put("created", seconds(image.createdAt()));
        view.put("updated", seconds(image.updatedAt()));
        view.put("status", status(image));
        view.put("progress", image.status().equals("active") ? 100 : image.status().equals("saving") ? 50 : image.status().equals("queued") ? 25 : 0);
        view.put("OS-EXT-IMG-SIZE:size", image.size() == null ? 0 : image.size());
        String server = image.properties().get("instance_uuid");
        if (server != null) {
            view.put("server", Map.of("id", server, "links", request.links().of("servers", server)));
        }
        return view;
    }

    /** Mirrors {@code nova/image/glance.py} and {@code views/images.py: _get_status}. */
    static String status(ImageRow image) {
        return switch (image.status()) {
            case "active" -> "ACTIVE";
            case "queued", "saving" -> "SAVING";
            case "deleted", "pending_delete" -> "DELETED";
            case "killed" -> "ERROR";
            default -> "UNKNOWN";
        };
    }

    static boolean isOfServer(ImageRow image, String wanted) {
        String server = image.properties().get("instance_uuid");
        return server != null && wanted.toLowerCase(Locale.ROOT).endsWith(server);
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
