package io.minova.api.microversions;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The versions in which a route exists: 2.{@code from} to 2.{@code to}. In others its path answers 404.
 *
 * <p>Mirrors {@code nova/api/openstack/wsgi.py: api_version}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Versions {

    int from() default 1;

    int to() default Integer.MAX_VALUE;
}
