package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final Duration NO_END = Duration.ZERO;

    private static BackOff.Pauses pauses(Duration start, Duration total, double jitter) {
        return new BackOff(start, Duration.ofSeconds(300), total, jitter, new NoDice()).pauses();
    }

    @Test
    void doublesFromFailureToFailureUpToTheMaximum() {
        BackOff.Pauses pauses = pauses(Duration.ofSeconds(1), NO_END, 1.0);
        for (int seconds = 2; seconds <= 256; seconds *= 2) {
            assertThat(pauses.afterFailure()).isEqualTo(Duration.ofSeconds(seconds));
        }
        assertThat(pauses.afterFailure()).isEqualTo(Duration.ofSeconds(300));
        assertThat(pauses.afterFailure()).isEqualTo(Duration.ofSeconds(300));
    }

    @Test
    void withTheUsualJitterItGrowsByHalf() {
        BackOff.Pauses pauses = pauses(Duration.ofSeconds(1), NO_END, 0.75);
        assertThat(pauses.afterFailure()).isEqualTo(Duration.ofMillis(1500));
        assertThat(pauses.afterFailure()).isEqualTo(Duration.ofMillis(2250));
    }

    @Test
    void isNeverShorterThanAMillisecond() {
        assertThat(pauses(Duration.ofNanos(1), NO_END, 0.75).afterFailure()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void endsBeforeThePauseThatWouldExceedTheTotal() {
        BackOff.Pauses pauses = pauses(Duration.ofSeconds(1), Duration.ofSeconds(13), 1.0);
        assertThat(pauses.afterFailure()).isEqualTo(Duration.ofSeconds(2));
        assertThat(pauses.afterFailure()).isEqualTo(Duration.ofSeconds(4));
        assertThat(pauses.afterFailure()).isNull();
    }

    @Test
    void beginsAnewAfterASuccess() {
        BackOff.Pauses pauses = pauses(Duration.ofSeconds(1), Duration.ofSeconds(7), 1.0);
        pauses.afterFailure();
        pauses.afterFailure();
        assertThat(pauses.afterSuccess()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pauses.afterFailure()).isEqualTo(Duration.ofSeconds(2));
        assertThat(pauses.afterFailure()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void scattersAroundItsMean() {
        double sum = 0;
        Random random = new Random(4711);
        for (int i = 0; i < 2_000; i++) {
            sum += new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(300), NO_END, 0.75, random).pauses().afterFailure().toMillis();
        }
        assertThat(sum / 2_000).isBetween(1_450.0, 1_550.0);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> pauses(Duration.ZERO, NO_END, 0.75)).withMessageContaining("the start is more than 0");
        assertThat(BackOff.defaults().maximum()).isEqualTo(Duration.ofSeconds(300));
    }

    /** Always the mean. */
    private static final class NoDice implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public double nextGaussian(double mean, double deviation) {
            return mean;
        }
    }
}
