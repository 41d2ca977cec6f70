package io.minova.api.policy;

import io.minova.api.faults.ApiFault;
import io.minova.concurrency.RequestContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One named rule.
 *
 * <p>Failure: 403 that names the rule.
 * <p>Mirrors {@code oslo_policy.policy.DocumentedRuleDefault} and {@code nova/context.py: can}.
 *
 * @param name as in Nova's policy documentation, such as {@code os_compute_api:servers:create}
 */
public record Rule(String name, Check check) {

    /** What a rule asks of the caller; the target is the project (or for keypairs the user) that owns the thing. */
    public enum Check {
        ANY,
        PROJECT_READER_OR_ADMIN,
        PROJECT_MEMBER_OR_ADMIN,
        ADMIN,
        USER_OR_ADMIN
    }

    /** Refuses a caller that may not do this to a thing of that owner; a null owner stands for the caller's own project. */
    public void require(RequestContext context, @Nullable String owner) {
        if (!allows(context, owner)) {
            throw ApiFault.forbidden("Policy doesn't allow " + name + " to be performed.");
        }
    }

    /** The same for the caller's own project. */
    public void require(RequestContext context) {
        require(context, null);
    }

    /** True when the caller may. */
    public boolean allows(RequestContext context, @Nullable String owner) {
        if (check == Check.ANY || context.isAdmin()) {
            return true;
        }
        boolean ownProject = owner == null || owner.equals(context.projectId());
        return switch (check) {
            case PROJECT_READER_OR_ADMIN -> ownProject && context.roles().contains("reader");
            case PROJECT_MEMBER_OR_ADMIN -> ownProject && context.roles().contains("member");
            case USER_OR_ADMIN -> owner == null || Objects.equals(owner, context.userId());
            case ADMIN, ANY -> false;
        };
    }
}
