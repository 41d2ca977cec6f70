package io.minova.cli.cluster;

import io.minova.cli.terminal.CliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two commands from changing one cluster at the same time. The system takes it back when its holder dies, however it dies.
 *
 * <p>Fails at once, naming the holder, when it is taken: the second of two {@code up} has nothing useful to wait for.
 */
public final class ClusterLock implements AutoCloseable {

    private final FileChannel channel;

    private ClusterLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock of that folder, which must exist. */
    public static ClusterLock take(StateFolder folder, String command) {
        try {
            FileChannel channel = FileChannel.open(
                    folder.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String holder = read(channel);
                channel.close();
                throw CliException
                        .failed("Another command is changing the cluster in " + folder.path() + ": " + holder + ". Try again when it is done.");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(("`minova " + command + "`, pid " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)), 0);
            return new ClusterLock(channel);
        } catch (IOException failure) {
            throw CliException.failed("Cannot lock the cluster in " + folder.path() + ": " + failure.getMessage());
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(200);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw CliException.failed("Cannot release the lock: " + failure.getMessage());
        }
    }
}
