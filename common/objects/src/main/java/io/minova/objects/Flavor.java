package io.minova.objects;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A size that servers can have.
 *
 * <p>Units: memory and swap in MiB, disks in GiB.
 * <p>Mirrors {@code nova/objects/flavor.py: Flavor}.
 *
 * @param id the row's number; what clients call the id is {@code flavorid}
 */
public record Flavor(
        long id,
        String flavorid,
        String name,
        int vcpus,
        int memoryMb,
        int rootGb,
        int ephemeralGb,
        int swapMb,
        double rxtxFactor,
        boolean isPublic,
        boolean disabled,
        @Nullable String description,
        Map<String, String> extraSpecs) {

    public Flavor {
        extraSpecs = Map.copyOf(extraSpecs);
    }

    /** The same without a root disk: what a server that boots from a volume takes of its host. */
    public Flavor withoutRootDisk() {
        return new Flavor(
                id, flavorid, name, vcpus, memoryMb, 0, ephemeralGb, swapMb, rxtxFactor, isPublic, disabled, description, extraSpecs);
    }
}
