package io.minova.service;

import io.minova.concurrency.FaultInjection;
import io.minova.concurrency.FaultInjection.Fault;
import io.minova.concurrency.FaultInjection.Kind;
import io.minova.rpc.http.HttpRpc;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /faults?target=nova_cell2&kind=delay&millis=500} makes a fault, {@code DELETE /faults} ends all, {@code GET} names them. For whoever has the
 * cluster's secret, which is who administers it; not there at all unless {@code nova.fault-injection} is on.
 */
final class FaultServlet extends HttpServlet {

    static final String PATH = "/faults";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FaultServlet.class);

    private final transient FaultInjection faults;
    private final byte[] secret;

    FaultServlet(FaultInjection faults, String secret) {
        this.faults = faults;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String given = request.getHeader(HttpRpc.SECRET_HEADER);
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret)) {
            answer(response, HttpServletResponse.SC_FORBIDDEN, "The shared secret is missing or wrong");
            return;
        }
        switch (request.getMethod()) {
            case "GET" -> answer(response, HttpServletResponse.SC_OK, faults.all().toString());
            case "DELETE" -> {
                faults.clear();
                LOG.warn("No fault is injected any more");
                answer(response, HttpServletResponse.SC_OK, "{}");
            }
            case "POST" -> set(request, response);
            default -> answer(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Allowed: GET, POST, DELETE");
        }
    }

    private void set(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String target = String.valueOf(request.getParameter("target"));
        try {
            if (!target.matches("nova_[a-z0-9]+|placement|rpc:[a-z-]+")) {
                throw new IllegalArgumentException("target " + target + " is neither a database (nova_api, nova_cell1, placement) nor rpc:TOPIC");
            }
            Kind kind = kind(String.valueOf(request.getParameter("kind")));
            long millis = millis(request.getParameter("millis"));
            if (kind == Kind.LOST && !target.startsWith("rpc:")) {
                throw new IllegalArgumentException("only messages are lost; a database is delayed or down");
            }
            faults.set(target, new Fault(kind, Duration.ofMillis(millis)));
            LOG.warn("Faults that are injected: {}", faults.all());
            answer(response, HttpServletResponse.SC_OK, faults.all().toString());
        } catch (IllegalArgumentException wrong) {
            answer(response, HttpServletResponse.SC_BAD_REQUEST,
                    wrong.getMessage() + ". Wanted: target=DATABASE or rpc:TOPIC, kind=delay (with millis), down or lost");
        }
    }

    private static Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equalsIgnoreCase(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("kind " + word + " is none of delay, down, lost");
    }

    private static long millis(@Nullable String digits) {
        if (digits == null) {
            return 0;
        }
        if (!digits.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("millis " + digits + " is no number of milliseconds");
        }
        return Long.parseLong(digits);
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
