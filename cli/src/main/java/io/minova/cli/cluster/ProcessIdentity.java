package io.minova.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A process by its pid and the moment it started, so that a pid that was given to someone else since is not taken for it.
 *
 * @param started opaque, equal only for the same process: ticks and boot id on Linux, a time elsewhere
 */
public record ProcessIdentity(long pid, String started) {

    /** The process that has this pid now. */
    public static Optional<ProcessIdentity> of(long pid) {
        if (Files.exists(Path.of("/proc/self/stat"))) {
            return ProcStat.read(pid)
                    .filter(stat -> stat.state() != 'Z')
                    .map(stat -> new ProcessIdentity(pid, stat.startTicks() + "@" + bootId()));
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(handle -> new ProcessIdentity(pid, handle.info().startInstant().map(Object::toString).orElse("unknown")));
    }

    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Asks it to end; nothing if it is gone. */
    public void terminate() {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }

    /** Ends it at once; nothing if it is gone. */
    public void kill() {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** CPU used so far; zero once it is gone. */
    public Duration cpu() {
        if (!isAlive()) {
            return Duration.ZERO;
        }
        return ProcStat.read(pid)
                .map(ProcStat::cpu)
                .or(() -> ProcessHandle.of(pid).flatMap(handle -> handle.info().totalCpuDuration()))
                .orElse(Duration.ZERO);
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim();
        } catch (IOException hidden) {
            return "boot";
        }
    }
}
