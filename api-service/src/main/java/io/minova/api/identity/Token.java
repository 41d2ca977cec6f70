package io.minova.api.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody proved to be, for which project, until when.
 *
 * @param projectId null for an unscoped token
 * @param roles as assigned, without those they imply
 */
public record Token(
        String userId, @Nullable String projectId, List<String> roles, List<String> methods, String auditId, Instant issuedAt, Instant expiresAt) {

    /** Keystone's chain: each role implies those after it. */
    private static final List<String> IMPLICATION = List.of("admin", "manager", "member", "reader");

    public Token {
        roles = List.copyOf(roles);
        methods = List.copyOf(methods);
    }

    /** The roles with all that they imply. */
    public List<String> impliedRoles() {
        List<String> implied = new ArrayList<>(roles);
        int first = IMPLICATION.size();
        for (String role : roles) {
            int position = IMPLICATION.indexOf(role);
            if (position >= 0 && position < first) {
                first = position;
            }
        }
        for (String role : IMPLICATION.subList(first, IMPLICATION.size())) {
            if (!implied.contains(role)) {
                implied.add(role);
            }
        }
        return implied;
    }
}
