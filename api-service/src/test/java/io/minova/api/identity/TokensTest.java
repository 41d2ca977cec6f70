package io.minova.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    private final Time time = new Time() {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) {
            throw new UnsupportedOperationException();
        }
    };
    private boolean isGranted = true;
    private final Tokens tokens = new Tokens(time, Duration.ofHours(1), "shared", token -> isGranted);
    private final Token token = tokens.issue("user", "project", List.of("member"), List.of("password"));

    @Test
    void carriesWhatItGrants() {
        assertThat(tokens.verify(tokens.textOf(token))).isEqualTo(token);
    }

    @Test
    void outlivesARestart() {
        assertThat(new Tokens(time, Duration.ofHours(1), "shared", token -> isGranted).verify(tokens.textOf(token))).isEqualTo(token);
    }

    @Test
    void isWorthlessUnderAnotherSecret() {
        assertThat(new Tokens(time, Duration.ofHours(1), "other", token -> true).verify(tokens.textOf(token))).isNull();
    }

    @Test
    void expiresEvenWhenItWasSeenBefore() {
        String text = tokens.textOf(token);
        assertThat(tokens.verify(text)).isNotNull();
        now = now.plus(Duration.ofHours(1));
        assertThat(tokens.verify(text)).isNull();
    }

    @Test
    void isWorthlessOnceRevoked() {
        String text = tokens.textOf(token);
        tokens.revoke(token);
        assertThat(tokens.verify(text)).isNull();
    }

    @Test
    void isWorthlessWithAnyCharacterChanged() {
        String text = tokens.textOf(token);
        for (int i = 0; i < text.length() - 1; i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(tokens.verify(text.substring(0, i) + other + text.substring(i + 1))).as("changed at %d", i).isNull();
        }
    }

    @Test
    void keepsNoProjectWhenItHasNone() {
        Token unscoped = tokens.issue("user", null, List.of(), List.of("password"));
        assertThat(tokens.verify(tokens.textOf(unscoped))).isEqualTo(unscoped);
    }

    @Test
    void impliesTheRolesBelowTheAssignedOne() {
        assertThat(token.impliedRoles()).containsExactly("member", "reader");
        assertThat(tokens.issue("u", "p", List.of("admin"), List.of()).impliedRoles()).containsExactly("admin", "manager", "member", "reader");
        assertThat(tokens.issue("u", "p", List.of("reader"), List.of()).impliedRoles()).containsExactly("reader");
        assertThat(tokens.issue("u", "p", List.of("service"), List.of()).impliedRoles()).containsExactly("service");
    }

    @Test
    void isWorthNothingOnceItsUserOrProjectIsGone() {
        String text = tokens.textOf(token);
        assertThat(tokens.verify(text)).isEqualTo(token);
        isGranted = false;
        assertThat(tokens.verify(text)).isNull();
    }
}
