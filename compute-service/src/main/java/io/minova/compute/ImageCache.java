package io.minova.compute;

import io.minova.objects.ImageCaching;
import io.minova.objects.NovaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Images that a host is told to have before a guest needs them. One that cannot be had does not keep the others away.
 *
 * <p>Threads: the caller's, for as long as the images take.
 * <p>Mirrors {@code nova/compute/manager.py: cache_images}.
 */
final class ImageCache {

    private static final Logger LOG = LoggerFactory.getLogger(ImageCache.class);

    private final HostContext host;

    ImageCache(HostContext host) {
        this.host = host;
    }

    Map<String, ImageCaching> cache(List<String> imageIds) {
        LOG.info("Host {} caches {} images by request", host.host(), imageIds.size());
        Map<String, ImageCaching> results = new LinkedHashMap<>();
        imageIds.forEach(image -> results.put(image, cache(image)));
        return results;
    }

    private ImageCaching cache(String imageId) {
        try {
            return host.driver().cacheImage(imageId) ? ImageCaching.CACHED : ImageCaching.EXISTING;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ImageCaching.ERROR;
        } catch (NovaException e) {
            LOG.warn("Host {} could not cache image {}: {}", host.host(), imageId, e.getMessage());
            return ImageCaching.ERROR;
        }
    }
}
