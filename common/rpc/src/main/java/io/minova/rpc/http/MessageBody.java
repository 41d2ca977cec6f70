package io.minova.rpc.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** The bytes of a message, which know whether any of them was sent. Threads: one exchange. */
final class MessageBody extends AbstractHttpEntity {

    private final byte[] bytes;
    private boolean hasBegun;

    MessageBody(byte[] bytes) {
        super(ContentType.APPLICATION_JSON, null);
        this.bytes = bytes;
    }

    @Override
    public void writeTo(OutputStream target) throws IOException {
        hasBegun = true;
        target.write(bytes);
    }

    /** False as long as no receiver can have seen it. */
    boolean hasBegun() {
        return hasBegun;
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public long getContentLength() {
        return bytes.length;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {}
}
