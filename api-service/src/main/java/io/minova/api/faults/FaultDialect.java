package io.minova.api.faults;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shape of an error, by the API it comes from.
 *
 * <p>Mirrors {@code nova/api/openstack/wsgi.py: Fault._fault_names}, {@code keystone/exception.py} and {@code neutron/api/api_common.py}.
 * Differs: Glance answers HTML, here every answer is JSON.
 */
public enum FaultDialect {
    COMPUTE {
        @Override
        public Map<String, Object> body(int status, String message) {
            return Map.of(faultName(status), ordered("code", status, "message", message));
        }
    },
    IDENTITY {
        @Override
        public Map<String, Object> body(int status, String message) {
            return keystone(status, message);
        }
    },
    IMAGE {
        @Override
        public Map<String, Object> body(int status, String message) {
            return Map.of("error", ordered("code", status, "message", message));
        }
    },
    NETWORK {
        @Override
        public Map<String, Object> body(int status, String message) {
            Map<String, Object> error = ordered("type", "HTTP" + reason(status).replace(" ", ""), "message", message);
            error.put("detail", "");
            return Map.of("NeutronError", error);
        }
    };

    /** The body of an answer with that status; a bad token is told the same way by every API, as its filter is the same program. */
    public final Map<String, Object> bodyOf(int status, String message) {
        return status == 401 ? keystone(status, message) : body(status, message);
    }

    abstract Map<String, Object> body(int status, String message);

    /** The dialect that belongs to a request path. */
    public static FaultDialect ofPath(String path) {
        if (path.startsWith("/identity")) {
            return IDENTITY;
        }
        if (path.startsWith("/image")) {
            return IMAGE;
        }
        return path.startsWith("/network") ? NETWORK : COMPUTE;
    }

    private static String faultName(int status) {
        return switch (status) {
            case 400 -> "badRequest";
            case 403 -> "forbidden";
            case 404 -> "itemNotFound";
            case 405 -> "badMethod";
            case 409 -> "conflictingRequest";
            case 413, 429 -> "overLimit";
            case 415 -> "badMediaType";
            case 501 -> "notImplemented";
            case 503 -> "serviceUnavailable";
            default -> "computeFault";
        };
    }

    private static Map<String, Object> keystone(int status, String message) {
        Map<String, Object> error = ordered("code", status, "message", message);
        error.put("title", reason(status));
        return Map.of("error", error);
    }

    private static Map<String, Object> ordered(String firstKey, Object first, String secondKey, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(firstKey, first);
        map.put(secondKey, second);
        return map;
    }

    /** The phrase that HTTP gives a status. */
    static String reason(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Request Entity Too Large";
            case 415 -> "Unsupported Media Type";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
