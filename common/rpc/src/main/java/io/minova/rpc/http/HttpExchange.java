package io.minova.rpc.http;

import io.minova.concurrency.Interruption;
import io.minova.rpc.RpcTransport.OutgoingMessage;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts one message to one address and says what became of it.
 *
 * <p>Uses Apache HttpClient's pooled blocking connections without its chain of interceptors: no cookies, redirects, authentication or content
 * decoding on the way, and it is known whether a connection had been used before.
 * <p>Threads: safe for any caller; the socket is read by the caller's thread, which yields the hub in EVENTLET.
 */
final class HttpExchange implements AutoCloseable {

    // Measured: the library's default of 5 per route throttles a service that talks to one other.
    private static final int CONNECTIONS_PER_ROUTE_MAX = 256;
    private static final int CONNECTIONS_MAX = 512;
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
    // A connection unused for this long is tested before use; one that broke since is noticed by the failing exchange.
    private static final TimeValue VALIDATE_AFTER = TimeValue.ofMilliseconds(500);
    // Shorter than the receiver's keep-alive, so that it is the sender who closes idle connections.
    private static final TimeValue IDLE_KEEP = TimeValue.ofSeconds(30);

    // On a fresh connection the body waits until the receiver asks for it: the system takes connections for a process that closes its door at this moment,
    // and resets them; what was not sent then surely was not taken.
    private static final Header EXPECT_CONTINUE = new BasicHeader("Expect", "100-continue");

    private final PoolingHttpClientConnectionManager connections;
    private final HttpRequestExecutor executor = new HttpRequestExecutor();
    private final ConcurrentHashMap<URI, HttpRoute> routes = new ConcurrentHashMap<>();
    private final Header secret;
    private final Header contentType = new BasicHeader("Content-Type", "application/json");

    HttpExchange(String secret) {
        this.secret = new BasicHeader(HttpRpc.SECRET_HEADER, secret);
        this.connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(CONNECTIONS_PER_ROUTE_MAX)
                .setMaxConnTotal(CONNECTIONS_MAX)
                .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).setSoKeepAlive(true).build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(CONNECT_TIMEOUT).setValidateAfterInactivity(VALIDATE_AFTER).build())
                // Saves the set-up of TLS that would never be used.
                .setTlsSocketStrategy((socket, target, port, attachment, context) -> {
                    throw new IOException("Messages travel by plain http; " + target + " asks for TLS");
                })
                .build();
    }

    Delivery post(URI address, OutgoingMessage message, Duration timeout) {
        Timeout socketTimeout = Timeout.of(timeout);
        ConnectionEndpoint endpoint;
        try {
            endpoint = connections.lease(message.id(), route(address), null).get(socketTimeout);
        } catch (TimeoutException | ExecutionException e) {
            return new Delivery.NotTaken("no connection became free: " + e.getMessage());
        } catch (InterruptedException e) {
            throw Interruption.of(e, "waiting for a connection to " + address);
        }
        boolean isReusable = false;
        try {
            Delivery.Connection connection = endpoint.isConnected() ? Delivery.Connection.KEPT_ALIVE : Delivery.Connection.FRESH;
            HttpCoreContext context = HttpCoreContext.create();
            if (connection == Delivery.Connection.FRESH) {
                try {
                    connections.connect(endpoint, CONNECT_TIMEOUT, context);
                } catch (IOException e) {
                    return new Delivery.NotTaken("no connection to " + address + ": " + e.getMessage());
                }
            }
            endpoint.setSocketTimeout(socketTimeout);
            MessageBody body = new MessageBody(message.body());
            BasicClassicHttpRequest request = request(address, body);
            if (connection == Delivery.Connection.FRESH) {
                request.addHeader(EXPECT_CONTINUE);
            }
            try (ClassicHttpResponse response = endpoint.execute(message.id(), request, executor::execute, context)) {
                Delivery delivery = delivery(address, response);
                isReusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
                return delivery;
            } catch (SocketTimeoutException e) {
                return new Delivery.TimedOut();
            } catch (IOException | HttpException e) {
                String why = "the connection to " + address + " broke: " + e;
                return body.hasBegun() ? new Delivery.Unknown(why, connection) : new Delivery.NotTaken(why);
            }
        } finally {
            if (!isReusable) {
                endpoint.close(CloseMode.IMMEDIATE);
            }
            connections.release(endpoint, null, IDLE_KEEP);
        }
    }

    private HttpRoute route(URI address) {
        return routes.computeIfAbsent(address, uri -> {
            if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
                throw new IllegalArgumentException("Not an address for messages: " + uri + "; use http://HOST:PORT");
            }
            return new HttpRoute(new HttpHost("http", uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort()));
        });
    }

    private BasicClassicHttpRequest request(URI address, MessageBody body) {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("POST", HttpRpc.PATH);
        request.addHeader("Host", address.getAuthority());
        request.addHeader(secret);
        request.addHeader(contentType);
        request.addHeader("Content-Length", Long.toString(body.getContentLength()));
        request.setEntity(body);
        return request;
    }

    private static Delivery delivery(URI address, ClassicHttpResponse response) throws IOException {
        byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        return switch (response.getCode()) {
            case HttpRpc.OK, HttpRpc.ACCEPTED -> new Delivery.Taken(body);
            case HttpRpc.UNAVAILABLE -> new Delivery.NotTaken(address + " takes no messages now (" + reason(response) + ")");
            case HttpRpc.FORBIDDEN -> new Delivery.Refused(address + " refused the shared secret; NOVA_RPC_SECRET must be the same everywhere");
            default -> new Delivery.Refused(address + " answered " + response.getCode());
        };
    }

    private static String reason(ClassicHttpResponse response) {
        Header reason = response.getFirstHeader(HttpRpc.NOT_TAKEN_HEADER);
        return reason == null ? "503" : reason.getValue();
    }

    @Override
    public void close() {
        connections.close(CloseMode.GRACEFUL);
    }
}
