package io.minova.api.microversions;

import io.minova.api.faults.ApiFault;
import org.jspecify.annotations.Nullable;

/** The one microversion that the volume API speaks. Mirrors {@code cinder/api/openstack/api_version_request.py}. */
public final class VolumeVersion {

    public static final String ONLY = "3.0";

    private VolumeVersion() {}

    /** Refuses a header that asks the volume API for another one; headers for other services are none of its business. */
    public static void require(@Nullable String header) {
        if (header == null) {
            return;
        }
        for (String part : header.split(",")) {
            String[] words = part.strip().split("\\s+");
            if (words.length == 2 && words[0].equals("volume") && !words[1].equals("latest") && !words[1].equals(ONLY)) {
                throw new ApiFault(
                        406, "Version " + words[1] + " is not supported by the API. Minimum is " + ONLY + " and maximum is " + ONLY + ".");
            }
        }
    }
}
