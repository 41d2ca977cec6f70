package io.minova.scheduler.placement.web;

import io.minova.concurrency.Time;
import io.minova.rpc.http.HttpRpc;
import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.rest.PlacementAnswer;
import io.minova.scheduler.placement.rest.PlacementApi;
import io.minova.scheduler.placement.rest.PlacementRequest;
import io.minova.scheduler.placement.rest.PlacementRequest.Caller;
import io.minova.scheduler.placement.rest.RootHandler;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Turns HTTP into {@link PlacementRequest} and what comes back into HTTP. */
final class PlacementServlet extends HttpServlet {

    static final String PATH = "/placement";

    private static final Logger LOG = LoggerFactory.getLogger(PlacementServlet.class);
    private static final long serialVersionUID = 1L;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int DATED = 15;
    private static final int CODES = 23;
    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request", 401, "Unauthorized", 403, "Forbidden", 404, "Not Found", 405, "Method Not Allowed", 406, "Not Acceptable", 409,
            "Conflict", 415, "Unsupported Media Type", 500, "Internal Server Error");

    private final transient PlacementApi api;
    private final transient Time time;
    private final byte[] secret;

    PlacementServlet(PlacementApi api, String secret, Time time) {
        this.api = api;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.time = time;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String given = request.getHeader("x-openstack-request-id");
        String requestId = given == null ? "req-" + UUID.randomUUID() : given;
        response.setHeader("x-openstack-request-id", requestId);
        response.setHeader("Vary", Microversions.HEADER.toLowerCase(Locale.ROOT));
        Integer version = null;
        try {
            requireSecret(request);
            version = Microversions.parse(request.getHeader(Microversions.HEADER));
            response.setHeader(Microversions.HEADER.toLowerCase(Locale.ROOT), "placement 1." + version);
            write(response, version, answer(request, version));
        } catch (PlacementFault fault) {
            fail(request, response, version, requestId, fault);
        } catch (PlacementApi.MethodNotAllowed wrong) {
            response.setHeader("Allow", wrong.allowed());
            fail(request, response, version, requestId, new PlacementFault(405, PlacementFault.UNDEFINED, String.valueOf(wrong.getMessage())));
        } catch (RuntimeException broken) {
            LOG.error("{} {} {} failed", requestId, request.getMethod(), request.getRequestURI(), broken);
            fail(request, response, version, requestId, new PlacementFault(500, PlacementFault.UNDEFINED, "The server has failed: " + requestId));
        }
    }

    private PlacementAnswer answer(HttpServletRequest request, int version) throws IOException {
        String path = URLDecoder.decode(request.getRequestURI().substring(PATH.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
        String type = request.getContentType();
        if (request.getContentLengthLong() > 0 && (type == null || type.isEmpty())) {
            throw PlacementFault.badRequest("content-type header required when content-length > 0");
        }
        Caller caller = caller(request);
        if (caller.userId() == null && !path.isEmpty() && !path.equals("/")) {
            throw new PlacementFault(401, PlacementFault.UNDEFINED, "The request you have made requires authentication.");
        }
        PlacementRequest asked = new PlacementRequest(
                request.getMethod(), path, version, Map.of(), query(request.getQueryString()), request.getInputStream().readAllBytes(), caller, PATH);
        String bareType = type == null ? null : type.split(";", 2)[0].strip();
        return api.answer(asked, bareType, Accept.json(request.getHeader("Accept")));
    }

    private static Caller caller(HttpServletRequest request) {
        String roles = request.getHeader("X-Roles");
        return new Caller(request.getHeader("X-User-Id"), request.getHeader("X-Project-Id"), roles == null ? List.of() : List.of(roles.split(",")));
    }

    private void requireSecret(HttpServletRequest request) {
        String given = request.getHeader(HttpRpc.SECRET_HEADER);
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret)) {
            throw new PlacementFault(403, PlacementFault.UNDEFINED, "The shared secret is missing or wrong; clients ask at the port of the api.");
        }
    }

    private static Map<String, List<String>> query(@Nullable String text) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (text != null && !text.isEmpty()) {
            for (String part : text.split("&")) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                if (!part.isEmpty()) {
                    query.computeIfAbsent(decoded(name), added -> new ArrayList<>()).add(decoded(value));
                }
            }
        }
        return query;
    }

    private static String decoded(String text) {
        String decoded;
        try {
            decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw PlacementFault.badRequest("Invalid query string parameters: " + text + " cannot be decoded");
        }
        if (decoded.indexOf('\uFFFD') >= 0) {
            throw PlacementFault.badRequest("Invalid query string parameters: " + text + " is no UTF-8");
        }
        return decoded;
    }

    private void write(HttpServletResponse response, int version, PlacementAnswer answer) throws IOException {
        response.setStatus(answer.status());
        if (answer.location() != null) {
            response.setHeader("Location", answer.location());
        }
        if (answer.isDated() && version >= DATED) {
            response.setHeader("Last-Modified", HTTP_DATE.format(time.now()));
            response.setHeader("Cache-Control", "no-cache");
        }
        if (answer.body() != null) {
            body(response, "application/json", JSON.writeValueAsBytes(answer.body()));
        }
    }

    private static void fail(
            HttpServletRequest request, HttpServletResponse response, @Nullable Integer version, String requestId, PlacementFault fault)
            throws IOException {
        String title = TITLES.getOrDefault(fault.status(), "Error");
        response.setStatus(fault.status());
        if (!Accept.json(request.getHeader("Accept")) && Accept.html(request.getHeader("Accept"))) {
            body(response, "text/html; charset=UTF-8", ("<html><head><title>" + title + "</title></head><body>"
                    + fault.detail().replace("&", "&amp;").replace("<", "&lt;") + "</body></html>").getBytes(StandardCharsets.UTF_8));
            return;
        }
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("status", fault.status());
        error.put("title", title);
        error.put("detail", fault.detail());
        if (version != null && version >= CODES) {
            error.put("code", fault.code());
        }
        error.put("request_id", requestId);
        if (fault.status() == 406 && version == null) {
            error.put("max_version", "1." + RootHandler.NEWEST);
            error.put("min_version", "1.0");
        }
        body(response, "application/json", JSON.writeValueAsBytes(Map.of("errors", List.of(error))));
    }

    private static void body(HttpServletResponse response, String type, byte[] bytes) throws IOException {
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
