package io.minova.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Hands bytes on between whoever connects and one server, and holds what goes to the server back for a time that can be changed at any moment. */
final class SlowProxy implements AutoCloseable {

    private static final int CHUNK = 16_384;

    private final ServerSocket door;
    private final String host;
    private final int hostPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;

    private SlowProxy(ServerSocket door, String host, int hostPort) {
        this.door = door;
        this.host = host;
        this.hostPort = hostPort;
    }

    /** Listens on a free port of that address alone. */
    static SlowProxy start(String address, String host, int hostPort) throws IOException {
        SlowProxy proxy = new SlowProxy(new ServerSocket(0, 50, InetAddress.getByName(address)), host, hostPort);
        Thread.ofPlatform().name("slow-proxy").daemon().start(proxy::accept);
        return proxy;
    }

    int port() {
        return door.getLocalPort();
    }

    void delay(Duration each) {
        delay = each;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                connect(open(door.accept()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket server = open(new Socket(host, hostPort));
            Thread.ofPlatform().daemon().start(() -> pump(client, server, true));
            Thread.ofPlatform().daemon().start(() -> pump(server, client, false));
        } catch (ConnectException serverAway) {
            client.close();
        }
    }

    private Socket open(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    private void pump(Socket from, Socket to, boolean isSlow) {
        byte[] chunk = new byte[CHUNK];
        try (from; to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            for (int size = input.read(chunk); size >= 0; size = input.read(chunk)) {
                if (isSlow) {
                    Thread.sleep(delay);
                }
                output.write(chunk, 0, size);
            }
        } catch (IOException closed) {
            // Either side has gone; both are closed.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
