package io.minova.conductor;

import io.minova.concurrency.Time;
import io.minova.store.ImageRepository;
import io.minova.store.ImageRepository.ImageRow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Images of guests, as their hosts report them. Stands in for the image service, which Nova's computes call themselves.
 *
 * <p>Differs: an image has the size of the disk it was made of, and no bytes.
 */
@Component
class ImageRecords {

    // What MD5 makes of no bytes: clients want a checksum of an active image.
    private static final String CHECKSUM = "d41d8cd98f00b204e9800998ecf8427e";

    private final ImageRepository images;
    private final Time time;

    ImageRecords(ImageRepository images, Time time) {
        this.images = images;
        this.time = time;
    }

    void uploading(String imageId) {
        save(imageId, "saving", null, null);
    }

    void uploaded(String imageId, long size) {
        save(imageId, "active", size, CHECKSUM);
    }

    void delete(String imageId) {
        images.destroy(imageId);
    }

    void rotateBackups(String instanceUuid, String backupType, int rotation) {
        List<ImageRow> newestFirst = images.list();
        newestFirst.stream()
                .filter(image -> instanceUuid.equals(image.properties().get("instance_uuid"))
                        && backupType.equals(image.properties().get("backup_type")))
                .skip(rotation)
                .forEach(image -> images.destroy(image.id()));
    }

    // Nothing happens to one that its owner deleted meanwhile.
    private void save(String imageId, String status, @Nullable Long size, @Nullable String checksum) {
        images.find(imageId).ifPresent(image -> images.save(new ImageRow(
                image.id(), image.name(), status, image.visibility(), image.owner(), size, checksum, image.hashValue(), image.containerFormat(),
                image.diskFormat(), image.minRam(), image.minDisk(), image.isProtected(), image.tags(), image.properties(), image.createdAt(),
                time.now())));
    }
}
