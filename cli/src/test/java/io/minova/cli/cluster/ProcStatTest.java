package io.minova.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcStatTest {

    @Test
    void readsStateCpuAndStartPastACommandNameWithBlanksAndBrackets() {
        ProcStat stat = ProcStat
                .parse("4711 (a (bad) name) S 1 4711 4711 0 -1 4194304 100 0 0 0 250 50 7 8 20 0 30 0 987654 1000 200 18446744073709551615\n");

        assertThat(stat).isEqualTo(new ProcStat('S', Duration.ofMillis(3_000), 987_654));
    }

    @Test
    void aProcessThatDoesNotExistHasNone() {
        assertThat(ProcStat.read(Long.MAX_VALUE)).isEmpty();
    }
}
