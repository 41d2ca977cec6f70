package io.minova.cli.bench;

import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * Sees servers become ACTIVE or ERROR by listing what changed since the last look, five times a second: what it observes is late by that much at most.
 *
 * <p>Threads: one of its own while it watches; the results may be read by any.
 */
final class ServerWatcher implements AutoCloseable {

    private static final int POLL_MILLIS = 200;
    /** Change times are whole seconds, and a row may be committed a little after the time it carries. */
    private static final int OVERLAP_SECONDS = 2;
    private static final int PAGE = 1000; // Nova's max_limit

    private final BenchHttp http;
    private final Map<String, Long> activeNanos = new ConcurrentHashMap<>();
    private final Map<String, Boolean> failed = new ConcurrentHashMap<>();
    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private final Thread thread = new Thread(this::watch, "server-watcher");
    private Instant since = Instant.now().minusSeconds(OVERLAP_SECONDS);

    ServerWatcher(BenchHttp http) {
        this.http = http;
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!isStopping.get()) {
                look();
                Thread.sleep(POLL_MILLIS);
            }
        } catch (IOException | CliException failure) {
            System.err.println("The watcher stopped: " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws IOException {
        Instant next = Instant.now().minusSeconds(OVERLAP_SECONDS).truncatedTo(ChronoUnit.SECONDS);
        for (String server : list("ACTIVE")) {
            activeNanos.putIfAbsent(server, System.nanoTime());
        }
        for (String server : list("ERROR")) {
            failed.put(server, true);
        }
        since = next;
        looks.incrementAndGet();
    }

    private java.util.List<String> list(String status) throws IOException {
        java.util.List<String> uuids = new java.util.ArrayList<>();
        String marker = "";
        int size;
        do {
            int[] code = new int[1];
            String path =
                    "/compute/v2.1/servers?status=" + status + "&changes-since=" + since.truncatedTo(ChronoUnit.SECONDS) + "&limit=" + PAGE + marker;
            String body = http.send("GET", path, null, answer -> code[0] = answer);
            if (code[0] != 200) {
                throw CliException.failed("GET " + path + " answered " + code[0] + ": " + body);
            }
            JsonNode servers = JsonText.tree(body).path("servers");
            size = servers.size();
            servers.forEach(server -> uuids.add(server.path("id").asString()));
            marker = size == 0 ? "" : "&marker=" + uuids.getLast();
        } while (size == PAGE);
        return uuids;
    }

    /** Uuid to the moment it was first seen ACTIVE. */
    Map<String, Long> activeNanos() {
        return activeNanos;
    }

    /** Those seen in ERROR. */
    java.util.Set<String> failed() {
        return failed.keySet();
    }

    int looks() {
        return looks.get();
    }

    /** Waits until every one of these is ACTIVE or ERROR; false if that took longer. */
    boolean await(java.util.Set<String> uuids, long timeoutSeconds) {
        long deadline = System.nanoTime() + timeoutSeconds * 1_000_000_000L;
        while (thread.isAlive() && System.nanoTime() < deadline) {
            if (uuids.stream().allMatch(uuid -> activeNanos.containsKey(uuid) || failed.containsKey(uuid))) {
                return true;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    @Override
    public void close() {
        isStopping.set(true);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
