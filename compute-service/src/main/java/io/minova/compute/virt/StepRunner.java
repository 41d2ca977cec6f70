package io.minova.compute.virt;

import io.minova.compute.virt.profile.Step;
import io.minova.concurrency.Time;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Spends the time of a step in the way of its kind.
 *
 * <p>Threads: one for the process, safe for any caller; the caller's thread pays, except for a native step with tpool.
 */
public final class StepRunner {

    /** How a native call is handed to tpool; a seam for tests. */
    @FunctionalInterface
    public interface NativeThreads {
        <T> T call(Callable<T> body) throws Exception;
    }

    private final Time time;
    private final LibC libc;
    private final SimulatedCpu cpu;
    private final NativeThreads tpool;

    public StepRunner(Time time, LibC libc, SimulatedCpu cpu, NativeThreads tpool) {
        this.time = time;
        this.libc = libc;
        this.cpu = cpu;
        this.tpool = tpool;
    }

    public void run(Step step, Duration duration) throws InterruptedException {
        switch (step.kind()) {
            case IO -> time.sleep(duration);
            case NATIVE -> runNative(step, duration);
            case CPU -> cpu.burn(duration);
        }
    }

    private void runNative(Step step, Duration duration) throws InterruptedException {
        if (!step.tpool()) {
            libc.sleep(duration);
            return;
        }
        try {
            tpool.call(() -> {
                libc.sleep(duration);
                return true;
            });
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("native step " + step.name() + " failed in tpool", e);
        }
    }
}
