package io.minova.api.openapi;

import io.minova.api.validation.Schemas;
import io.minova.api.web.Answer;
import io.minova.api.web.Content;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** GET /openapi.json, and GET /openapi: a page that shows it and sends requests. No token needed for either. */
@Controller
final class OpenApiController {

    private final ObjectProvider<RequestMappingHandlerMapping> routes;
    private final Schemas schemas;
    private volatile @Nullable Map<String, Object> document;

    OpenApiController(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> routes, Schemas schemas) {
        this.routes = routes;
        this.schemas = schemas;
    }

    @GetMapping("/openapi.json")
    Answer document() {
        Map<String, Object> known = document;
        if (known == null) {
            OpenApiDocument built = new OpenApiDocument(schemas);
            routes.getObject().getHandlerMethods().forEach((route, handler) -> route.getPatternValues().forEach(path -> route.getMethodsCondition()
                    .getMethods()
                    .forEach(verb -> built.add(path, verb.name(), handler.getMethod()))));
            known = built.document();
            document = known;
        }
        return Answer.ok(known);
    }

    @GetMapping("/openapi")
    Answer page() {
        return Answer.ok(new Content("text/html;charset=UTF-8", -1, out -> {
            try (InputStream page = OpenApiController.class.getResourceAsStream("/pages/openapi.html")) {
                if (page == null) {
                    throw new IllegalStateException("the page is not in the jar");
                }
                page.transferTo(out);
            }
        }));
    }
}
