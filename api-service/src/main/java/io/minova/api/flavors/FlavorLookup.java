package io.minova.api.flavors;

import io.minova.api.faults.ApiFault;
import io.minova.concurrency.RequestContext;
import io.minova.objects.Flavor;
import io.minova.store.FlavorRepository;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The flavors that a caller sees: public ones, those its project was given, and all for administrators.
 *
 * <p>Mirrors {@code nova/objects/flavor.py: Flavor._flavor_get_query_from_db}.
 */
@Component
public final class FlavorLookup {

    private final FlavorRepository flavors;

    FlavorLookup(FlavorRepository flavors) {
        this.flavors = flavors;
    }

    /** Failure: 404. */
    public Flavor find(RequestContext context, String flavorid) {
        return flavors.find(flavorid).filter(flavor -> sees(context, flavor)).orElseThrow(() -> notFound(flavorid));
    }

    /** Those that are not public only when the caller is an administrator or its project has access. */
    List<Flavor> list(RequestContext context) {
        if (context.isAdmin()) {
            return flavors.list();
        }
        String project = context.projectId();
        List<Long> given = project == null ? List.of() : flavors.accessibleTo(project);
        return flavors.list().stream().filter(flavor -> !flavor.disabled() && (flavor.isPublic() || given.contains(flavor.id()))).toList();
    }

    static ApiFault notFound(String flavorid) {
        return ApiFault.notFound("Flavor " + flavorid + " could not be found.");
    }

    private boolean sees(RequestContext context, Flavor flavor) {
        String project = context.projectId();
        return flavor.isPublic() || context.isAdmin() || (project != null && flavors.accessibleTo(project).contains(flavor.id()));
    }
}
