package io.minova.api.identity;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Passwords as they are kept: {@code salt:hash}. Mirrors {@code keystone/common/password_hashing.py}; differs: PBKDF2, which every JVM has. */
final class PasswordHash {

    // 10,000 rounds: a millisecond or two; these accounts are made and thrown away by test suites.
    private static final int ROUNDS = 10_000;
    private static final int HASH_BITS = 256;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordHash() {}

    static String of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return HexFormat.of().formatHex(salt) + ":" + HexFormat.of().formatHex(hash(salt, password));
    }

    static boolean matches(String kept, String password) {
        int colon = kept.indexOf(':');
        byte[] salt = HexFormat.of().parseHex(kept.substring(0, colon));
        return MessageDigest.isEqual(HexFormat.of().parseHex(kept.substring(colon + 1)), hash(salt, password));
    }

    private static byte[] hash(byte[] salt, String password) {
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has PBKDF2", e);
        }
    }
}
