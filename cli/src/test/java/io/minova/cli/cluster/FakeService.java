package io.minova.cli.cluster;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The main class of a process that looks like a service from outside. Its argument: the kind, and for a broken one how it ends. */
final class FakeService {

    private FakeService() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("broken")) {
            System.out.println("nova.max-concurrent-bulds is unknown. Did you mean nova.max-concurrent-builds?");
            System.exit(Integer.parseInt(args[1]));
        }
        boolean isDatabase = args[0].equals("database");
        int port = Integer.parseInt(isDatabase ? args[2] : System.getenv("SERVER_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        answer(server, "/actuator/health/readiness", 200, "{\"status\":\"UP\"}");
        answer(server, "/actuator/concurrency", 200, """
                {"backend":"threading","reason":"it is a fake","executors":[{"pool":"rpc","limit":64,"running":1,"waiting":2}]}""");
        answer(server, "/identity/v3/auth/tokens", 201, "{}");
        answer(server, "/compute/v2.1/os-hypervisors/statistics", 200, "{\"hypervisor_statistics\":{\"count\":20}}");
        answer(server, "/compute/v2.1/servers", 200, "{\"servers\":[]}");
        server.start();
    }

    private static void answer(HttpServer server, String path, int status, String body) {
        server.createContext(path, exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("X-Subject-Token", "token");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
