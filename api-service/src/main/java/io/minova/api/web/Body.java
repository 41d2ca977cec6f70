package io.minova.api.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A route's parameter of type {@code JsonNode} that takes the request's body, checked against the schema of that name and the request's version. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Body {

    /** Name of a file in {@code schemas}, without its ending; empty for a body that the route checks itself. */
    String value() default "";
}
