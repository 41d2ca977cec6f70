package io.minova.api.volume;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.ServiceRequest;
import io.minova.store.VolumeRepository;
import io.minova.store.VolumeRepository.Volume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What clients ask of a volume service besides volumes: one type, one zone, no snapshots, no limits. Mirrors {@code cinder/api/v3, cinder/api/contrib}. */
@Controller
@RequestMapping("/volume/v3/{project}")
final class VolumeSurroundingsController {

    static final String TYPE_ID = "7d1c6f0e-52b3-4b0e-9a54-3c2f1d8e6a90";

    private static final List<String> QUOTAS =
            List.of("volumes", "snapshots", "gigabytes", "per_volume_gigabytes", "backups", "backup_gigabytes", "groups");

    private final VolumeAccess access;

    VolumeSurroundingsController(VolumeAccess access) {
        this.access = access;
    }

    @GetMapping("/types")
    Answer types(ServiceRequest request, @PathVariable String project) {
        VolumeAccess.caller(request, project);
        return Answer.ok(Map.of("volume_types", List.of(type())));
    }

    @GetMapping("/types/{id}")
    Answer type(ServiceRequest request, @PathVariable String project, @PathVariable String id) {
        VolumeAccess.caller(request, project);
        if (!List.of(TYPE_ID, "default").contains(id)) {
            throw ApiFault.notFound("Volume type " + id + " could not be found.");
        }
        return Answer.ok(Map.of("volume_type", type()));
    }

    @GetMapping({"/snapshots", "/snapshots/detail"})
    Answer snapshots(ServiceRequest request, @PathVariable String project) {
        VolumeAccess.caller(request, project);
        return Answer.ok(Map.of("snapshots", List.of()));
    }

    @GetMapping("/os-availability-zone")
    Answer zones(ServiceRequest request, @PathVariable String project) {
        VolumeAccess.caller(request, project);
        return Answer.ok(Map.of("availabilityZoneInfo", List.of(Map.of("zoneName", VolumeRepository.ZONE, "zoneState", Map.of("available", true)))));
    }

    @GetMapping("/extensions")
    Answer extensions(ServiceRequest request, @PathVariable String project) {
        VolumeAccess.caller(request, project);
        return Answer.ok(Map.of("extensions", List.of()));
    }

    @GetMapping({"/os-quota-sets/{of}", "/os-quota-sets/{of}/defaults"})
    Answer quotas(ServiceRequest request, @PathVariable String project, @PathVariable String of) {
        if (!VolumeAccess.caller(request, project).isAdmin() && !of.equals(project)) {
            throw ApiFault.forbidden("Policy doesn't allow volume_extension:quotas:show to be performed.");
        }
        Map<String, Object> quota = new LinkedHashMap<>();
        quota.put("id", of);
        QUOTAS.forEach(resource -> quota.put(resource, -1));
        return Answer.ok(Map.of("quota_set", quota));
    }

    @GetMapping("/limits")
    Answer limits(ServiceRequest request, @PathVariable String project) {
        List<Volume> volumes = access.list(VolumeAccess.caller(request, project), request.query());
        Map<String, Object> absolute = new LinkedHashMap<>();
        for (String limit : List.of("maxTotalVolumes", "maxTotalVolumeGigabytes", "maxTotalSnapshots", "maxTotalBackups",
                "maxTotalBackupGigabytes")) {
            absolute.put(limit, -1);
        }
        absolute.put("totalVolumesUsed", volumes.size());
        absolute.put("totalGigabytesUsed", volumes.stream().mapToInt(Volume::size).sum());
        for (String used : List.of("totalSnapshotsUsed", "totalBackupsUsed", "totalBackupGigabytesUsed")) {
            absolute.put(used, 0);
        }
        return Answer.ok(Map.of("limits", Map.of("rate", List.of(), "absolute", absolute)));
    }

    private static Map<String, Object> type() {
        return Map.of(
                "id", TYPE_ID, "name", GivenVolume.TYPE, "description", "The one type", "is_public", true,
                "os-volume-type-access:is_public", true, "extra_specs", Map.of());
    }
}
