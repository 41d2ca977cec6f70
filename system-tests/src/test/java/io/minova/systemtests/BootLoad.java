package io.minova.systemtests;

import io.minova.cli.cluster.LocalHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * Users who boot servers until stopped, each at a steady rate: a late answer is made up for, so that a cluster that slows down is not spared.
 *
 * <p>A connection that nobody took is tried again, as clients do, and counted. So is one that breaks before the answer, as one does that waited for the API
 * in the kernel when it closed its door: whether its request was taken shows in the list of servers.
 */
final class BootLoad implements AutoCloseable {

    private final Duration every;
    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final AtomicInteger refusedConnections = new AtomicInteger();
    private final Queue<String> promised = new ConcurrentLinkedQueue<>();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final Map<String, IOException> unanswered = new ConcurrentHashMap<>();
    private final List<Thread> users = new ArrayList<>();

    /** Of users who each begin a request every so often; zero: as soon as the one before was answered. */
    BootLoad(Cloud cloud, int userCount, Duration every) throws IOException {
        this.every = every;
        for (int user = 0; user < userCount; user++) {
            String name = "load-" + user;
            Servers servers = new Servers(cloud);
            users.add(Thread.ofPlatform().name(name).daemon().start(() -> boot(servers, name)));
        }
    }

    private void boot(Servers servers, String name) {
        long next = System.nanoTime();
        for (int number = 0; !isStopping.get(); number++) {
            try {
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                next += every.toNanos();
                LocalHttp.Answer answer = servers.post(name + "-" + number);
                if (answer.status() == 202) {
                    promised.add(Servers.uuid(answer));
                } else {
                    lost.add("POST answered " + answer.status() + ": " + answer.body());
                }
            } catch (ConnectException nobodyTookIt) {
                refusedConnections.incrementAndGet();
                next = System.nanoTime() + every.toNanos();
            } catch (IOException broken) {
                refusedConnections.incrementAndGet();
                unanswered.put(name + "-" + number, broken);
                next = System.nanoTime() + every.toNanos();
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    /** Connections that nobody took or that broke before an answer, so far. */
    int refusedConnections() {
        return refusedConnections.get();
    }

    /** Servers that the API answered 202 for. */
    List<String> promised() {
        return List.copyOf(promised);
    }

    /**
     * Requests that were taken and came to nothing: answered with a failure, or never answered although there is a server by that name. To be asked when the
     * load has ended.
     */
    List<String> lost(Servers servers) throws IOException {
        List<String> all = new ArrayList<>(lost);
        for (JsonNode server : servers.all().values()) {
            String name = server.path("name").asString();
            if (unanswered.containsKey(name)) {
                all.add(name + " was made, but its POST broke: " + unanswered.get(name));
            }
        }
        return all;
    }

    void stop() throws InterruptedException {
        isStopping.set(true);
        for (Thread user : users) {
            user.join();
        }
    }

    @Override
    public void close() {
        isStopping.set(true);
    }
}
