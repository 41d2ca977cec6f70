package io.minova.api.identity;

import io.minova.concurrency.Time;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ConcurrentLruCache;

/**
 * Makes and checks tokens. A token is its own record: fields and a signature, so that it outlives a restart of the API and needs no database.
 *
 * <p>Threads: safe for any caller. A token seen before costs a look-up, a new one an HMAC.
 * <p>Mirrors {@code keystone/token/token_formatters.py} (Fernet); differs: signed, not encrypted, since it holds nothing secret.
 */
public final class Tokens {

    // Looks like Keystone's at first glance, and tells a future format apart.
    private static final String PREFIX = "gM1.";
    private static final String SEPARATOR = "|";
    // 1024 tokens of half a KiB each: more than the clients of a small cloud use at a time.
    private static final int CACHE_SIZE = 1024;

    private final Time time;
    private final Duration expiration;
    private final Predicate<Token> isStillGranted;
    private final SecretKeySpec key;
    private final ConcurrentLruCache<String, Entry> verified = new ConcurrentLruCache<>(CACHE_SIZE, this::check);
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    /** The outcome of a check, kept for bad tokens too: a client that repeats one must not cost an HMAC each time. */
    private record Entry(@Nullable Token token) {}

    /**
     * {@code isStillGranted}: asked with each check, because a user or project can be deleted or disabled after the token was made.
     */
    public Tokens(Time time, Duration expiration, String secret, Predicate<Token> isStillGranted) {
        this.time = time;
        this.expiration = expiration;
        this.isStillGranted = isStillGranted;
        this.key = new SecretKeySpec(hmac(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"), "minova identity token"),
                "HmacSHA256");
    }

    /** A new token for that user, good from now on. */
    public Token issue(String userId, @Nullable String projectId, List<String> roles, List<String> methods) {
        return issue(userId, projectId, roles, methods, null);
    }

    /** The same with the end of an earlier token, unless null: a token got for a token does not live longer. */
    public Token issue(String userId, @Nullable String projectId, List<String> roles, List<String> methods, @Nullable Instant expiresAt) {
        Instant now = time.now().truncatedTo(ChronoUnit.MICROS);
        String audit = Base64.getUrlEncoder().withoutPadding()
                .encodeToString(UUID.randomUUID().toString().substring(0, 16).getBytes(StandardCharsets.US_ASCII));
        return new Token(userId, projectId, roles, methods, audit, now, expiresAt == null ? now.plus(expiration) : expiresAt);
    }

    /** The text that stands for a token in headers. */
    public String textOf(Token token) {
        String fields = String.join(
                SEPARATOR,
                token.userId(),
                token.projectId() == null ? "" : token.projectId(),
                String.join(",", token.roles()),
                String.join(",", token.methods()),
                token.auditId(),
                Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, token.issuedAt())),
                Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, token.expiresAt())));
        String payload = base64(fields.getBytes(StandardCharsets.UTF_8));
        return PREFIX + payload + "." + base64(hmac(key, payload));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The token that a text stands for; null when it is none of ours, has expired, was revoked, or is of a user or project that is gone. */
    public @Nullable Token verify(String text) {
        // The longest of ours has less than half of this; a header full of rubbish shall not fill the cache.
        if (!text.startsWith(PREFIX) || text.length() > 1000) {
            return null;
        }
        Token token = verified.get(text).token();
        if (token == null || !token.expiresAt().isAfter(time.now()) || revoked.contains(token.auditId())) {
            return null;
        }
        return isStillGranted.test(token) ? token : null;
    }

    /** Makes a token useless, until the API restarts. */
    public void revoke(Token token) {
        revoked.add(token.auditId());
    }

    private Entry check(String text) {
        int dot = text.indexOf('.', PREFIX.length());
        if (dot < 0) {
            return new Entry(null);
        }
        String payload = text.substring(PREFIX.length(), dot);
        // The texts are compared, not the bytes behind them: one token has one spelling.
        byte[] expected = base64(hmac(key, payload)).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, text.substring(dot + 1).getBytes(StandardCharsets.UTF_8))) {
            return new Entry(null);
        }
        return new Entry(parse(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8)));
    }

    private static @Nullable Token parse(String fields) {
        String[] parts = fields.split("\\|", -1);
        if (parts.length != 7) {
            return null;
        }
        return new Token(
                parts[0],
                parts[1].isEmpty() ? null : parts[1],
                list(parts[2]),
                list(parts[3]),
                parts[4],
                Instant.EPOCH.plus(Long.parseLong(parts[5]), ChronoUnit.MICROS),
                Instant.EPOCH.plus(Long.parseLong(parts[6]), ChronoUnit.MICROS));
    }

    private static List<String> list(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split(",")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }
}
