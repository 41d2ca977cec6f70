package io.minova.api.microversions;

/**
 * A version 2.{@code minor} of the compute API.
 *
 * <p>Mirrors {@code nova/api/openstack/api_version_request.py: APIVersionRequest}.
 */
public record Microversion(int minor) implements Comparable<Microversion> {

    /** What a request without a header speaks. */
    public static final Microversion MIN = new Microversion(1);

    /** The highest version whose every field and rule the resources offered here honour; see docs of the versions package. */
    public static final Microversion MAX = new Microversion(96);

    /** True from 2.{@code since} on. */
    public boolean atLeast(int since) {
        return minor >= since;
    }

    public boolean isOffered() {
        return compareTo(MIN) >= 0 && compareTo(MAX) <= 0;
    }

    @Override
    public int compareTo(Microversion other) {
        return Integer.compare(minor, other.minor);
    }

    /** As in headers and documents: {@code 2.79}. */
    @Override
    public String toString() {
        return "2." + minor;
    }
}
