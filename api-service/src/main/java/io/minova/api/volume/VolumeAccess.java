package io.minova.api.volume;

import io.minova.api.faults.ApiFault;
import io.minova.api.image.Images;
import io.minova.api.web.Paging;
import io.minova.api.web.QueryParameters;
import io.minova.api.web.ServiceRequest;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.store.VolumeRepository;
import io.minova.store.VolumeRepository.Attachment;
import io.minova.store.VolumeRepository.Volume;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Volumes as a caller may see and change them, behind the volume API and the compute API's proxies.
 *
 * <p>Failure: 404 for a volume of another project, 400 for one that may not be deleted now.
 * <p>Mirrors {@code cinder/volume/api.py: API}.
 */
@Component
public final class VolumeAccess {

    private final VolumeRepository volumes;
    private final Images images;
    private final Time time;

    VolumeAccess(VolumeRepository volumes, Images images, Time time) {
        this.volumes = volumes;
        this.images = images;
        this.time = time;
    }

    /** Whoever asks, for the project that the address names: it must be the token's. */
    static RequestContext caller(ServiceRequest request, String project) {
        RequestContext context = Objects.requireNonNull(request.context(), "the gate lets nobody in without a token");
        if (!project.equals(context.projectId())) {
            throw ApiFault.badRequest("Malformed request url");
        }
        return context;
    }

    public Volume create(RequestContext caller, JsonNode given) {
        requireMember(caller, "volume:create");
        Volume volume = GivenVolume.created(caller, given, images, time.now());
        volumes.create(volume);
        return volume;
    }

    public Volume find(RequestContext caller, String id) {
        return volumes.find(id).filter(volume -> caller.isAdmin() || volume.projectId().equals(caller.projectId()))
                .orElseThrow(() -> ApiFault.notFound("Volume " + id + " could not be found."));
    }

    /** The caller's, or for an administrator who asks for them everybody's; by name, status and metadata as the query says, a page of them. */
    public List<Volume> list(RequestContext caller, QueryParameters query) {
        boolean all = caller.isAdmin() && List.of("1", "true", "True").contains(String.valueOf(query.get("all_tenants")));
        List<Volume> found = volumes.list(all ? query.get("project_id") : caller.projectId()).stream()
                .filter(volume -> matches(query, "name", volume.name()) && matches(query, "display_name", volume.name()))
                .filter(volume -> matches(query, "status", volume.status()))
                .skip(offset(query))
                .toList();
        return Paging.of(query).page(found, Volume::id, "marker %s could not be found.");
    }

    /** Who has which of those volumes. */
    public Map<String, List<Attachment>> attachments(RequestContext caller) {
        return volumes.attachmentsOf(caller.isAdmin() ? null : caller.projectId()).stream().collect(Collectors.groupingBy(Attachment::volumeId));
    }

    public List<Attachment> attachments(Volume volume) {
        return volumes.attachments(volume.id());
    }

    public void delete(RequestContext caller, String id) {
        requireMember(caller, "volume:delete");
        Volume volume = find(caller, id);
        if (!volumes.delete(volume.id())) {
            throw ApiFault
                    .badRequest("Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing"
                            + " and must not be migrating, attached, belong to a group, have snapshots or be disassociated from snapshots after volume"
                            + " transfer.");
        }
    }

    /** So that nothing need be taken back, unless somebody comes between. 400 for one that no further server may have now. */
    public static void requireFree(Volume volume) {
        boolean isFree = volume.status().equals("available") || volume.isMultiattach() && volume.status().equals("in-use");
        if (!isFree) {
            throw notFree(volume.id(), volume.status());
        }
    }

    /** Keeps a volume for a server; 400 when it is not free any more. */
    public void reserve(String id, String attachmentId, String instanceUuid) {
        if (!volumes.reserve(id, attachmentId, instanceUuid)) {
            throw notFree(id, volumes.find(id).map(Volume::status).orElse("deleted"));
        }
    }

    /** Ends an attachment, however far it got. */
    public void detached(String attachmentId) {
        volumes.detached(attachmentId);
    }

    /** For one that goes with its server: others that have it keep it. */
    public void deleteIfFree(String id) {
        volumes.delete(id);
    }

    private static ApiFault notFree(String id, String status) {
        return ApiFault.badRequest("Invalid volume: Volume " + id + " status must be available or downloading to reserve, but the current status is "
                + status + ".");
    }

    static void requireMember(RequestContext caller, String rule) {
        if (!caller.isAdmin() && !caller.roles().contains("member")) {
            throw ApiFault.forbidden("Policy doesn't allow " + rule + " to be performed.");
        }
    }

    private static int offset(QueryParameters query) {
        String text = query.get("offset");
        if (text != null && !text.matches("[0-9]{1,9}")) {
            throw ApiFault.badRequest("Invalid input received: offset must be an integer >= 0");
        }
        return text == null ? 0 : Integer.parseInt(text);
    }

    private static boolean matches(QueryParameters query, String field, @org.jspecify.annotations.Nullable String value) {
        return !query.has(field) || Objects.equals(query.get(field), value);
    }
}
