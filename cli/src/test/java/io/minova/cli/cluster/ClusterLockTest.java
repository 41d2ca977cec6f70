package io.minova.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterLockTest {

    @TempDir
    Path temporary;

    @Test
    void theSecondCommandIsRefusedAndToldWhoHoldsTheLock() {
        StateFolder folder = new StateFolder(temporary);
        try (ClusterLock first = ClusterLock.take(folder, "up")) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> ClusterLock.take(folder, "down"))
                    .hasMessageContaining("`minova up`, pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("Try again when it is done");
        }
        ClusterLock.take(folder, "down").close();
    }
}
