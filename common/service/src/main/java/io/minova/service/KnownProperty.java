package io.minova.service;

import java.lang.reflect.Parameter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One configuration property of this process, found in a record or an enum of options.
 *
 * @param name as in {@code nova.default-thread-pool-size}
 * @param defaultValue as written; empty when there is none
 * @param component the parameter of the record's constructor, and {@code record} the outermost record; null for an option that is no component
 */
record KnownProperty(String name, String defaultValue, @Nullable Parameter component, @Nullable Class<?> record) {

    /** The environment variable that sets it. */
    String variable() {
        return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    boolean isSecret() {
        return name.endsWith("secret") || name.endsWith("password");
    }

    /** A value of it as it may be shown. */
    String shown(String value) {
        if (isSecret()) {
            return value.isEmpty() ? "" : "***";
        }
        return value.replaceAll("(?i)(password|secret)=[^;&]*", "$1=***").replaceAll("://[^/@]*@", "://***@");
    }
}
