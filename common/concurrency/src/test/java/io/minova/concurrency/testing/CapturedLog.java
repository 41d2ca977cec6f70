package io.minova.concurrency.testing;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what a logger says while it is open, through {@code java.util.logging}. Threads: safe for any logger of lines. */
public final class CapturedLog implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    // Held, because the logging system forgets loggers nobody holds, and this handler with them.
    private final Logger logger;
    private final Handler handler = new Collector();
    private final boolean isLoud;

    public CapturedLog(String loggerName) {
        this.logger = Logger.getLogger(loggerName);
        this.isLoud = logger.getUseParentHandlers();
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    /** {@code LEVEL text} of each line so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** What was logged with a stack so far. */
    public List<Throwable> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(null);
        logger.setUseParentHandlers(isLoud);
    }

    private final class Collector extends Handler {

        @Override
        public void publish(LogRecord entry) {
            Object[] values = entry.getParameters();
            String text = values == null || values.length == 0 ? entry.getMessage() : MessageFormat.format(entry.getMessage(), values);
            if (entry.getThrown() != null) {
                failures.add(entry.getThrown());
            }
            lines.add(entry.getLevel() + " " + text);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
