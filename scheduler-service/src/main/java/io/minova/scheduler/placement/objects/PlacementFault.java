package io.minova.scheduler.placement.objects;

/** What a client of placement's REST API did that cannot be done. Mirrors placement's {@code exception.py} and {@code errors.py}. */
public final class PlacementFault extends RuntimeException {

    public static final String UNDEFINED = "placement.undefined_code";
    public static final String CONCURRENT_UPDATE = "placement.concurrent_update";
    public static final String INVENTORY_IN_USE = "placement.inventory.inuse";
    public static final String DUPLICATE_NAME = "placement.duplicate_name";
    public static final String PROVIDER_IN_USE = "placement.resource_provider.inuse";
    public static final String CANNOT_DELETE_PARENT = "placement.resource_provider.cannot_delete_parent";
    public static final String PROVIDER_NOT_FOUND = "placement.resource_provider.not_found";
    public static final String DUPLICATE_KEY = "placement.query.duplicate_key";
    public static final String BAD_VALUE = "placement.query.bad_value";
    public static final String MISSING_VALUE = "placement.query.missing_value";

    private static final long serialVersionUID = 1L;

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final int status;
    private final String code;

    /** Without a stack trace: it is an answer, not an accident. */
    public PlacementFault(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    public static PlacementFault badRequest(String detail) {
        return new PlacementFault(BAD_REQUEST, UNDEFINED, detail);
    }

    public static PlacementFault badRequest(String code, String detail) {
        return new PlacementFault(BAD_REQUEST, code, detail);
    }

    public static PlacementFault notFound(String detail) {
        return new PlacementFault(NOT_FOUND, UNDEFINED, detail);
    }

    public static PlacementFault conflict(String detail) {
        return new PlacementFault(CONFLICT, UNDEFINED, detail);
    }

    public static PlacementFault conflict(String code, String detail) {
        return new PlacementFault(CONFLICT, code, detail);
    }

    /** Somebody else changed the provider in between. */
    public static PlacementFault concurrentUpdate(String what) {
        return conflict(CONCURRENT_UPDATE, what + "Another thread concurrently updated the resource provider data. Please retry your update");
    }

    public int status() {
        return status;
    }

    /** The error code, shown from microversion 1.23 on. */
    public String code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
