package io.minova.api.servers;

import java.security.SecureRandom;
import tools.jackson.databind.JsonNode;

/** The password that a client gave, or a new one. Mirrors {@code nova/utils.py: generate_password}. */
public final class AdminPassword {

    // Without letters and digits that look alike.
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    // 12: Nova's default for password_length.
    private static final int LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private AdminPassword() {}

    public static String of(JsonNode argument) {
        return argument.hasNonNull("adminPass") ? argument.path("adminPass").asString("") : generate();
    }

    private static String generate() {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
