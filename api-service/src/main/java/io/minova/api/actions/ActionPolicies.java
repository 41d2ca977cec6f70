package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.policy.Rule.Check;

/** Who may do which action. Mirrors the modules of these names in {@code nova/policies}. */
final class ActionPolicies {

    static final Rule PAUSE = member("os-pause-server:pause");
    static final Rule UNPAUSE = member("os-pause-server:unpause");
    static final Rule SUSPEND = member("os-suspend-server:suspend");
    static final Rule RESUME = member("os-suspend-server:resume");
    static final Rule LOCK = member("os-lock-server:lock");
    static final Rule UNLOCK = member("os-lock-server:unlock");
    static final Rule UNLOCK_OVERRIDE = admin("os-lock-server:unlock:unlock_override");
    static final Rule RESET_STATE = admin("os-admin-actions:reset_state");
    static final Rule INJECT_NETWORK_INFO = admin("os-admin-actions:inject_network_info");
    static final Rule CHANGE_PASSWORD = member("os-admin-password");
    static final Rule CONSOLE_OUTPUT = member("os-console-output");
    static final Rule CONSOLES = member("os-remote-consoles");

    private ActionPolicies() {}

    private static Rule member(String name) {
        return new Rule("os_compute_api:" + name, Check.PROJECT_MEMBER_OR_ADMIN);
    }

    private static Rule admin(String name) {
        return new Rule("os_compute_api:" + name, Check.ADMIN);
    }
}
