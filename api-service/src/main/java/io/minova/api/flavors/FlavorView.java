package io.minova.api.flavors;

import io.minova.api.web.ComputeRequest;
import io.minova.objects.Flavor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Flavors by microversion. Mirrors {@code nova/api/openstack/compute/views/flavors.py: ViewBuilder}. */
final class FlavorView {

    private FlavorView() {}

    static Map<String, Object> basic(ComputeRequest request, Flavor flavor) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", flavor.flavorid());
        view.put("name", flavor.name());
        view.put("links", request.links().of("flavors", flavor.flavorid()));
        if (request.atLeast(55)) {
            view.put("description", flavor.description());
        }
        return view;
    }

    static Map<String, Object> whole(ComputeRequest request, Flavor flavor) {
        Map<String, Object> view = basic(request, flavor);
        view.put("ram", flavor.memoryMb());
        view.put("disk", flavor.rootGb());
        view.put("swap", flavor.swapMb() != 0 ? (Object) flavor.swapMb() : request.atLeast(75) ? (Object) 0 : "");
        view.put("OS-FLV-EXT-DATA:ephemeral", flavor.ephemeralGb());
        view.put("OS-FLV-DISABLED:disabled", flavor.disabled());
        view.put("vcpus", flavor.vcpus());
        view.put("os-flavor-access:is_public", flavor.isPublic());
        view.put("rxtx_factor", flavor.rxtxFactor());
        if (request.atLeast(61)) {
            view.put("extra_specs", flavor.extraSpecs());
        }
        return view;
    }
}
