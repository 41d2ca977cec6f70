package io.minova.concurrency.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a server that a test started says, read for as long as it lives: so it never waits for a reader, and its own words tell when it is ready.
 *
 * <p>Threads: a daemon reads, until the process ends.
 */
public final class ServerOutput {

    /** Erlang starts slowly on a machine that has other work. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int TEXT_MAX = 20_000;

    private ServerOutput() {}

    /** Returns when the process has said a line that contains {@code ready}; if it ends first or takes too long, the error has all that it said. */
    public static void awaitLine(Process process, String ready) {
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        StringBuffer text = new StringBuffer();
        Thread.ofPlatform().name("server-output").daemon().start(() -> read(process, ready, seen, text));
        try {
            if (seen.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            throw new IllegalStateException("The server ended before it was ready:\n" + text);
        } catch (TimeoutException late) {
            process.destroy();
            throw new IllegalStateException("The server was not ready within %s:%n%s".formatted(PATIENCE, text), late);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("The server cannot be read:\n" + text, broken);
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a server started", interrupted);
        }
    }

    private static void read(Process process, String ready, CompletableFuture<Boolean> seen, StringBuffer text) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!seen.isDone() && text.length() < TEXT_MAX) {
                    text.append(line).append('\n');
                }
                if (line.contains(ready)) {
                    seen.complete(true);
                }
            }
            seen.complete(false);
        } catch (IOException broken) {
            seen.completeExceptionally(new UncheckedIOException(broken));
        }
    }
}
