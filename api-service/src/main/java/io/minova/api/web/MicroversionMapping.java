package io.minova.api.web;

import io.minova.api.microversions.Microversion;
import io.minova.api.microversions.Versions;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.condition.RequestCondition;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Routing that knows {@link Versions}: outside its range a route does not exist. */
final class MicroversionMapping extends RequestMappingHandlerMapping {

    @Override
    protected @Nullable RequestCondition<?> getCustomMethodCondition(Method method) {
        Versions versions = method.getAnnotation(Versions.class);
        return versions == null ? null : new Range(versions.from(), versions.to());
    }

    /** A range of versions 2.{@code from} to 2.{@code to}. */
    record Range(int from, int to) implements RequestCondition<Range> {

        @Override
        public Range combine(Range other) {
            return other;
        }

        @Override
        public @Nullable Range getMatchingCondition(HttpServletRequest request) {
            int minor = request.getAttribute(Gate.ATTRIBUTE) instanceof ComputeRequest compute ? compute.version().minor() : Microversion.MIN.minor();
            return minor >= from && minor <= to ? this : null;
        }

        @Override
        public int compareTo(Range other, HttpServletRequest request) {
            return 0;
        }
    }
}
