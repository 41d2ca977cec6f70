package io.minova.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A port in front of another one of this machine, which can be cut: open connections break, new ones are dropped at once. */
final class CuttableProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5000;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int target;
    private final AtomicInteger brokenCount = new AtomicInteger();
    private volatile boolean isCut;

    CuttableProxy(int target) throws IOException {
        this.target = target;
        Thread.ofPlatform().name("proxy").daemon().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Directions of connections that did not end by themselves. */
    int brokenCount() {
        return brokenCount.get();
    }

    void cut() {
        isCut = true;
        open.forEach(CuttableProxy::close);
    }

    void heal() {
        isCut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                if (isCut) {
                    close(client);
                    continue;
                }
                Socket back = new Socket();
                open.add(back);
                back.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
                pump(client, back);
                pump(back, client);
            } catch (IOException ended) {
                continue; // the next one, unless we are closed
            }
        }
    }

    private void pump(Socket from, Socket to) {
        Thread.ofPlatform().name("proxy-pump").daemon().start(() -> {
            try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
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
        } catch (IOException closed) {
            throw new java.io.UncheckedIOException(closed);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
