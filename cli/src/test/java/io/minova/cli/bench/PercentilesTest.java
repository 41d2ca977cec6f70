package io.minova.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void takesTheNearestRank() {
        assertThat(Percentiles.ofNanos(LongStream.rangeClosed(1, 200).map(milli -> milli * 1_000_000).boxed().toList()))
                .isEqualTo(new Percentiles(100, 190, 198, 200));
    }

    @Test
    void ofOneValueIsThatValueAndOfNoneZero() {
        assertThat(Percentiles.ofNanos(List.of(2_500_000L))).isEqualTo(new Percentiles(2.5, 2.5, 2.5, 2.5));
        assertThat(Percentiles.ofNanos(List.of())).isEqualTo(new Percentiles(0, 0, 0, 0));
    }
}
