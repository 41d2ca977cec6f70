package io.minova.compute;

import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where images of guests go: told to the conductor, because a compute reaches no image service. Mirrors {@code nova/image/glance.py: API.update}. */
final class ImageUpload {

    private static final Logger LOG = LoggerFactory.getLogger(ImageUpload.class);
    private static final long GIB = 1L << 30;

    private final HostContext host;

    ImageUpload(HostContext host) {
        this.host = host;
    }

    /** The image is there from now on; as big as the disk it was made of. An image that its owner deleted meanwhile is fine. */
    void upload(Instance instance, String imageId) {
        host.conductor().imageUploaded(imageId, Math.max(1, instance.flavor().rootGb()) * GIB);
    }

    /** Takes away an image that was announced and never came. */
    void discard(String imageId) {
        try {
            host.conductor().imageDelete(imageId);
        } catch (NovaException e) {
            LOG.warn("image {} could not be deleted: {}", imageId, e.getMessage());
        }
    }

    void deleteShelved(Instance instance) {
        String imageId = instance.systemMetadata().get(Shelving.SHELVED_IMAGE_ID);
        if (imageId != null) {
            discard(imageId);
        }
    }
}
