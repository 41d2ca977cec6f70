package io.minova.rpcapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A method that returns once the receiver has taken the message; what becomes of it is seen in the database. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Cast {

    /** Told to every server of the topic, each at most once; one that is away misses it. */
    boolean fanout() default false;
}
