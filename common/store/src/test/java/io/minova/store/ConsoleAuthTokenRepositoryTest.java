package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.testing.FakeTime;
import io.minova.objects.ConsoleAuthToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A token is good for a while, and nobody reads it in the table. */
class ConsoleAuthTokenRepositoryTest {

    private static final ConsoleAuthToken TOKEN = new ConsoleAuthToken("secret", "server", "novnc", "host-1", 5900);

    @Test
    void isGoodForTenMinutes() throws Exception {
        FakeTime time = new FakeTime();
        try (TestDatabases test = new TestDatabases()) {
            ConsoleAuthTokenRepository tokens = new ConsoleAuthTokenRepository(test.databases(), time);
            tokens.authorize(TOKEN);

            time.advance(Duration.ofSeconds(599));
            assertThat(tokens.validate("secret")).contains(TOKEN);
            assertThat(tokens.validate("other")).isEmpty();

            time.advance(Duration.ofSeconds(1));
            assertThat(tokens.validate("secret")).isEmpty();
        }
    }

    @Test
    void standsInTheTableByItsHash() throws Exception {
        try (TestDatabases test = new TestDatabases()) {
            new ConsoleAuthTokenRepository(test.databases(), new FakeTime()).authorize(TOKEN);

            String stored =
                    test.databases().database(Databases.API).jdbc().sql("select token_hash from console_auth_tokens").query(String.class).single();

            assertThat(stored).hasSize(64).doesNotContain("secret");
        }
    }
}
