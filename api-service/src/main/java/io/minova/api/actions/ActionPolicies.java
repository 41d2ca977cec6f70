package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.policy.Rule.Check;

/** Who may do which action. Mirrors the modules of these names in {@code nova/policies}. */
final class ActionPolicies {

    static final Rule PAUSE = member("os-pause-server:pause");
    static final Rule UNPAUSE = member("os-pause-server:unpause");
    static final Rule ADD_FIXED_IP = member("os-multinic:add");
    static final Rule REMOVE_FIXED_IP = member("os-multinic:remove");
    static final Rule ADD_FLOATING_IP = member("os-floating-ips:add");
    static final Rule REMOVE_FLOATING_IP = member("os-floating-ips:remove");
    static final Rule SUSPEND = member("os-suspend-server:suspend");
    static final Rule RESUME = member("os-suspend-server:resume");
    static final Rule LOCK = member("os-lock-server:lock");
    static final Rule UNLOCK = member("os-lock-server:unlock");
    static final Rule UNLOCK_OVERRIDE = admin("os-lock-server:unlock:unlock_override");
    static final Rule RESET_STATE = admin("os-admin-actions:reset_state");
    static final Rule CHANGE_PASSWORD = member("os-admin-password");
    static final Rule CONSOLE_OUTPUT = member("os-console-output");
    static final Rule CONSOLES = member("os-remote-consoles");
    static final Rule CONSOLE_TOKENS = admin("os-console-auth-tokens");
    static final Rule TRIGGER_CRASH_DUMP = member("servers:trigger_crash_dump");
    static final Rule RESCUE = member("os-rescue");
    static final Rule UNRESCUE = member("os-unrescue");
    static final Rule REBUILD = member("servers:rebuild");
    static final Rule CREATE_IMAGE = member("servers:create_image");
    static final Rule CREATE_BACKUP = member("os-create-backup");
    static final Rule RESTORE = member("os-deferred-delete:restore");
    static final Rule FORCE_DELETE = member("os-deferred-delete:force");
    static final Rule SHELVE = member("os-shelve:shelve");
    static final Rule SHELVE_OFFLOAD = admin("os-shelve:shelve_offload");
    static final Rule UNSHELVE = member("os-shelve:unshelve");
    static final Rule UNSHELVE_TO_HOST = admin("os-shelve:unshelve_to_host");
    static final Rule RESIZE = member("servers:resize");
    static final Rule CONFIRM_RESIZE = member("servers:confirm_resize");
    static final Rule REVERT_RESIZE = member("servers:revert_resize");
    static final Rule MIGRATE = admin("os-migrate-server:migrate");
    static final Rule MIGRATE_LIVE = admin("os-migrate-server:migrate_live");
    static final Rule EVACUATE = admin("os-evacuate");
    static final Rule MIGRATIONS_INDEX = admin("servers:migrations:index");
    static final Rule MIGRATIONS_SHOW = admin("servers:migrations:show");
    static final Rule MIGRATIONS_FORCE_COMPLETE = admin("servers:migrations:force_complete");
    static final Rule MIGRATIONS_DELETE = admin("servers:migrations:delete");
    static final Rule INTERFACES_LIST = new Rule("os_compute_api:os-attach-interfaces:list", Check.PROJECT_READER_OR_ADMIN);
    static final Rule INTERFACES_SHOW = new Rule("os_compute_api:os-attach-interfaces:show", Check.PROJECT_READER_OR_ADMIN);
    static final Rule INTERFACES_CREATE = member("os-attach-interfaces:create");
    static final Rule INTERFACES_DELETE = member("os-attach-interfaces:delete");
    static final Rule ADD_SECURITY_GROUP = member("os-security-groups:add");
    static final Rule REMOVE_SECURITY_GROUP = member("os-security-groups:remove");
    static final Rule VOLUMES_SHOW = new Rule("os_compute_api:os-volumes-attachments:show", Check.PROJECT_READER_OR_ADMIN);
    static final Rule VOLUMES_CREATE = member("os-volumes-attachments:create");
    static final Rule VOLUMES_UPDATE = member("os-volumes-attachments:update");
    static final Rule VOLUMES_SWAP = admin("os-volumes-attachments:swap");
    static final Rule VOLUMES_DELETE = member("os-volumes-attachments:delete");
    static final Rule VOLUMES_LIST = new Rule("os_compute_api:os-volumes-attachments:index", Check.PROJECT_READER_OR_ADMIN);

    private ActionPolicies() {}

    private static Rule member(String name) {
        return new Rule("os_compute_api:" + name, Check.PROJECT_MEMBER_OR_ADMIN);
    }

    private static Rule admin(String name) {
        return new Rule("os_compute_api:" + name, Check.ADMIN);
    }
}
