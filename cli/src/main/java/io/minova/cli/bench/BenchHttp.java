package io.minova.cli.bench;

import java.io.IOException;
import java.util.function.IntConsumer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/** The client of the load and of the floor: HttpClient 5 with kept connections, as between the services. Threads: safe for any caller. */
final class BenchHttp implements AutoCloseable {

    private final CloseableHttpClient client;
    private final String base;
    private final @Nullable String token;

    BenchHttp(int port, @Nullable String token, int concurrency) {
        this.base = "http://127.0.0.1:" + port;
        this.token = token;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(concurrency + 2)
                        .setMaxConnTotal(concurrency + 2)
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableRedirectHandling()
                .disableContentCompression()
                .build();
    }

    /** The body of the answer; its status goes to {@code status}. */
    String send(String method, String path, @Nullable String json, IntConsumer status) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(method, java.net.URI.create(base + path));
        if (token != null) {
            request.setHeader("X-Auth-Token", token);
        }
        if (json != null) {
            request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
        }
        return client.execute(request, answer -> {
            status.accept(answer.getCode());
            return answer.getEntity() == null ? "" : EntityUtils.toString(answer.getEntity());
        });
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
