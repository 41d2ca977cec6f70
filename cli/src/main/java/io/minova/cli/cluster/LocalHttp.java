package io.minova.cli.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plain HTTP to a service on loopback. The JDK's oldest client, because it loads fastest: {@code status} should not take a second.
 *
 * <p>Threads: safe for any caller. Blocks until the answer or the timeout.
 */
public final class LocalHttp {

    private final int port;
    private final int timeoutMillis;

    public LocalHttp(int port, int timeoutMillis) {
        this.port = port;
        this.timeoutMillis = timeoutMillis;
    }

    /** An answer, whatever its status. */
    public record Answer(int status, String body, @Nullable String subjectToken) {

        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /** The answer of a GET, or empty when there was none: nobody listens, or not in time. */
    public Optional<Answer> get(String path) {
        try {
            return Optional.of(send("GET", path, Map.of(), null));
        } catch (IOException nobody) {
            return Optional.empty();
        }
    }

    /** Sends a request. A {@link ConnectException} means that it was never taken; any other failure, that it may have been. */
    public Answer send(String method, String path, Map<String, String> headers, @Nullable String json) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setRequestMethod(method);
        headers.forEach(connection::setRequestProperty);
        if (json != null) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            try (OutputStream body = connection.getOutputStream()) {
                body.write(json.getBytes(StandardCharsets.UTF_8));
            }
        }
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(status, text, connection.getHeaderField("X-Subject-Token"));
        }
    }
}
