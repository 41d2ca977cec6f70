package io.minova.api.network;

import io.minova.api.faults.ApiFault;
import io.minova.concurrency.CellResult;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.SecurityGroupRepository;
import io.minova.store.SecurityGroupRepository.SecurityGroup;
import io.minova.store.SecurityGroupRepository.SecurityGroupRule;
import io.minova.store.ServerSecurityGroups;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The security groups of projects, behind the network API and the compute API's proxies. Every project has one named default; it is made when first
 * needed, under an id that follows from the project's.
 *
 * <p>Failure: 404 for a group that the caller does not see, 409 for one that may not go: the default one, or one that a server has.
 * <p>Mirrors {@code neutron/db/securitygroups_db.py: SecurityGroupDbMixin}.
 */
@Component
public final class SecurityGroups {

    private static final String ANYBODY = "0.0.0.0/0";

    private final SecurityGroupRepository groups;
    private final ServerSecurityGroups servers;
    private final BuildRequestRepository promises;
    private final Cells cells;
    private final Time time;

    SecurityGroups(SecurityGroupRepository groups, BuildRequestRepository promises, Cells cells, Time time) {
        this.groups = groups;
        this.servers = new ServerSecurityGroups();
        this.promises = promises;
        this.cells = cells;
        this.time = time;
    }

    /** The id of a project's default group, whether it is there yet or not. */
    static String defaultId(String projectId) {
        return UUID.nameUUIDFromBytes(("minova/security-group/" + projectId).getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Those of the caller's project; with {@code all}, and for an administrator, of every project that has any. */
    public List<SecurityGroup> list(RequestContext caller, boolean all) {
        String project = project(caller);
        ensureDefault(project);
        return groups.list(all && caller.isAdmin() ? null : project);
    }

    public Optional<SecurityGroup> find(RequestContext caller, String id) {
        if (id.equals(defaultId(project(caller)))) {
            ensureDefault(project(caller));
        }
        return groups.find(id).filter(group -> caller.isAdmin() || group.projectId().equals(caller.projectId()));
    }

    /** The group of a project that goes by that id or name; 409 when several have the name. */
    public Optional<SecurityGroup> named(String projectId, String idOrName) {
        if (idOrName.equals(NetworkCatalog.SECURITY_GROUP) || idOrName.equals(defaultId(projectId))) {
            ensureDefault(projectId);
        }
        List<SecurityGroup> own = groups.list(projectId);
        Optional<SecurityGroup> byId = own.stream().filter(group -> group.id().equals(idOrName)).findFirst();
        if (byId.isPresent()) {
            return byId;
        }
        List<SecurityGroup> named = own.stream().filter(group -> group.name().equals(idOrName)).toList();
        if (named.size() > 1) {
            throw ApiFault.conflict("Multiple security groups found matching '" + idOrName + "'. Use an ID to be more specific.");
        }
        return named.stream().findFirst();
    }

    /** The names of the groups that a server shall have; the default one when none is asked for. 400 for one that does not exist. */
    public List<String> requested(String projectId, JsonNode wanted) {
        List<String> names = new ArrayList<>();
        for (JsonNode group : wanted) {
            String asked = group.path("name").asString("");
            if (asked.isEmpty()) {
                continue;
            }
            // The default one is there whenever somebody looks.
            String name = asked.equals(NetworkCatalog.SECURITY_GROUP)
                    ? asked
                    : named(projectId, asked).map(SecurityGroup::name)
                            .orElseThrow(() -> ApiFault.badRequest("Security group " + asked + " not found."));
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names.isEmpty() ? List.of(NetworkCatalog.SECURITY_GROUP) : List.copyOf(names);
    }

    public SecurityGroup create(String projectId, String name, String description) {
        SecurityGroup group = new SecurityGroup(UUID.randomUUID().toString(), projectId, name, description, time.now());
        groups.create(group, List.of(rule(group, "egress", "IPv4", null), rule(group, "egress", "IPv6", null)));
        return group;
    }

    /** Null keeps what there is. */
    public SecurityGroup update(SecurityGroup group, @Nullable String name, @Nullable String description) {
        boolean isDefault = group.id().equals(defaultId(group.projectId()));
        if (isDefault && name != null && !name.equals(group.name())) {
            throw ApiFault.conflict("Updating default security group not allowed.");
        }
        SecurityGroup changed = new SecurityGroup(
                group.id(), group.projectId(), name == null ? group.name() : name, description == null ? group.description() : description,
                group.createdAt());
        groups.update(group.id(), changed.name(), changed.description());
        if (!changed.name().equals(group.name())) {
            for (Cell cell : cells.all()) {
                servers.rename(cell, group.projectId(), group.name(), changed.name());
            }
        }
        return changed;
    }

    /** 409 unless nothing needs it. */
    public void delete(SecurityGroup group) {
        if (group.id().equals(defaultId(group.projectId()))) {
            throw ApiFault.conflict("Insufficient rights for removing default security group.");
        }
        if (isUsed(group)) {
            throw ApiFault.conflict("Security Group " + group.id() + " in use.");
        }
        groups.delete(group.id());
    }

    private boolean isUsed(SecurityGroup group) {
        if (promises.list(Optional.of(group.projectId())).stream().anyMatch(promise -> promise.instance().securityGroups().contains(group.name()))) {
            return true;
        }
        Map<Cell, CellResult<List<String>>> users = cells.scatterGather(cells.all(), cell -> servers.users(cell, group.projectId(), group.name()));
        // A cell that does not answer may have one.
        return users.values().stream()
                .anyMatch(result -> !(result instanceof CellResult.Answered<List<String>>(List<String> some)) || !some.isEmpty());
    }

    private void ensureDefault(String projectId) {
        String id = defaultId(projectId);
        if (groups.find(id).isEmpty()) {
            SecurityGroup group = new SecurityGroup(id, projectId, NetworkCatalog.SECURITY_GROUP, "Default security group", time.now());
            // False when somebody else made it meanwhile.
            groups.create(group, List.of(
                    rule(group, "egress", "IPv4", null), rule(group, "egress", "IPv6", null), rule(group, "ingress", "IPv4", id),
                    rule(group, "ingress", "IPv6", id)));
        }
    }

    private SecurityGroupRule rule(SecurityGroup group, String direction, String ethertype, @Nullable String peers) {
        return new SecurityGroupRule(
                UUID.randomUUID().toString(), group.id(), group.projectId(), direction, ethertype, null, null, null, peers, null, "", time.now());
    }

    public List<SecurityGroupRule> rulesOf(SecurityGroup group) {
        return groups.rulesOf(group.id());
    }

    public List<SecurityGroupRule> rules(RequestContext caller) {
        ensureDefault(project(caller));
        return groups.rules(caller.isAdmin() ? null : project(caller));
    }

    public Optional<SecurityGroupRule> findRule(RequestContext caller, String id) {
        return groups.findRule(id).filter(rule -> caller.isAdmin() || rule.projectId().equals(caller.projectId()));
    }

    /** Enters a rule; 409 when the group has one that says the same. */
    public SecurityGroupRule create(SecurityGroupRule rule) {
        for (SecurityGroupRule other : groups.rulesOf(rule.groupId())) {
            if (says(other).equals(says(rule))) {
                throw ApiFault.conflict("Security group rule already exists. Rule id is " + other.id() + ".");
            }
        }
        groups.create(rule);
        return rule;
    }

    public void delete(SecurityGroupRule rule) {
        groups.deleteRule(rule.id());
    }

    private static List<String> says(SecurityGroupRule rule) {
        String from = rule.remoteIpPrefix() == null && rule.remoteGroupId() == null ? ANYBODY : String.valueOf(rule.remoteIpPrefix());
        return List.of(
                rule.direction(), rule.ethertype(), String.valueOf(rule.protocol()), String.valueOf(rule.portMin()), String.valueOf(rule.portMax()),
                String.valueOf(rule.remoteGroupId()), from);
    }

    private static String project(RequestContext caller) {
        String project = caller.projectId();
        return project == null ? "" : project;
    }
}
