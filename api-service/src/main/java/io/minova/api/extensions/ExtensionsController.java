package io.minova.api.extensions;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** GET /extensions: what is offered here, under the names of before microversions. */
@Controller
@RequestMapping("/compute/v2.1/extensions")
final class ExtensionsController {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("os-availability-zone", "AvailabilityZone"),
            Map.entry("os-config-drive", "ConfigDrive"),
            Map.entry("os-extended-availability-zone", "ExtendedAvailabilityZone"),
            Map.entry("os-extended-server-attributes", "ExtendedServerAttributes"),
            Map.entry("os-extended-status", "ExtendedStatus"),
            Map.entry("os-hypervisors", "Hypervisors"),
            Map.entry("os-instance-actions", "InstanceActions"),
            Map.entry("os-keypairs", "Keypairs"),
            Map.entry("os-quota-sets", "Quotas"),
            Map.entry("os-server-start-stop", "ServerStartStop"),
            Map.entry("os-server-usage", "ServerUsage"),
            Map.entry("os-services", "Services"),
            Map.entry("os-user-data", "UserData"),
            Map.entry("flavors", "Flavors"),
            Map.entry("limits", "Limits"),
            Map.entry("servers", "Servers"));

    @GetMapping
    Answer index() {
        List<Map<String, Object>> all = NAMES.keySet().stream().sorted().map(ExtensionsController::view).toList();
        return Answer.ok(Map.of("extensions", all));
    }

    @GetMapping("/{alias}")
    Answer show(@PathVariable String alias) {
        if (!NAMES.containsKey(alias)) {
            throw ApiFault.notFound("The resource could not be found.");
        }
        return Answer.ok(Map.of("extension", view(alias)));
    }

    private static Map<String, Object> view(String alias) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("alias", alias);
        view.put("name", String.valueOf(NAMES.get(alias)));
        view.put("description", "");
        view.put("links", List.of());
        view.put("namespace", "http://docs.openstack.org/compute/ext/fake_xml");
        view.put("updated", "2014-12-03T00:00:00Z");
        return view;
    }
}
