package io.minova.api.servers;

import io.minova.objects.Instance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Properties of a server that have no column and travel in its system metadata from the build request into the cell.
 *
 * <p>Differs: Nova keeps tags and trusted certificates in tables of their own and the pinned zone in the request spec.
 */
final class SystemMetadata {

    static final String TAGS = "minova_tags";
    static final String TRUSTED_CERTIFICATES = "minova_trusted_certs";
    static final String PINNED_ZONE = "minova_pinned_az";
    static final String DISK_CONFIG = "minova_disk_config";
    // A tag may hold no comma; a certificate id may hold no line break that a client would ever send.
    private static final String TAG_SEPARATOR = ",";
    private static final String CERTIFICATE_SEPARATOR = "\n";

    private SystemMetadata() {}

    static String joinTags(List<String> tags) {
        return String.join(TAG_SEPARATOR, tags);
    }

    static String joinCertificates(List<String> ids) {
        return String.join(CERTIFICATE_SEPARATOR, ids);
    }

    static List<String> tags(Instance instance) {
        String joined = instance.systemMetadata().get(TAGS);
        return joined == null || joined.isEmpty() ? List.of() : List.of(joined.split(TAG_SEPARATOR));
    }

    static @Nullable List<String> certificates(Instance instance) {
        String joined = instance.systemMetadata().get(TRUSTED_CERTIFICATES);
        return joined == null ? null : List.of(joined.split(CERTIFICATE_SEPARATOR));
    }

    static @Nullable String pinnedZone(Instance instance) {
        return instance.systemMetadata().get(PINNED_ZONE);
    }

    static String diskConfig(Instance instance) {
        return instance.systemMetadata().getOrDefault(DISK_CONFIG, "MANUAL");
    }
}
