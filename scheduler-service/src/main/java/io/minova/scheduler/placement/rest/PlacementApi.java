package io.minova.scheduler.placement.rest;

import static io.minova.scheduler.placement.rest.Route.get;
import static io.minova.scheduler.placement.rest.Route.plain;
import static io.minova.scheduler.placement.rest.Route.write;

import io.minova.scheduler.placement.objects.PlacementFault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every path of the API. Mirrors placement's {@code handler.py: ROUTE_DECLARATIONS}. */
@Component
public class PlacementApi {

    private static final int UNSUPPORTED_TYPE = 415;
    private static final int NOT_ACCEPTABLE = 406;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int FORBIDDEN = 403;

    private final List<Route> routes;

    public PlacementApi(
            ProviderHandlers providers,
            InventoryHandlers inventories,
            MarkHandlers marks,
            NameHandlers names,
            AllocationHandlers allocations,
            CandidateHandler candidates,
            UsageHandlers usages) {
        routes = List.of(
                get("/", 0, RootHandler::home).allow(Route.ANYBODY),
                get("/resource_classes", 2, names::listClasses),
                write("POST", "/resource_classes", 2, names::createClass),
                get("/resource_classes/{name}", 2, names::getClassOf),
                plain("PUT", "/resource_classes/{name}", 2, names::updateClass),
                plain("DELETE", "/resource_classes/{name}", 2, names::deleteClass),
                get("/resource_providers", 0, providers::list),
                write("POST", "/resource_providers", 0, providers::create),
                get("/resource_providers/{uuid}", 0, providers::show),
                write("PUT", "/resource_providers/{uuid}", 0, providers::update),
                plain("DELETE", "/resource_providers/{uuid}", 0, providers::delete),
                get("/resource_providers/{uuid}/inventories", 0, inventories::list),
                write("POST", "/resource_providers/{uuid}/inventories", 0, inventories::create),
                write("PUT", "/resource_providers/{uuid}/inventories", 0, inventories::set),
                plain("DELETE", "/resource_providers/{uuid}/inventories", 5, inventories::deleteAll).orElse(METHOD_NOT_ALLOWED),
                get("/resource_providers/{uuid}/inventories/{resource_class}", 0, inventories::show),
                write("PUT", "/resource_providers/{uuid}/inventories/{resource_class}", 0, inventories::update),
                plain("DELETE", "/resource_providers/{uuid}/inventories/{resource_class}", 0, inventories::delete),
                get("/resource_providers/{uuid}/usages", 0, usages::ofProvider),
                get("/resource_providers/{uuid}/aggregates", 1, marks::aggregates),
                write("PUT", "/resource_providers/{uuid}/aggregates", 1, marks::setAggregates),
                get("/resource_providers/{uuid}/allocations", 0, allocations::ofProvider),
                write("POST", "/allocations", 13, allocations::setAll),
                get("/allocations/{consumer_uuid}", 0, allocations::ofConsumer),
                write("PUT", "/allocations/{consumer_uuid}", 0, allocations::set),
                plain("DELETE", "/allocations/{consumer_uuid}", 0, allocations::delete),
                get("/allocation_candidates", 10, candidates::list),
                get("/traits", 6, names::listTraits),
                plain("GET", "/traits/{name}", 6, names::getTrait),
                plain("PUT", "/traits/{name}", 6, names::putTrait),
                plain("DELETE", "/traits/{name}", 6, names::deleteTrait),
                get("/resource_providers/{uuid}/traits", 6, marks::traits),
                write("PUT", "/resource_providers/{uuid}/traits", 6, marks::setTraits),
                plain("DELETE", "/resource_providers/{uuid}/traits", 6, marks::deleteTraits),
                get("/usages", 9, usages::ofProject).allow(Route.PROJECT),
                write("POST", "/reshaper", 30, allocations::reshape));
    }

    /** A method that the path does not have. */
    public static final class MethodNotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String allowed;

        MethodNotAllowed(String method, String allowed) {
            super("The method " + method + " is not allowed for this resource.", null, false, false);
            this.allowed = allowed;
        }

        public String allowed() {
            return allowed;
        }
    }

    /** @param accepts whether the client takes JSON; {@code type} the type of the body, null for none */
    public PlacementAnswer answer(PlacementRequest request, @Nullable String type, boolean accepts) {
        List<String> path = Route.split(request.path());
        List<Route> same = routes.stream().filter(route -> route.match(path) != null).toList();
        if (same.isEmpty()) {
            throw PlacementFault.notFound("The resource could not be found.");
        }
        Route route = same.stream().filter(one -> one.method().equals(request.method())).findFirst()
                .orElseThrow(() -> new MethodNotAllowed(
                        request.method(), same.stream().map(Route::method).collect(Collectors.joining(", "))));
        admit(route, request, type, accepts);
        Map<String, String> variables = Objects.requireNonNull(route.match(path));
        return route.handler().apply(request.withVariables(variables));
    }

    private static void admit(Route route, PlacementRequest request, @Nullable String type, boolean accepts) {
        if (request.version() < route.since()) {
            throw new PlacementFault(route.before(), PlacementFault.UNDEFINED, route.before() == METHOD_NOT_ALLOWED
                    ? "The method specified is not allowed for this resource."
                    : "The resource could not be found.");
        }
        if (route.takesJson() && !"application/json".equals(type)) {
            throw new PlacementFault(UNSUPPORTED_TYPE, PlacementFault.UNDEFINED,
                    "The media type " + (type == null ? "None" : type) + " is not supported, use application/json");
        }
        if (route.givesJson() && !accepts && !route.parts().isEmpty()) {
            throw new PlacementFault(NOT_ACCEPTABLE, PlacementFault.UNDEFINED, "Only application/json is provided");
        }
        if (!route.policy().test(request)) {
            throw new PlacementFault(FORBIDDEN, PlacementFault.UNDEFINED,
                    "Policy does not allow " + request.method() + " /" + String.join("/", route.parts()) + " to be performed.");
        }
    }
}
