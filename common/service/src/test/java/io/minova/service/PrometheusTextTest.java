package io.minova.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    @Test
    void keepsTheSamplesOfAFigureTogetherAndItsLabelsReadable() {
        PrometheusText text = new PrometheusText().gauge("wait_seconds", "how long").counter("tasks_total", "how many");
        text.sample("tasks_total", 12_345_678_901d);
        text.sample("wait_seconds", Duration.ofMillis(1500), "pool", "a\"b\\c\nd", "owner", "process");
        text.sample("wait_seconds", 2);

        assertThat(text).hasToString("""
                # HELP wait_seconds how long
                # TYPE wait_seconds gauge
                wait_seconds{pool="a\\"b\\\\c\\nd",owner="process"} 1.500000
                wait_seconds 2
                # HELP tasks_total how many
                # TYPE tasks_total counter
                tasks_total 12345678901
                """);
    }

    @Test
    void refusesAFigureThatNobodyDeclared() {
        assertThatThrownBy(() -> new PrometheusText().sample("typo", 1)).hasMessage("typo was not declared");
    }
}
