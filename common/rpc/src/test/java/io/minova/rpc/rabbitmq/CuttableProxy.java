package io.minova.rpc.rabbitmq;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port in front of another one of this machine, which can be cut: open connections break, new ones are dropped at once. Or it swallows: what the server
 * says from then on over the connections that are open arrives nowhere.
 *
 * <p>Threads: safe for any caller; a daemon per direction of a connection.
 */
public final class CuttableProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5000;
    private static final int CHUNK = 8192;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int target;
    private final AtomicInteger brokenCount = new AtomicInteger();
    private final AtomicInteger swallowedBytes = new AtomicInteger();
    private volatile boolean isCut;
    private volatile boolean isSwallowing;
    private volatile long cutNanos;

    public CuttableProxy(int target) throws IOException {
        this.target = target;
        Thread.ofPlatform().name("proxy").daemon().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Directions of connections that did not end by themselves. */
    public int brokenCount() {
        return brokenCount.get();
    }

    /** Bytes of the server that went nowhere. */
    public int swallowedBytes() {
        return swallowedBytes.get();
    }

    public void swallow() {
        isSwallowing = true;
    }

    public void cut() {
        cutNanos = System.nanoTime();
        isCut = true;
        open.forEach(CuttableProxy::close);
    }

    /** How long ago it was cut. */
    public Duration cutFor() {
        return Duration.ofNanos(System.nanoTime() - cutNanos);
    }

    public void heal() {
        isSwallowing = false;
        isCut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                serve(server.accept());
            } catch (IOException ended) {
                continue; // the next one, unless we are closed
            }
        }
    }

    private void serve(Socket client) throws IOException {
        Socket back = new Socket();
        open.add(client);
        open.add(back);
        try {
            if (isCut) {
                throw new IOException("cut");
            }
            back.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
            // As those who speak through it do: a message that waited for the one before to be acknowledged would be 40 ms late.
            client.setTcpNoDelay(true);
            back.setTcpNoDelay(true);
            pump(client, back, false);
            pump(back, client, true);
        } catch (IOException nobodyThere) {
            close(client);
            close(back);
            open.remove(client);
            open.remove(back);
            throw nobodyThere;
        }
    }

    private void pump(Socket from, Socket to, boolean isAnswer) {
        Thread.ofPlatform().name("proxy-pump").daemon().start(() -> {
            byte[] chunk = new byte[CHUNK];
            try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
                for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
                    if (isAnswer && isSwallowing) {
                        swallowedBytes.addAndGet(size);
                    } else {
                        out.write(chunk, 0, size);
                    }
                }
            } catch (IOException ended) {
                brokenCount.incrementAndGet();
            } finally {
                open.remove(from);
            }
        });
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
