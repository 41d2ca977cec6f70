package io.minova.api.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The schema of a compute route's query parameters; without this annotation the query is not looked at. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Query {

    /** Name of a file in {@code schemas}, without its ending. */
    String value();
}
