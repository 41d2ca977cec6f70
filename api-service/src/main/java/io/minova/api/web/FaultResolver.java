package io.minova.api.web;

import io.minova.api.faults.ApiFault;
import io.minova.objects.NovaException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Turns whatever a route threw into a fault: expected ones keep their text, an accident names its class only and is logged whole.
 *
 * <p>Mirrors {@code nova/api/openstack/__init__.py: FaultWrapper} and {@code nova/api/openstack/wsgi.py: expected_errors}.
 */
final class FaultResolver implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(FaultResolver.class);

    // What a client can do something about.
    private static final Set<Integer> EXPECTED = Set.of(403, 404, 409);

    private final JsonAnswers answers;

    FaultResolver(JsonAnswers answers) {
        this.answers = answers;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (request.getRequestURI().startsWith("/actuator")) {
            return null;
        }
        try {
            write(request, response, exception);
        } catch (IOException e) {
            // The client went away; there is nobody to tell.
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }

    void write(HttpServletRequest request, HttpServletResponse response, Throwable thrown) throws IOException {
        switch (thrown) {
            case ApiFault fault -> answers.writeFault(request, response, fault.status(), fault.text(), fault.headers());
            case HttpRequestMethodNotSupportedException _ when hasEmptyId(request) -> notFound(request, response);
            case HttpRequestMethodNotSupportedException e -> {
                String[] allowed = e.getSupportedMethods();
                Map<String, String> headers = allowed == null ? Map.of() : Map.of("Allow", String.join(", ", allowed));
                answers.writeFault(request, response, 405, "The method " + request.getMethod() + " is not allowed for this resource.", headers);
            }
            case NoHandlerFoundException e -> notFound(request, response);
            case NoResourceFoundException e -> notFound(request, response);
            case NovaException e when EXPECTED.contains(e.code().status()) ->
                answers.writeFault(request, response, e.code().status(), String.valueOf(e.getMessage()), Map.of());
            default -> {
                LOG.error("{} {} failed unexpectedly", request.getMethod(), request.getRequestURI(), thrown);
                String name = thrown instanceof NovaException e ? e.code().word() : thrown.getClass().getName();
                answers.writeFault(request, response, 500, "Unexpected API Error. The service log has the details.\n<class '" + name + "'>",
                        Map.of());
            }
        }
    }

    /** A slash at the end of the address as it was sent: what else is done with one resource is asked of one without an id, which there is not. */
    private static boolean hasEmptyId(HttpServletRequest request) {
        ServletRequest sent = request;
        while (sent instanceof ServletRequestWrapper wrapper) {
            sent = wrapper.getRequest();
        }
        return sent instanceof HttpServletRequest original && original.getRequestURI().endsWith("/");
    }

    private void notFound(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answers.writeFault(request, response, 404, "The resource could not be found.", Map.of());
    }
}
