package io.minova.concurrency;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The green thread that is on the hub, found in a thread dump of the JVM: for those that no executor of ours started, which nothing else can list.
 *
 * <p>Costs about 25 us per green thread of the JVM and a temporary file, so it is asked for only when the hub stands still and nobody known holds it.
 * <p>Threads: a native one; works while the hub stands still.
 */
record MountedThread(String name, List<String> stack) {

    private static final int STACK_DEPTH_MAX = 30;

    /** Null when none is on the hub any more, or the JVM does not write dumps. */
    static @Nullable MountedThread find() {
        HotSpotDiagnosticMXBean diagnostics = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            Path folder = Files.createTempDirectory("minova-hub");
            Path dump = folder.resolve("threads.json");
            try {
                diagnostics.dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
                return search(dump);
            } finally {
                Files.deleteIfExists(dump);
                Files.deleteIfExists(folder);
            }
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** The first thread with a carrier. The dump has one value a line, and a thread's carrier after its name and stack. */
    private static @Nullable MountedThread search(Path dump) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(dump)) {
            String name = "";
            List<String> stack = new ArrayList<>();
            boolean isStack = false;
            String line;
            while ((line = lines.readLine()) != null) {
                String text = line.strip();
                if (text.startsWith("\"name\":")) {
                    name = value(text.substring("\"name\":".length()));
                    stack.clear();
                } else if (text.startsWith("\"stack\":")) {
                    isStack = true;
                } else if (isStack && text.startsWith("]")) {
                    isStack = false;
                } else if (isStack && stack.size() < STACK_DEPTH_MAX) {
                    stack.add(value(text));
                } else if (text.startsWith("\"carrier\":")) {
                    return new MountedThread(name, List.copyOf(stack));
                }
            }
            return null;
        }
    }

    private static String value(String text) {
        String bare = text.strip();
        bare = bare.endsWith(",") ? bare.substring(0, bare.length() - 1) : bare;
        return bare.replace("\"", "").replace("\\/", "/");
    }

    String describe() {
        StringBuilder text = new StringBuilder("held by ").append(name.isEmpty() ? "a green thread without a name" : name)
                .append(", which no executor of this process started");
        stack.forEach(frame -> text.append(System.lineSeparator()).append("    at ").append(frame));
        return text.toString();
    }
}
