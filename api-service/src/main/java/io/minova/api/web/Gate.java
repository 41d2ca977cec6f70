package io.minova.api.web;

import io.minova.api.faults.ApiFault;
import io.minova.api.identity.Token;
import io.minova.api.identity.Tokens;
import io.minova.api.microversions.Microversion;
import io.minova.api.microversions.Negotiation;
import io.minova.api.microversions.VolumeVersion;
import io.minova.concurrency.RequestContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request in: gives it an id, checks its token and its microversion, makes its context current, and answers whatever goes wrong on the way.
 *
 * <p>Mirrors the pipeline of {@code etc/nova/api-paste.ini}: compute_req_id, faultwrap, authtoken, keystonecontext; and {@code nova/api/openstack:
 * ProjectMapper}.
 */
final class Gate implements Filter {

    /** The request as routes see it: a {@link ComputeRequest} or a {@link ServiceRequest}. */
    static final String ATTRIBUTE = Gate.class.getName();

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String COMPUTE = "/compute/v2.1";
    private static final String LEGACY = "/compute/v2";
    private static final String VOLUME = "/volume/v3/";

    private final Tokens tokens;
    private final FaultResolver faults;

    Gate(Tokens tokens, FaultResolver faults) {
        this.tokens = tokens;
        this.faults = faults;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        String path = request.getRequestURI();
        if (path.startsWith("/actuator") || path.equals("/rpc")) {
            chain.doFilter(request, response);
            return;
        }
        String requestId = "req-" + UUID.randomUUID();
        response.setHeader("x-openstack-request-id", requestId);
        try {
            if (path.startsWith(LEGACY + "/") && path.length() > LEGACY.length() + 1) {
                response.setHeader("x-compute-request-id", requestId);
                compute(request, response, chain, requestId, LEGACY, Microversion.MIN);
            } else if (path.startsWith(COMPUTE + "/") && path.length() > COMPUTE.length() + 1) {
                response.setHeader("x-compute-request-id", requestId);
                announce(response, Microversion.MIN);
                compute(request, response, chain, requestId, COMPUTE, null);
            } else {
                if (path.startsWith("/compute")) {
                    response.setHeader("x-compute-request-id", requestId);
                }
                service(request, response, chain, requestId, path);
            }
        } catch (Exception e) {
            faults.write(request, response, e instanceof ServletException && e.getCause() != null ? e.getCause() : e);
        } catch (StackOverflowError e) {
            faults.write(request, response, e);
        }
    }

    private void compute(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            String requestId,
            String version,
            @Nullable Microversion fixed)
            throws Exception {
        Token token = authenticated(request);
        RequestContext context = context(requestId, token);
        Microversion microversion = fixed == null
                ? Negotiation.negotiate(request.getHeader(Negotiation.HEADER), request.getHeader(Negotiation.LEGACY_HEADER))
                : fixed;
        if (fixed == null) {
            announce(response, microversion);
        }
        requireJson(request);
        String rest = request.getRequestURI().substring(version.length());
        if (rest.length() > 1 && rest.endsWith("/")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        String project = projectIn(rest);
        if (!project.isEmpty()) {
            if (!project.equals(token.projectId())) {
                throw ApiFault.badRequest("Malformed request URL: URL's project_id '" + project + "' doesn't match Context's project_id '"
                        + token.projectId() + "'");
            }
            rest = rest.substring(project.length() + 1);
        }
        Links links = new Links(host(request), version, project.isEmpty() ? "" : "/" + project);
        request.setAttribute(
                ATTRIBUTE,
                new ComputeRequest(context, microversion, fixed != null, links, QueryParameters.parse(request.getQueryString())));
        HttpServletRequest routed = new Rerouted(request, COMPUTE + rest);
        context.call(() -> {
            chain.doFilter(routed, response);
            return true;
        });
        if (LOG.isDebugEnabled()) {
            LOG.debug("{} {} {} -> {} (global id {})", requestId, request.getMethod(), routed.getRequestURI(), response.getStatus(),
                    request.getHeader("X-OpenStack-Request-Id"));
        }
    }

    private void service(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String requestId, String path)
            throws Exception {
        String tokenText = request.getHeader("X-Auth-Token");
        boolean open = !path.startsWith("/image/v2/") && !path.startsWith("/network/v2.0/") && !isVolume(path);
        if (isVolume(path)) {
            response.setHeader(Negotiation.HEADER, "volume " + VolumeVersion.ONLY);
            response.setHeader("Vary", Negotiation.HEADER);
            VolumeVersion.require(request.getHeader(Negotiation.HEADER));
        }
        Token token = open ? (tokenText == null ? null : tokens.verify(tokenText)) : authenticated(request);
        RequestContext context = token == null ? null : context(requestId, token);
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        request.setAttribute(
                ATTRIBUTE,
                new ServiceRequest(
                        context, tokenText, request.getHeader("X-Subject-Token"), host(request), path,
                        QueryParameters.parse(request.getQueryString())));
        HttpServletRequest routed = new Rerouted(request, trimmed);
        RequestContext current = context == null ? new RequestContext(requestId, null, null, List.of(), null) : context;
        current.call(() -> {
            chain.doFilter(routed, response);
            return true;
        });
    }

    private static boolean isVolume(String path) {
        return path.startsWith(VOLUME) && path.length() > VOLUME.length();
    }

    private Token authenticated(HttpServletRequest request) {
        String text = request.getHeader("X-Auth-Token");
        Token token = text == null ? null : tokens.verify(text);
        if (token == null) {
            throw new ApiFault(
                    401,
                    "The request you have made requires authentication.",
                    Map.of("WWW-Authenticate", "Keystone uri=\"" + host(request) + "/identity\""));
        }
        return token;
    }

    private static RequestContext context(String requestId, Token token) {
        return new RequestContext(requestId, token.userId(), token.projectId(), token.impliedRoles(), null);
    }

    private static void announce(HttpServletResponse response, Microversion version) {
        response.setHeader(Negotiation.HEADER, "compute " + version);
        response.setHeader(Negotiation.LEGACY_HEADER, version.toString());
        response.setHeader("Vary", Negotiation.HEADER);
        response.addHeader("Vary", Negotiation.LEGACY_HEADER);
    }

    /** Mirrors {@code nova/api/openstack/wsgi.py: Request.get_content_type}: no type counts as JSON. */
    private static void requireJson(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null) {
            return;
        }
        int semicolon = type.indexOf(';');
        String bare = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
        if (!bare.isEmpty() && !bare.equalsIgnoreCase("application/json") && !bare.equalsIgnoreCase("text/plain")
                && !bare.equalsIgnoreCase("application/vnd.openstack.compute+json")) {
            throw new ApiFault(415, "Unsupported Content-Type");
        }
    }

    /** The project id that stands first in the path, if any: resources have letters beyond f in their names, project ids have not. */
    private static String projectIn(String rest) {
        int end = rest.indexOf('/', 1);
        String first = end < 0 ? rest.substring(1) : rest.substring(1, end);
        for (int i = 0; i < first.length(); i++) {
            char c = first.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c == '-')) {
                return "";
            }
        }
        return first;
    }

    private static String host(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return request.getScheme() + "://" + (host == null || host.isEmpty() ? request.getServerName() + ":" + request.getServerPort() : host);
    }

    /** The same request at another path, for routing. */
    private static final class Rerouted extends HttpServletRequestWrapper {

        private final String path;

        Rerouted(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public String getServletPath() {
            return path;
        }
    }
}
