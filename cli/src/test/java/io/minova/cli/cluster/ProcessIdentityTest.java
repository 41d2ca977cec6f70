package io.minova.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    @Test
    void aPidThatWasGivenToSomeoneElseIsNeitherAliveNorSignalled() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            new ProcessIdentity(process.pid(), "another start").kill();

            assertThat(new ProcessIdentity(process.pid(), "another start").isAlive()).isFalse();
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void endsTheProcessItNames() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();

        assertThat(identity.isAlive()).isTrue();
        identity.terminate();
        process.waitFor();

        assertThat(identity.isAlive()).isFalse();
    }
}
