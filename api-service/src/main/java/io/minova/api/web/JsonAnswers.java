package io.minova.api.web;

import io.minova.api.faults.FaultDialect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes answers and faults as JSON. The only place that touches a response's body.
 *
 * <p>Threads: safe for any caller. A response that is already on its way is left alone.
 */
final class JsonAnswers {

    private final JsonMapper mapper;

    JsonAnswers(JsonMapper mapper) {
        this.mapper = mapper;
    }

    void write(HttpServletRequest request, HttpServletResponse response, Answer answer) throws IOException {
        answer.headers().forEach(response::setHeader);
        write(request, response, answer.status(), answer.body());
    }

    /** Writes a fault in the shape of the API that the request spoke to. */
    void writeFault(HttpServletRequest request, HttpServletResponse response, int status, String message, Map<String, String> headers)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        headers.forEach(response::setHeader);
        write(request, response, status, FaultDialect.ofPath(request.getRequestURI()).bodyOf(status, message));
    }

    private void write(HttpServletRequest request, HttpServletResponse response, int status, @Nullable Object body) throws IOException {
        response.setStatus(status);
        if (body == null) {
            if (status != 204) {
                response.setContentType("application/json");
            }
            response.setContentLength(0);
            return;
        }
        if (body instanceof Content content) {
            response.setContentType(content.type());
            if (content.length() >= 0) {
                response.setContentLengthLong(content.length());
            }
            content.writer().to(response.getOutputStream());
            return;
        }
        byte[] bytes = mapper.writeValueAsBytes(body);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(bytes);
        }
    }
}
