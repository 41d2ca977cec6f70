package io.minova.api.web;

import io.minova.api.validation.Schemas;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.JsonNode;

/**
 * Gives routes their {@link ComputeRequest} or {@link ServiceRequest}, with the query checked, and their {@link Body}.
 *
 * <p>Mirrors {@code nova/api/validation/__init__.py: schema, query_schema}.
 */
final class RequestArguments implements HandlerMethodArgumentResolver {

    private final Bodies bodies;
    private final Schemas schemas;

    RequestArguments(Bodies bodies, Schemas schemas) {
        this.bodies = bodies;
        this.schemas = schemas;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == ComputeRequest.class || type == ServiceRequest.class || type == Upload.class || parameter.hasParameterAnnotation(Body.class);
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest webRequest, @Nullable WebDataBinderFactory binders)
            throws IOException {
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("no servlet request");
        }
        if (parameter.getParameterType() == Upload.class) {
            return new Upload(request.getContentType(), request.getInputStream());
        }
        Object own = request.getAttribute(Gate.ATTRIBUTE);
        Body body = parameter.getParameterAnnotation(Body.class);
        if (body != null) {
            return body(request, body.value(), own);
        }
        Query query = parameter.getMethodAnnotation(Query.class);
        if (query != null && own instanceof ComputeRequest compute) {
            schemas.checkQuery(query.value(), compute);
        }
        return own;
    }

    private JsonNode body(HttpServletRequest request, String schema, @Nullable Object own) throws IOException {
        JsonNode body = bodies.read(request);
        if (!schema.isEmpty() && own instanceof ComputeRequest compute) {
            schemas.checkBody(schema, compute.version(), compute.legacy(), body);
        }
        return body;
    }
}
