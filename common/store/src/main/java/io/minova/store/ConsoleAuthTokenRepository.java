package io.minova.store;

import static io.minova.store.Columns.time;

import io.minova.concurrency.Time;
import io.minova.objects.ConsoleAuthToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tokens of consoles, by their hash: who reads the table opens no console.
 *
 * <p>Mirrors {@code nova/objects/console_auth_token.py: ConsoleAuthToken.authorize, validate}; differs: in the API database, where a token alone is enough to find
 * it.
 */
public final class ConsoleAuthTokenRepository {

    // Nova's default for [consoleauth] token_ttl.
    private static final Duration TTL = Duration.ofSeconds(600);

    private final Database api;
    private final Time time;

    public ConsoleAuthTokenRepository(Databases databases, Time time) {
        this.api = databases.database(Databases.API);
        this.time = time;
    }

    /** Good for ten minutes from now. Those that are not good any more go. */
    public void authorize(ConsoleAuthToken token) {
        api.jdbc().sql("delete from console_auth_tokens where expires_at <= ?").param(time(time.now())).update();
        api.jdbc().sql("insert into console_auth_tokens (token_hash, instance_uuid, console_type, host, port, expires_at) values (?, ?, ?, ?, ?, ?)")
                .params(hash(token.token()), token.instanceUuid(), token.consoleType(), token.host(), token.port(), time(time.now().plus(TTL)))
                .update();
    }

    /** Empty for one that is unknown or was good once. */
    public Optional<ConsoleAuthToken> validate(String token) {
        return api.jdbc().sql("select instance_uuid, console_type, host, port from console_auth_tokens where token_hash = ? and expires_at > ?")
                .params(hash(token), time(time.now()))
                .query((row, number) -> new ConsoleAuthToken(token, row.getString(1), row.getString(2), row.getString(3), row.getInt(4))).optional();
    }

    private static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
