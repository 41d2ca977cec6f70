package io.minova.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the kernel says of a process in {@code /proc/PID/stat}.
 *
 * @param state one letter; Z is a process that ended and was not collected
 * @param cpu user and system time so far, in steps of 10 ms
 * @param startTicks clock ticks between the machine's start and the process's
 */
record ProcStat(char state, Duration cpu, long startTicks) {

    /** Ticks are hundredths of a second on every Linux that Java runs on (USER_HZ). */
    private static final int MILLIS_PER_TICK = 10;

    static Optional<ProcStat> read(long pid) {
        try {
            return Optional.of(parse(Files.readString(Path.of("/proc/" + pid + "/stat"))));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The command name may hold blanks and brackets: the fields are counted from its last closing bracket. */
    static ProcStat parse(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).trim().split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return new ProcStat(fields[0].charAt(0), Duration.ofMillis(ticks * MILLIS_PER_TICK), Long.parseLong(fields[19]));
    }
}
