package io.minova.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeriodicTasksTest {

    private final SteppedTime time = new SteppedTime();
    private final List<String> runs = new ArrayList<>();

    @Test
    void runsEachTaskWhenItIsDue() {
        PeriodicTasks tasks = new PeriodicTasks(
                List.of(
                        new PeriodicTask("now", Duration.ofSeconds(10), PeriodicTask.Start.IMMEDIATELY, () -> runs.add("now")),
                        new PeriodicTask("later", Duration.ofSeconds(3), () -> runs.add("later"))),
                time);
        tasks.runDue();
        assertThat(runs).containsExactly("now");
        time.advance(Duration.ofSeconds(3));
        tasks.runDue();
        tasks.runDue();
        assertThat(runs).containsExactly("now", "later");
        time.advance(Duration.ofSeconds(7));
        tasks.runDue();
        assertThat(runs).containsExactly("now", "later", "now", "later");
    }

    @Test
    void keepsATaskThatFails() {
        PeriodicTasks tasks = new PeriodicTasks(
                List.of(
                        new PeriodicTask("bad", Duration.ofSeconds(1), () -> {
                            throw new IllegalStateException("no");
                        }),
                        new PeriodicTask("good", Duration.ofSeconds(1), () -> runs.add("good"))),
                time);
        time.advance(Duration.ofSeconds(1));
        tasks.runDue();
        time.advance(Duration.ofSeconds(1));
        tasks.runDue();
        assertThat(runs).containsExactly("good", "good");
        assertThat(tasks.counts().getFirst().failures()).isEqualTo(2);
    }

    @Test
    void startsNothingOnceStopped() {
        PeriodicTasks tasks = new PeriodicTasks(List.of(new PeriodicTask("one", Duration.ofSeconds(1), () -> runs.add("one"))), time);
        time.advance(Duration.ofSeconds(5));
        tasks.stop();
        tasks.runDue();
        assertThat(runs).isEmpty();
    }

    /** A clock that stands until it is moved. */
    private static final class SteppedTime implements Time {
        private long nanos;

        void advance(Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            advance(duration);
        }
    }
}
