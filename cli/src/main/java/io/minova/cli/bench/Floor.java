package io.minova.cli.bench;

import com.sun.net.httpserver.HttpServer;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.DatabaseAddress;
import io.minova.cli.terminal.CliException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The bare cost of what a boot cannot do without: as many HTTP hops and SQL statements, with nothing in between. Hops go from HttpClient 5 to the
 * JDK's own server in this process, statements to the cluster's database, one third each insert, update and select, one per transaction.
 */
final class Floor {

    /** The size of a typical message between the services. */
    private static final String MESSAGE = "{\"padding\":\"" + "x".repeat(1_500) + "\"}";
    private static final byte[] ANSWER = "{\"ok\":true}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final String DATABASE = "nova_cell1";
    private static final String TABLE = "bench_floor";

    private final ClusterRecord record;
    private final DatabaseAddress database;
    private final int concurrency;

    Floor(ClusterRecord record, DatabaseAddress database, int concurrency) {
        this.record = record;
        this.database = database;
        this.concurrency = concurrency;
    }

    /**
     * What a boot's hops and statements cost by themselves.
     *
     * @param bootsPerSecond how many such boots the machine does at the same concurrency
     * @param cpuMillisPerBoot of client, server and database together
     */
    public record Cost(double hops, double statements, double bootsPerSecond, double cpuMillisPerBoot) {}

    /** Measures {@code boots} of them, after half as many to warm up. */
    Cost measure(int boots, double hopsPerBoot, double statementsPerBoot) {
        int hops = (int) Math.round(hopsPerBoot);
        int statements = (int) Math.round(statementsPerBoot);
        try (ExecutorService handlers = Executors.newFixedThreadPool(concurrency)) {
            HttpServer server = server(handlers);
            BlockingQueue<Connection> connections = connect();
            try (BenchHttp http = new BenchHttp(server.getAddress().getPort(), null, concurrency)) {
                Workers.Piece boot = number -> boot(http, connections, number, hops, statements);
                Workers.run(Math.max(1, boots / 2), concurrency, boot);
                CpuMeter meter = new CpuMeter(record);
                long beganNanos = System.nanoTime();
                Workers.run(boots, concurrency, boot);
                double seconds = (System.nanoTime() - beganNanos) / 1e9;
                double cpuMillis = meter.ownUsedMillis() + meter.usedMillis().values().stream().mapToLong(Long::longValue).sum();
                return new Cost(hops, statements, boots / seconds, cpuMillis / boots);
            } finally {
                server.stop(0);
                disconnect(connections);
            }
        } catch (IOException | SQLException failure) {
            throw CliException.failed("The floor cannot be measured: " + failure.getMessage());
        }
    }

    private static HttpServer server(ExecutorService handlers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(handlers);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
            exchange.close();
        });
        server.start();
        return server;
    }

    private BlockingQueue<Connection> connect() throws SQLException {
        List<Connection> made = new ArrayList<>();
        for (int index = 0; index < concurrency; index++) {
            made.add(DriverManager.getConnection(database.urlOf(DATABASE), database.user(), database.password()));
        }
        execute(made.getFirst(), "drop table if exists " + TABLE);
        execute(made.getFirst(), "create table " + TABLE + " (id bigint primary key, state varchar(255), body varchar(4000))");
        return new LinkedBlockingQueue<>(made);
    }

    private static void boot(BenchHttp http, BlockingQueue<Connection> connections, int number, int hops, int statements) throws Exception {
        for (int hop = 0; hop < hops; hop++) {
            http.send("POST", "/", MESSAGE, status -> {});
        }
        Connection connection = connections.take();
        try {
            // Rounds get rows of their own: two rounds of one number would collide, and the warm-up uses the same numbers.
            long row = System.nanoTime();
            for (int index = 0; index < statements; index++) {
                statement(connection, index % 3, row + index / 3);
            }
        } finally {
            connections.put(connection);
        }
    }

    private static void statement(Connection connection, int kind, long row) throws SQLException {
        String sql = switch (kind) {
            case 0 -> "insert into " + TABLE + " (state, body, id) values (?, ?, ?)";
            case 1 -> "update " + TABLE + " set state = ?, body = ? where id = ?";
            default -> "select state, body from " + TABLE + " where id = ?";
        };
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            if (kind < 2) {
                statement.setString(parameter++, "building");
                statement.setString(parameter++, MESSAGE);
            }
            statement.setLong(parameter, row);
            statement.execute();
        }
    }

    private static void disconnect(BlockingQueue<Connection> connections) throws SQLException {
        Connection first = connections.peek();
        if (first != null) {
            execute(first, "drop table if exists " + TABLE);
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
