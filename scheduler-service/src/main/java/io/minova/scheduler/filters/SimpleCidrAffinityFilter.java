package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Only hosts in the IPv4 network of the hints {@code build_near_host_ip} and {@code cidr}.
 *
 * <p>Mirrors {@code nova/scheduler/filters/affinity_filter.py: SimpleCIDRAffinityFilter}; a host whose address is no IPv4 address does not pass.
 */
@Component
public class SimpleCidrAffinityFilter implements HostFilter {

    private static final int BITS = 32;

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        Map<String, String> hints = request.spec().schedulerHints();
        String near = hints.get("build_near_host_ip");
        if (near == null) {
            return true;
        }
        Long address = address(host.node().hostIp());
        Long wanted = address(near);
        int bits = bits(hints.getOrDefault("cidr", "/24"));
        return address != null && wanted != null && bits >= 0 && address >> (BITS - bits) == wanted >> (BITS - bits);
    }

    @Override
    public String name() {
        return "SimpleCIDRAffinityFilter";
    }

    private static int bits(String cidr) {
        String digits = cidr.startsWith("/") ? cidr.substring(1) : cidr;
        return digits.matches("\\d{1,2}") && Integer.parseInt(digits) <= BITS ? Integer.parseInt(digits) : -1;
    }

    private static @Nullable Long address(String text) {
        String[] parts = text.split("\\.", -1);
        long address = 0;
        for (String part : parts) {
            if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
                return null;
            }
            address = address << 8 | Integer.parseInt(part);
        }
        return parts.length == 4 ? address : null;
    }
}
