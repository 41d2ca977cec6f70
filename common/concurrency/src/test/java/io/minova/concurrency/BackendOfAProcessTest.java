package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.testing.ChildJvm;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a fresh JVM can show: that the choice takes, and that a wrong one ends the process. */
class BackendOfAProcessTest {

    @Test
    void eventletPutsEveryGreenThreadOnOneCarrierWhateverTheyDo() throws Exception {
        ChildJvm child = ChildJvm.run(Service.class, Map.of("CONCURRENCY_BACKEND", "eventlet"));
        assertThat(child.error()).isEmpty();
        assertThat(child.output()).contains("compute runs on eventlet").contains("carriers seen 1, parallelism 1, pool 1").contains("spring true")
                .contains("platform pollers true");
        assertThat(child.exitCode()).isZero();
    }

    @Test
    void threadingLeavesTheJvmAsItIs() throws Exception {
        ChildJvm child = ChildJvm.run(Service.class, Map.of("OS_NOVA_DISABLE_EVENTLET_PATCHING", "true"));
        assertThat(child.output()).contains("compute runs on threading").contains("spring false");
        assertThat(child.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            CONCURRENCY_BACKEND,               threadin, Did you mean threading?
            OS_NOVA_DISABLE_EVENTLET_PATCHING, ture,     Did you mean true?
            NOVA_RELEASE,                      2027.1,   Did you mean 2026.1?
            """)
    void aWrongValueEndsTheProcessWith78AndSaysWhy(String variable, String value, String hint) throws Exception {
        ChildJvm child = ChildJvm.run(Service.class, Map.of(variable, value));
        assertThat(child.exitCode()).isEqualTo(78);
        assertThat(child.error()).contains("minova compute does not start").contains(variable + "=" + value).contains(hint);
        assertThat(child.output()).isEmpty();
    }

    @Test
    void aCombinationTheReleaseDoesNotSupportEndsTheProcessWith78() throws Exception {
        ChildJvm child = ChildJvm.run(Service.class, Map.of("CONCURRENCY_BACKEND", "threading", "NOVA_RELEASE", "2025.2"));
        assertThat(child.exitCode()).isEqualTo(78);
        assertThat(child.error()).contains("compute cannot run threading in NOVA_RELEASE=2025.2").contains("from 2026.1 on");
    }

    @ParameterizedTest
    @CsvSource({"''", "-Djdk.virtualThreadScheduler.parallelism=1"})
    void aServiceThatRanAVirtualThreadFirstIsRefused(String flag) throws Exception {
        String[] flags = flag.isEmpty() ? new String[0] : new String[] {flag};
        ChildJvm child = ChildJvm.run(TooLate.class, Map.of("CONCURRENCY_BACKEND", "eventlet"), flags);
        assertThat(child.exitCode()).isEqualTo(78);
        assertThat(child.error()).contains("the single carrier of eventlet did not take").contains("before the backend was selected");
        assertThat(child.output()).doesNotContain("verified");
    }

    /** Stands for a service: chooses, verifies, then does what made a second carrier grow. */
    static final class Service {

        public static void main(String[] args) throws Exception {
            BackendSelection selection = BackendSelector.selectFor("compute");
            BackendSelector.verify(selection);
            System.out.println(selection.describe());
            System.out.println("spring " + System.getProperty("spring.threads.virtual.enabled"));
            if (selection.backend() == Backend.EVENTLET) {
                System.out.println("carriers seen " + carriers().size() + ", " + scheduler());
                System.out.println("platform pollers " + hasPlatformPollers());
            }
        }

        private static String scheduler() {
            var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
            return "parallelism " + scheduler.getParallelism() + ", pool " + scheduler.getPoolSize();
        }

        private static Set<String> carriers() throws InterruptedException {
            Set<String> carriers = new ConcurrentSkipListSet<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    for (int round = 0; round < 20; round++) {
                        carriers.add(Thread.currentThread().toString().replaceAll(".*@", ""));
                        readAFile();
                        Thread.yield();
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            return carriers;
        }

        private static void readAFile() {
            try (FileInputStream file = new FileInputStream(Path.of(System.getProperty("java.home"), "release").toFile())) {
                file.readAllBytes();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static boolean hasPlatformPollers() throws Exception {
            try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Thread acceptor = Thread.ofVirtual().start(() -> {
                    try {
                        server.accept().close();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
                // Only one that has to wait for its connection needs a poller.
                while (acceptor.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                new Socket(server.getInetAddress(), server.getLocalPort()).close();
                acceptor.join();
            }
            return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().startsWith("Read-Poller"));
        }
    }

    /** A main whose first statement is not the selection. */
    static final class TooLate {

        public static void main(String[] args) throws Exception {
            Thread.ofVirtual().start(() -> {}).join();
            BackendSelector.verify(BackendSelector.selectFor("compute"));
            System.out.println("verified");
        }
    }
}
