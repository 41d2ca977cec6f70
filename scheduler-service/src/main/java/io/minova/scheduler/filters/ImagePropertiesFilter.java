package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Only hosts that can run the image: its architecture, hypervisor type and virtual machine mode are the host's, and the hypervisor's version satisfies it.
 * An image that says nothing of the first three runs everywhere.
 *
 * <p>Mirrors {@code nova/scheduler/filters/image_props_filter.py: ImagePropertiesFilter}; differs: what a host supports is not reported by it, every
 * simulated one is x86_64 and hvm, as Nova's fake driver says.
 */
@Component
public class ImagePropertiesFilter implements HostFilter {

    private static final Map<String, String> ARCHITECTURES = Map.of("amd64", "x86_64", "x64", "x86_64");

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        Map<String, String> asked = request.spec().imageProperties();
        if (asked.isEmpty()) {
            return true;
        }
        String architecture = lower(asked, "hw_architecture");
        String type = lower(asked, "img_hv_type");
        String mode = lower(asked, "hw_vm_mode");
        if (architecture.isEmpty() && type.isEmpty() && mode.isEmpty()) {
            return true;
        }
        return isOneOf(ARCHITECTURES.getOrDefault(architecture, architecture), "x86_64")
                && isOneOf(type, host.node().hypervisorType().toLowerCase(Locale.ROOT))
                && isOneOf(mode, "hvm")
                && VersionPredicate.of(asked.getOrDefault("img_hv_requested_version", "")).test(host.node().hypervisorVersion());
    }

    private static String lower(Map<String, String> asked, String name) {
        return asked.getOrDefault(name, "").toLowerCase(Locale.ROOT);
    }

    private static boolean isOneOf(String asked, String supported) {
        return asked.isEmpty() || asked.equals(supported);
    }
}
