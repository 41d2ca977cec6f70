package io.minova.api.servers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an image asks of the host of its servers, by the names of today; everything else that an image may carry is nothing to the scheduler.
 *
 * <p>Mirrors {@code nova/objects/image_meta.py: ImageMetaProps}: its legacy names, of which a name of today wins.
 */
final class ImageRequirements {

    private static final Map<String, String> NAMES = Map.of(
            "architecture", "hw_architecture",
            "hypervisor_type", "img_hv_type",
            "vm_mode", "hw_vm_mode",
            "hypervisor_version_requires", "img_hv_requested_version");

    // What filters compare with aggregates, and the traits that an image requires.
    private static final List<String> TODAY = List.of("hw_", "img_", "os_", "trait:");

    private ImageRequirements() {}

    static Map<String, String> of(Map<String, String> properties) {
        Map<String, String> asked = new HashMap<>();
        NAMES.forEach((legacy, name) -> {
            String value = properties.getOrDefault(name, properties.get(legacy));
            if (value != null) {
                asked.put(name, value);
            }
        });
        properties.forEach((name, value) -> {
            if (TODAY.stream().anyMatch(name::startsWith)) {
                asked.put(name, value);
            }
        });
        return asked;
    }
}
