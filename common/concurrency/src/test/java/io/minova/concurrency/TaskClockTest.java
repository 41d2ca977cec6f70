package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TaskClockTest {

    private static final int MANY = 2_000;
    private static final long BRIEF = 100;
    private static final long LONGER = 1_500;

    private final TaskClock clock = new TaskClock(Time.system(), false);

    @Test
    void timesEveryTaskUntilAThousandWereBrief() {
        ran(999, BRIEF);
        assertThat(timedOf(100)).isEqualTo(100);

        ran(1, BRIEF);
        assertThat(timedOf(100)).isEqualTo(100 / 8);
    }

    @Test
    void timesEveryTaskAgainWhenTheyTakeLonger() {
        ran(MANY, BRIEF);

        ran(4, LONGER);
        assertThat(timedOf(100)).isLessThan(100);
        ran(1, LONGER);
        assertThat(timedOf(100)).isEqualTo(100);
    }

    @Test
    void isNotToldOtherwiseByOneInThirtyThatWasInterrupted() {
        for (int i = 0; i < MANY; i++) {
            ran(29, BRIEF);
            ran(1, LONGER);
        }

        assertThat(timedOf(100)).isLessThan(100);
    }

    @Test
    void timesEveryTaskWhenOneInTenTakesLonger() {
        for (int i = 0; i < MANY; i++) {
            ran(9, BRIEF);
            ran(1, LONGER);
        }

        assertThat(timedOf(100)).isEqualTo(100);
    }

    @Test
    void timesEveryTaskWhereTheirTimesDecideWhenAWorkerYields() {
        TaskClock green = new TaskClock(Time.system(), true);
        LongStream.range(0, MANY).forEach(i -> green.ran(BRIEF));

        assertThat(LongStream.range(0, 100).map(i -> green.stamp())).doesNotContain(TaskClock.UNTIMED);
    }

    private void ran(int tasks, long nanos) {
        LongStream.range(0, tasks).forEach(i -> clock.ran(nanos));
    }

    private long timedOf(int submits) {
        return LongStream.range(0, submits).map(i -> clock.stamp()).filter(at -> at != TaskClock.UNTIMED).count();
    }
}
