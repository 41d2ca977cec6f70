package io.minova.compute.virt;

import io.minova.compute.virt.profile.Step;
import java.time.Duration;

/** Spends the steps of a live migration in slices, so that it can be given up or ended early, and tells how far it is. Threads: of one migration. */
final class MonitoredSteps {

    // 200 ms: a tenth of how often Nova's libvirt driver looks (500 ms) would be noise; an operator does not notice less.
    private static final Duration SLICE = Duration.ofMillis(200);

    private final StepRunner steps;
    private final LiveMigrationJob job;
    private final int count;
    private int done;

    MonitoredSteps(StepRunner steps, LiveMigrationJob job, int count) {
        this.steps = steps;
        this.job = job;
        this.count = Math.max(1, count);
    }

    void run(Step step, Duration duration) throws InterruptedException {
        if (step.kind() == Step.Kind.IO) {
            sliced(step, duration);
        } else if (!job.isAborted()) {
            steps.run(step, duration);
        }
        done++;
    }

    private void sliced(Step step, Duration duration) throws InterruptedException {
        Duration left = duration;
        while (left.isPositive() && !job.isAborted() && !job.isForced()) {
            Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
            steps.run(step, slice);
            left = left.minus(slice);
            double ofStep = 1 - (double) left.toNanos() / duration.toNanos();
            job.progress((done + ofStep) / count);
        }
    }
}
