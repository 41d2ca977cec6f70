package io.minova.api.actions;

import io.minova.api.image.Images;
import io.minova.concurrency.Time;
import io.minova.objects.Instance;
import io.minova.store.ImageRepository;
import io.minova.store.ImageRepository.ImageRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The record of an image before its host makes it. Mirrors {@code nova/compute/api.py: _create_image}. */
@Component
final class SnapshotImages {

    private final ImageRepository repository;
    private final Images images;
    private final Time time;

    SnapshotImages(ImageRepository repository, Images images, Time time) {
        this.repository = repository;
        this.images = images;
        this.time = time;
    }

    /** Its id; it is {@code queued} until the host has it. {@code type} is {@code snapshot} or {@code backup}. */
    String create(Instance instance, String name, String type, Map<String, String> properties) {
        String id = UUID.randomUUID().toString();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("instance_uuid", instance.uuid());
        all.put("user_id", instance.userId());
        all.put("image_type", type);
        String base = instance.imageRef();
        int minRam = 0;
        if (base != null) {
            all.put("base_image_ref", base);
            var image = images.find(base);
            minRam = image == null ? 0 : image.minRam();
        }
        // What the client names wins, as in Nova.
        all.putAll(properties);
        repository.create(new ImageRow(
                id, name, "queued", "private", instance.projectId(), null, null, null, "bare", "qcow2", minRam, instance.flavor().rootGb(), false,
                List.of(), all, time.now(), time.now()));
        return id;
    }
}
