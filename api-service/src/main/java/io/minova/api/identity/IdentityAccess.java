package io.minova.api.identity;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.ServiceRequest;
import io.minova.concurrency.RequestContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may ask the identity service what. Failure: 401 without a token, 403, 404. Mirrors {@code keystone/common/policies}. */
final class IdentityAccess {

    private IdentityAccess() {}

    static ApiFault unauthorized(ServiceRequest request) {
        return new ApiFault(
                401,
                "The request you have made requires authentication.",
                Map.of("WWW-Authenticate", "Keystone uri=\"" + request.host() + "/identity\""));
    }

    static RequestContext caller(ServiceRequest request) {
        RequestContext context = request.context();
        if (context == null) {
            throw unauthorized(request);
        }
        return context;
    }

    static void admin(ServiceRequest request, String rule) {
        if (!caller(request).isAdmin()) {
            throw ApiFault.forbidden("You are not authorized to perform the requested action: " + rule + ".");
        }
    }

    static void ownOrAdmin(ServiceRequest request, String userId, String rule) {
        if (!userId.equals(caller(request).userId())) {
            admin(request, rule);
        }
    }

    static <T> T found(@Nullable T thing, String kind, String id) {
        if (thing == null) {
            throw ApiFault.notFound("Could not find " + kind + ": " + id + ".");
        }
        return thing;
    }
}
