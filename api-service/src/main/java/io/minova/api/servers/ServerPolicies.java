package io.minova.api.servers;

import io.minova.api.policy.Rule;
import io.minova.api.policy.Rule.Check;

/** Who may do what with servers. Mirrors {@code nova/policies/servers.py}. */
public final class ServerPolicies {

    static final Rule INDEX = rule("index", Check.PROJECT_READER_OR_ADMIN);
    static final Rule DETAIL = rule("detail", Check.PROJECT_READER_OR_ADMIN);
    static final Rule INDEX_ALL_TENANTS = rule("index:get_all_tenants", Check.ADMIN);
    static final Rule DETAIL_ALL_TENANTS = rule("detail:get_all_tenants", Check.ADMIN);
    static final Rule SHOW = rule("show", Check.PROJECT_READER_OR_ADMIN);
    static final Rule CREATE = rule("create", Check.PROJECT_MEMBER_OR_ADMIN);
    static final Rule CREATE_FORCED_HOST = rule("create:forced_host", Check.ADMIN);
    static final Rule REQUESTED_DESTINATION = new Rule("compute:servers:create:requested_destination", Check.ADMIN);
    static final Rule UPDATE = rule("update", Check.PROJECT_MEMBER_OR_ADMIN);
    static final Rule DELETE = rule("delete", Check.PROJECT_MEMBER_OR_ADMIN);
    static final Rule IPS_INDEX = new Rule("os_compute_api:ips:index", Check.PROJECT_READER_OR_ADMIN);
    static final Rule IPS_SHOW = new Rule("os_compute_api:ips:show", Check.PROJECT_READER_OR_ADMIN);

    /** Filters and fields that only administrators use. */
    static final Rule ALL_FILTERS = rule("allow_all_filters", Check.ADMIN);

    static final Rule EXTENDED_ATTRIBUTES = new Rule("os_compute_api:os-extended-server-attributes", Check.ADMIN);
    static final Rule HOST_STATUS = rule("show:host_status", Check.ADMIN);

    /** The actions of this slice. */
    public static final Rule START = rule("start", Check.PROJECT_MEMBER_OR_ADMIN);

    public static final Rule STOP = rule("stop", Check.PROJECT_MEMBER_OR_ADMIN);
    public static final Rule REBOOT = rule("reboot", Check.PROJECT_MEMBER_OR_ADMIN);

    private ServerPolicies() {}

    private static Rule rule(String name, Check check) {
        return new Rule("os_compute_api:servers:" + name, check);
    }
}
