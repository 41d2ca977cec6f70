package io.minova.api.placement;

import io.minova.api.identity.Token;
import io.minova.api.identity.Tokens;
import io.minova.rpc.http.HttpRpc;
import io.minova.service.RpcProperties;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes what is asked below {@code /placement} on. Several schedulers take turns; one that cannot be reached is passed over.
 *
 * <p>Mirrors {@code placement/auth.py: PlacementAuthProtocol}: the root of the API needs no token, everything else does.
 */
final class PlacementFilter implements Filter {

    static final String PATH = "/placement";

    private static final Logger LOG = LoggerFactory.getLogger(PlacementFilter.class);
    // Who asks is said by this process, and what concerns one connection stays on it.
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "x-auth-token", "x-user-id", "x-project-id", "x-roles", "host", "connection", "content-length", "transfer-encoding", "expect",
            "keep-alive", "te", "upgrade", "x-openstack-request-id", "x-minova-secret");
    private static final Set<String> NOT_PASSED_BACK =
            Set.of("connection", "keep-alive", "transfer-encoding", "content-length", "date", "content-type");
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    private final Tokens tokens;
    private final List<URI> schedulers;
    private final String secret;
    private final CloseableHttpClient client =
            HttpClients.custom().disableCookieManagement().disableRedirectHandling().disableAutomaticRetries().disableContentCompression().build();
    private final AtomicInteger turn = new AtomicInteger();

    PlacementFilter(Tokens tokens, RpcProperties properties) {
        this.tokens = tokens;
        this.schedulers = properties.schedulerUrl();
        this.secret = properties.secret();
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        String requestId = "req-" + UUID.randomUUID();
        String text = request.getHeader("X-Auth-Token");
        Token token = text == null ? null : tokens.verify(text);
        String rest = request.getRequestURI().substring(PATH.length());
        if (token == null && !rest.isEmpty() && !rest.equals("/")) {
            response.setHeader("WWW-Authenticate", "Keystone uri=\"/identity\"");
            refuse(response, requestId, UNAUTHORIZED, "Unauthorized", "The request you have made requires authentication.");
            return;
        }
        byte[] body = request.getInputStream().readAllBytes();
        int first = Math.floorMod(turn.getAndIncrement(), Math.max(1, schedulers.size()));
        for (int tried = 0; tried < schedulers.size(); tried++) {
            URI scheduler = schedulers.get((first + tried) % schedulers.size());
            BasicClassicHttpRequest passed = passedOn(request, scheduler, body);
            passed.setHeader("x-openstack-request-id", requestId);
            identify(passed, token);
            try (ClassicHttpResponse answer = client.executeOpen(null, passed, null)) {
                passBack(answer, response, request);
                return;
            } catch (java.net.ConnectException unreachable) {
                LOG.warn("{} placement at {} cannot be reached: {}", requestId, scheduler, unreachable.getMessage());
            }
        }
        refuse(response, requestId, UNAVAILABLE, "Service Unavailable", "No scheduler, where placement lives, can be reached.");
    }

    private BasicClassicHttpRequest passedOn(HttpServletRequest request, URI scheduler, byte[] body) {
        String query = request.getQueryString();
        URI target = URI.create(scheduler + request.getRequestURI() + (query == null ? "" : "?" + query));
        BasicClassicHttpRequest passed = new BasicClassicHttpRequest(request.getMethod(), target);
        request.getHeaderNames().asIterator().forEachRemaining(name -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                request.getHeaders(name).asIterator().forEachRemaining(value -> passed.addHeader(name, value));
            }
        });
        if (body.length > 0) {
            passed.setEntity(new ByteArrayEntity(body, null));
        }
        passed.setHeader(HttpRpc.SECRET_HEADER, secret);
        return passed;
    }

    private static void identify(BasicClassicHttpRequest passed, @org.jspecify.annotations.Nullable Token token) {
        if (token != null) {
            passed.setHeader("X-User-Id", token.userId());
            passed.setHeader("X-Roles", String.join(",", token.impliedRoles()));
            if (token.projectId() != null) {
                passed.setHeader("X-Project-Id", token.projectId());
            }
        }
    }

    private static void passBack(ClassicHttpResponse answer, HttpServletResponse response, HttpServletRequest request) throws IOException {
        response.setStatus(answer.getCode());
        for (Header header : answer.getHeaders()) {
            if (!NOT_PASSED_BACK.contains(header.getName().toLowerCase(java.util.Locale.ROOT))) {
                boolean isPath = header.getName().equalsIgnoreCase("Location") && header.getValue().startsWith("/");
                response.addHeader(header.getName(), isPath ? host(request) + header.getValue() : header.getValue());
            }
        }
        if (answer.getEntity() != null) {
            byte[] body = EntityUtils.toByteArray(answer.getEntity());
            if (body.length > 0) {
                response.setContentType(answer.getEntity().getContentType());
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
            }
        }
    }

    private static String host(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return request.getScheme() + "://" + (host == null ? request.getServerName() + ":" + request.getServerPort() : host);
    }

    private static void refuse(HttpServletResponse response, String requestId, int status, String title, String detail) throws IOException {
        byte[] body = "{\"errors\": [{\"status\": %d, \"title\": \"%s\", \"detail\": \"%s\", \"request_id\": \"%s\"}]}"
                .formatted(status, title, detail, requestId).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("x-openstack-request-id", requestId);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    @Override
    public void destroy() {
        client.close(org.apache.hc.core5.io.CloseMode.GRACEFUL);
    }
}
