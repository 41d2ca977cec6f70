package io.minova.cli.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The loopback ports of this machine: which are free, and who has the others. */
public final class LocalPorts {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private LocalPorts() {}

    /** True if a service could listen there now. */
    public static boolean isFree(int port) {
        if (answers(port)) {
            return false; // some systems let a second one listen where another listens on every address
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return true;
        } catch (IOException busy) {
            return false;
        }
    }

    /** True if something accepts connections there. */
    public static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LOOPBACK, port), 500);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /**
     * The first API port from {@code from} on, in steps of {@code step}, around which a whole cluster of {@code computes} has room.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public static int freeBlock(int from, int step, int computes) {
        for (int apiPort = from; apiPort < 32_000; apiPort += step) { // 32768: Linux gives ports above to outgoing connections
            int base = apiPort;
            if (ServiceName.all(ServiceName.REPLICAS_MAX, ServiceName.REPLICAS_MAX, computes).stream().allMatch(name -> isFree(name.port(base)))) {
                return apiPort;
            }
        }
        throw new java.util.NoSuchElementException("no free block of ports between " + from + " and 32000");
    }

    /** Who listens there, as "pid 12 (java)"; empty when the system does not tell. */
    public static Optional<String> owner(int port) {
        String hexPort = ":%04X".formatted(port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)).stream())
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields.length > 9 && fields[1].endsWith(hexPort) && fields[3].equals("0A")) // 0A: LISTEN
                .findFirst()
                .flatMap(fields -> processWithSocket(fields[9]));
    }

    private static Optional<String> processWithSocket(String inode) {
        String link = "socket:[" + inode + "]";
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), link))
                .findFirst()
                .map(process -> "pid " + process.pid() + " (" + command(process.pid()) + ")");
    }

    private static boolean holds(long pid, String link) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors.anyMatch(descriptor -> linksTo(descriptor, link));
        } catch (IOException | java.io.UncheckedIOException notOurs) {
            return false;
        }
    }

    private static boolean linksTo(Path descriptor, String link) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(link);
        } catch (IOException closed) {
            return false;
        }
    }

    private static String command(long pid) {
        return lines(Path.of("/proc/" + pid + "/comm")).stream().findFirst().orElse("?");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException hidden) {
            return List.of();
        }
    }
}
