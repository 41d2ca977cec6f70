package io.minova.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {

    @Test
    void goesOnWhileBootsGetCheaper() {
        assertThat(batches(new WarmUp(null), 60, 40, 30, 25, 24.5, 24, 20)).isEqualTo(6);
    }

    @Test
    void isNotDeceivedByOneBatchThatCostMore() {
        assertThat(batches(new WarmUp(null), 40, 25, 30, 20, 20, 20)).isEqualTo(6);
    }

    @Test
    void endsWhenBootsGetCheaperForEver() {
        assertThat(batches(new WarmUp(null), 1024, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1, 0.5)).isEqualTo(10);
    }

    @Test
    void bootsAsManyAsWereAskedFor() {
        WarmUp warmUp = new WarmUp(1500);
        assertThat(warmUp.next()).isEqualTo(1000);
        warmUp.booted(1000, 10);
        assertThat(warmUp.next()).isEqualTo(500);
        warmUp.booted(500, 10);
        assertThat(warmUp.next()).isZero();
        assertThat(new WarmUp(0).next()).isZero();
    }

    private static int batches(WarmUp warmUp, double... costs) {
        int batch = 0;
        for (int boots = warmUp.next(); boots > 0; boots = warmUp.next()) {
            warmUp.booted(boots, costs[batch++]);
        }
        return batch;
    }
}
