package io.minova.api.web;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of an {@link Answer} that is no JSON.
 *
 * @param length in bytes; negative when it is not known
 */
public record Content(String type, long length, Writer writer) {

    /** Writes the bytes. */
    @FunctionalInterface
    public interface Writer {
        void to(OutputStream out) throws IOException;
    }
}
