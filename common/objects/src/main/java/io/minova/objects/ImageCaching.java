package io.minova.objects;

/** What became of an image that a host was told to cache. Mirrors {@code nova/compute/manager.py: cache_images}. */
public enum ImageCaching {
    CACHED,
    /** It was there already. */
    EXISTING,
    ERROR
}
