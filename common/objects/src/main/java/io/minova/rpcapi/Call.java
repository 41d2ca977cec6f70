package io.minova.rpcapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A method whose caller waits for the answer, or for the exception that the receiver threw. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Call {

    Timeout timeout() default Timeout.RESPONSE;

    /** Which limit applies: one of Nova's two, or the short one. */
    enum Timeout {
        /** {@code rpc_response_timeout}, 60 s. */
        RESPONSE,
        /** {@code long_rpc_timeout}, 1800 s. */
        LONG,
        /** A few seconds: for what comes about without the message too, only later, while a client waits. */
        SHORT
    }
}
