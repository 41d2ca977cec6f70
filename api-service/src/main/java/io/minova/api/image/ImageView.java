package io.minova.api.image;

import io.minova.store.ImageRepository.ImageRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Images as the image API shows them, custom properties among the others. Mirrors {@code glance/api/v2/images.py: ResponseSerializer._format_image}. */
final class ImageView {

    private ImageView() {}

    static Map<String, Object> of(ImageRow image) {
        Map<String, Object> view = new LinkedHashMap<>(image.properties());
        view.put("id", image.id());
        view.put("name", image.name());
        view.put("status", image.status());
        view.put("visibility", image.visibility());
        view.put("protected", image.isProtected());
        view.put("os_hidden", false);
        view.put("checksum", image.checksum());
        view.put("os_hash_algo", image.hashValue() == null ? null : "sha512");
        view.put("os_hash_value", image.hashValue());
        view.put("owner", image.owner());
        view.put("size", image.size());
        view.put("virtual_size", image.size());
        view.put("container_format", image.containerFormat());
        view.put("disk_format", image.diskFormat());
        view.put("min_ram", image.minRam());
        view.put("min_disk", image.minDisk());
        view.put("tags", image.tags());
        view.put("created_at", seconds(image.createdAt()));
        view.put("updated_at", seconds(image.updatedAt()));
        view.put("self", "/v2/images/" + image.id());
        view.put("file", "/v2/images/" + image.id() + "/file");
        view.put("schema", "/v2/schemas/image");
        return view;
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
