package io.minova.api.network;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.ServiceRequest;
import io.minova.concurrency.RequestContext;
import io.minova.store.SecurityGroupRepository.SecurityGroupRule;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request for a group or a rule says, checked. Failure: 400 with the field and what it may be. Mirrors {@code neutron_lib/api/validators}. */
public final class SecurityGroupRequest {

    private static final int TEXT_MAX = 255;
    private static final int PORT_MAX = 65_535;
    private static final int ICMP_MAX = 255;
    private static final Set<String> PROTOCOLS = Set.of(
            "ah", "dccp", "egp", "esp", "gre", "hopopt", "icmp", "icmpv6", "igmp", "ip", "ipip", "ipv6-encap", "ipv6-frag", "ipv6-icmp", "ipv6-nonxt",
            "ipv6-opts", "ipv6-route", "ospf", "pgm", "rsvp", "sctp", "tcp", "udp", "udplite", "vrrp");
    // One address with or without a mask: hex digits, dots and colons.
    private static final String PREFIX = "[0-9a-fA-F.:]{2,45}(/[0-9]{1,3})?";

    private SecurityGroupRequest() {}

    static RequestContext caller(ServiceRequest request) {
        RequestContext context = request.context();
        if (context == null) {
            throw ApiFault.unauthorized("The request you have made requires authentication.");
        }
        return context;
    }

    static RequestContext member(ServiceRequest request) {
        RequestContext context = caller(request);
        if (!context.isAdmin() && !context.roles().contains("member")) {
            throw ApiFault.forbidden("rule:admin_or_owner is disallowed by policy");
        }
        return context;
    }

    static JsonNode object(JsonNode body, String field) {
        if (!body.path(field).isObject()) {
            throw ApiFault.badRequest("Unable to find '" + field + "' in request body");
        }
        return body.path(field);
    }

    /** Text of at most 255 characters; null when it is not given. */
    public static @Nullable String text(JsonNode given, String field) {
        JsonNode value = given.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.asString("").length() > TEXT_MAX || value.asString("").indexOf('\0') >= 0) {
            throw ApiFault.badRequest("Invalid input for " + field + ". Reason: it must be text of at most " + TEXT_MAX + " characters.");
        }
        return value.asString("");
    }

    static SecurityGroupRule rule(String groupId, String projectId, JsonNode given, Instant now) {
        String ethertype = given.hasNonNull("ethertype") ? String.valueOf(text(given, "ethertype")) : "IPv4";
        String protocol = protocol(given.path("protocol"));
        Integer from = number(given, "port_range_min");
        Integer to = number(given, "port_range_max");
        String prefix = text(given, "remote_ip_prefix");
        String peers = text(given, "remote_group_id");
        String description = text(given, "description");
        if (prefix != null && peers != null) {
            throw ApiFault.badRequest("Only remote_ip_prefix or remote_group_id may be provided.");
        }
        return rule(
                groupId, projectId, oneOf(given, "direction", Set.of("ingress", "egress")), kind(ethertype), protocol, from, to, peers, prefix,
                description == null ? "" : description, now);
    }

    /** A rule whose parts fit together. */
    public static SecurityGroupRule rule(
            String groupId, String projectId, String direction, String ethertype, @Nullable String protocol, @Nullable Integer from,
            @Nullable Integer to, @Nullable String peers, @Nullable String prefix, String description, Instant now) {
        if (prefix != null && !prefix.matches(PREFIX)) {
            throw ApiFault.badRequest("'" + prefix + "' is neither a valid IP address, nor is it a valid IP subnet");
        }
        checkPorts(protocol, from, to);
        return new SecurityGroupRule(
                UUID.randomUUID().toString(), groupId, projectId, direction, ethertype, protocol, from, to, peers, prefix, description, now);
    }

    private static void checkPorts(@Nullable String protocol, @Nullable Integer from, @Nullable Integer to) {
        if (from == null && to == null) {
            return;
        }
        if (protocol == null) {
            throw ApiFault.badRequest("Must also specify protocol if port range is given.");
        }
        boolean isIcmp = List.of("icmp", "icmpv6", "ipv6-icmp", "1", "58").contains(protocol);
        int most = isIcmp ? ICMP_MAX : PORT_MAX;
        if (from == null || !isIcmp && (to == null || from > to)) {
            throw ApiFault.badRequest("For TCP/UDP protocols, port_range_min must be <= port_range_max");
        }
        if (from < 0 || from > most || to != null && (to < 0 || to > most)) {
            throw ApiFault.badRequest("Invalid port range " + from + ":" + to + ": the numbers must be between 0 and " + most + ".");
        }
    }

    private static @Nullable String protocol(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        String word = value.isIntegralNumber() || value.isString() ? value.asString("").toLowerCase(Locale.ROOT) : "";
        boolean isNumber = word.matches("[0-9]{1,3}") && Integer.parseInt(word) <= ICMP_MAX;
        if (word.equals("any")) {
            return null;
        }
        if (!isNumber && !PROTOCOLS.contains(word)) {
            throw ApiFault
                    .badRequest("Security group rule protocol " + value.asString("") + " not supported. Only protocol values " + PROTOCOLS.stream()
                            .sorted().toList() + " and integer representations [0 to 255] are supported.");
        }
        return word;
    }

    private static @Nullable Integer number(JsonNode given, String field) {
        JsonNode value = given.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!(value.isIntegralNumber() || value.isString()) || !value.asString("").matches("-?[0-9]{1,6}")) {
            throw ApiFault.badRequest("Invalid input for " + field + ". Reason: it must be a whole number.");
        }
        return Integer.valueOf(value.asString(""));
    }

    private static String kind(String ethertype) {
        if (!ethertype.equals("IPv4") && !ethertype.equals("IPv6")) {
            throw ApiFault.badRequest("Invalid input for ethertype. Reason: it must be one of IPv4, IPv6.");
        }
        return ethertype;
    }

    private static String oneOf(JsonNode given, String field, Set<String> allowed) {
        String value = text(given, field);
        if (value == null || !allowed.contains(value)) {
            throw ApiFault.badRequest("Invalid input for " + field + ". Reason: it must be one of " + allowed.stream().sorted().toList() + ".");
        }
        return value;
    }
}
