package io.minova.api.image;

import io.minova.api.faults.ApiFault;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.store.ImageRepository;
import io.minova.store.ImageRepository.ImageRow;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Changes and deletes images, for their owners and administrators.
 *
 * <p>Failure: 404 for an image that the caller does not see, 403 for one that it may not change.
 * <p>Mirrors {@code glance/api/v2/images.py: ImagesController.update, delete}.
 */
@Component
public final class ImageChanges {

    private final StoredImages images;
    private final ImageRepository stored;
    private final Time time;

    ImageChanges(StoredImages images, ImageRepository stored, Time time) {
        this.images = images;
        this.stored = stored;
        this.time = time;
    }

    public ImageRow find(RequestContext context, String id) {
        ImageRow image = images.find(context, id);
        if (image == null) {
            throw ApiFault.notFound("No image found with ID " + id);
        }
        return image;
    }

    /** The image, for a caller that may change it. */
    public ImageRow findOwn(RequestContext context, String id) {
        ImageRow image = find(context, id);
        boolean own = context.isAdmin() || (image.owner() != null && image.owner().equals(context.projectId()));
        if (!own || images.isSeeded(id)) {
            throw ApiFault.forbidden("You are not permitted to modify image " + id + ".");
        }
        return image;
    }

    public void delete(RequestContext context, String id) {
        ImageRow image = findOwn(context, id);
        if (image.isProtected()) {
            throw ApiFault.forbidden("Image " + id + " is protected and cannot be deleted.");
        }
        stored.destroy(id);
    }

    /** Replaces the image's own properties. */
    public ImageRow saveProperties(ImageRow image, Map<String, String> properties) {
        ImageRow changed = new ImageRow(
                image.id(), image.name(), image.status(), image.visibility(), image.owner(), image.size(), image.checksum(), image.hashValue(),
                image.containerFormat(), image.diskFormat(), image.minRam(), image.minDisk(), image.isProtected(), image.tags(), properties,
                image.createdAt(), time.now());
        stored.save(changed);
        return changed;
    }
}
