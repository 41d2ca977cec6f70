package io.minova.api.extensions;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** GET /extensions: what is offered here, under the names of before microversions. */
@Controller
@RequestMapping("/compute/v2.1/extensions")
final class ExtensionsController {

    private static final Map<String, String> NAMES = Pattern.compile("\\s+")
            .splitAsStream(
                    """
            os-admin-actions=AdminActions os-admin-password=AdminPassword os-aggregates=Aggregates os-attach-interfaces=AttachInterfaces
            os-availability-zone=AvailabilityZone os-block-device-mapping=BlockDeviceMapping os-config-drive=ConfigDrive os-console-output=ConsoleOutput
            os-consoles=Consoles os-create-backup=CreateBackup os-deferred-delete=DeferredDelete os-evacuate=Evacuate
            os-extended-availability-zone=ExtendedAvailabilityZone os-extended-server-attributes=ExtendedServerAttributes os-extended-status=ExtendedStatus
            os-extended-volumes=ExtendedVolumes os-flavor-access=FlavorAccess os-flavor-extra-specs=FlavorExtraSpecs os-flavor-manage=FlavorManage
            os-flavor-rxtx=FlavorRxtx flavors=Flavors os-hosts=Hosts os-hypervisors=Hypervisors images=Images image-metadata=ImageMetadata image-size=ImageSize
            os-instance-actions=InstanceActions os-instance-usage-audit-log=OSInstanceUsageAuditLog ips=Ips os-keypairs=Keypairs limits=Limits
            os-lock-server=LockServer os-migrate-server=MigrateServer os-migrations=Migrations os-multiple-create=MultipleCreate os-pause-server=PauseServer
            os-personality=Personality os-quota-class-sets=QuotaClasses os-quota-sets=Quotas os-remote-consoles=RemoteConsoles os-rescue=Rescue
            os-scheduler-hints=SchedulerHints os-security-groups=SecurityGroups os-server-diagnostics=ServerDiagnostics
            os-server-external-events=ServerExternalEvents os-server-groups=ServerGroups os-server-password=ServerPassword
            os-server-start-stop=ServerStartStop os-server-usage=ServerUsage server-metadata=ServerMetadata servers=Servers os-services=Services
            os-shelve=Shelve os-simple-tenant-usage=SimpleTenantUsage os-suspend-server=SuspendServer os-user-data=UserData versions=Versions os-volumes=Volumes""")
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));

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
