package io.minova.systemtests;

import io.minova.cli.cluster.LocalHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Users who boot servers without a pause between answers, until stopped.
 *
 * <p>A connection that nobody took is tried again, as clients do, and counted; any other trouble is remembered as a lost request.
 */
final class BootLoad implements AutoCloseable {

    private static final int PAUSE_MILLIS = 60;

    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final AtomicInteger refusedConnections = new AtomicInteger();
    private final Queue<String> promised = new ConcurrentLinkedQueue<>();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final List<Thread> users = new ArrayList<>();

    BootLoad(ClusterUnderTest cluster, int userCount) throws IOException {
        for (int user = 0; user < userCount; user++) {
            String name = "load-" + user;
            Servers servers = new Servers(cluster);
            users.add(Thread.ofPlatform().name(name).daemon().start(() -> boot(servers, name)));
        }
    }

    private void boot(Servers servers, String name) {
        for (int number = 0; !isStopping.get(); number++) {
            try {
                LocalHttp.Answer answer = servers.post(name + "-" + number);
                if (answer.status() == 202) {
                    promised.add(Servers.uuid(answer));
                } else {
                    lost.add("POST answered " + answer.status() + ": " + answer.body());
                }
                Thread.sleep(PAUSE_MILLIS);
            } catch (ConnectException nobodyTookIt) {
                refusedConnections.incrementAndGet();
            } catch (IOException taken) {
                lost.add("POST broke: " + taken);
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    /** Connections that nobody took, so far. */
    int refusedConnections() {
        return refusedConnections.get();
    }

    /** Servers that the API answered 202 for. */
    List<String> promised() {
        return List.copyOf(promised);
    }

    /** Requests that were taken and came to nothing. */
    List<String> lost() {
        return List.copyOf(lost);
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
