package io.minova.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            NOVA_RPC_RESPONSE_TIMOUT       | 60  | NOVA_RPC_RESPONSE_TIMOUT is no variable of this service; did you mean NOVA_RPC_RESPONSE_TIMEOUT?
            NOVA_DEFAULT_THREADPOOL_SIZE   | 5   | NOVA_DEFAULT_THREADPOOL_SIZE is no variable of this service; did you mean NOVA_DEFAULT_THREAD_POOL_SIZE?
            NOVA_RELESE                    | x   | NOVA_RELESE is no variable of this service; did you mean NOVA_RELEASE?
            NOVA_RPC_SCHEDULER_URLS        | x   | NOVA_RPC_SCHEDULER_URLS is no variable of this service; did you mean NOVA_RPC_SCHEDULER_URL?
            NOVA_DATABASE_URL              | x   | NOVA_DATABASE_URL is no variable of this service; known are NOVA_
            NOVA_REPORT_INTERVAL           | ten | NOVA_REPORT_INTERVAL=ten (nova.report-interval from NOVA_REPORT_INTERVAL): not a duration such as 60 (seconds) or 90s
            NOVA_REPORT_INTERVAL           | 0   | report_interval must be more than 0 s, not 0 s
            NOVA_GRACEFUL_SHUTDOWN_TIMEOUT | -5  | graceful_shutdown_timeout must be 0 s or more, not -5 s
            NOVA_HOST                      | ""  | NOVA_HOST= (nova.host from NOVA_HOST): it must not be empty
            NOVA_DEFAULT_THREAD_POOL_SIZE  | 0   | default_thread_pool_size=0 is not allowed: a whole number from 1 to 100000 (default 10)
            NOVA_DEFAULT_GREEN_POOL_SIZE   | 5   | default_green_pool_size=5 is not allowed: a whole number from 100 to 100000 (default 1000)
            NOVA_RPC_CONDUCTOR_URL         | b:1 | NOVA_RPC_CONDUCTOR_URL=b:1 is no address for messages; allowed is http://HOST:PORT
            """)
    void namesWhatIsWrongAndWhatIsAllowed(String variable, String value, String problem) {
        List<String> problems = check(Map.of("NOVA_RPC_SECRET", "s", variable, value)).problems();
        assertThat(problems).singleElement().asString().startsWith(problem);
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThat(check(Map.of("NOVA_HOTS", "x", "NOVA_REPORT_INTERVAL", "soon", "NOVA_MAX_CONCURRENT_BUILDS", "-1")).problems()).hasSize(4);
    }

    @Test
    void refusesAServiceWithoutASecret() {
        assertThat(check(Map.of()).problems()).containsExactly("NOVA_RPC_SECRET is not set: the services of a cluster need one shared secret");
    }

    @Test
    void acceptsTheDefaultsAndOtherProgramsVariables() {
        assertThat(check(Map.of("NOVA_RPC_SECRET", "s", "NOVA_RELEASE", "2026.1", "PATH", "/bin", "INNOVATION", "1")).problems()).isEmpty();
    }

    @Test
    void printsWhereEachValueCameFromAndHidesSecrets() {
        String table = check(Map.of("NOVA_RPC_SECRET", "hunter2", "NOVA_REPORT_INTERVAL", "3")).table();
        assertThat(table).contains("property").doesNotContain("hunter2");
        assertThat(table.lines()).anyMatch(line -> line.matches("\\s*nova\\.report-interval\\s+10\\s+3\\s+NOVA_REPORT_INTERVAL"));
        assertThat(table.lines()).anyMatch(line -> line.matches("\\s*nova\\.rpc\\.secret\\s+\\*\\*\\*\\s+NOVA_RPC_SECRET"));
        assertThat(table.lines()).anyMatch(line -> line.matches("\\s*nova\\.max-concurrent-builds\\s+10\\s+10\\s+default"));
    }

    private static ConfigurationCheck check(Map<String, Object> variables) {
        return new ConfigurationCheck(TestEnvironment.of(variables), List.of(NovaProperties.class, RpcProperties.class));
    }
}
