package io.minova.store;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a project may have where nothing else was set, and how it is counted. -1 is unlimited. Mirrors {@code nova/conf/quota.py}.
 *
 * @param instances servers. Default: unlimited, where Nova's is 10, because a rehearsal boots thousands
 * @param cores virtual CPUs. Default: a number that clients can compare with, beyond what a cluster holds and so never counted; Nova's is 20
 * @param ram MiB. Default: as for cores; Nova's is 51200
 * @param countUsageFromPlacement counts servers by their mappings and cores and ram by what placement has allocated, instead of asking every cell: a cell
 *     that is down or slow then neither hides nor delays anything, and servers that move count twice. Costs a message to placement per check
 * @param recheckQuota whether the conductor counts again when the servers are in their cells: two requests at the same time can both pass the first check.
 *     Costs a gather over the cells per boot of a project that has a limit
 */
@ConfigurationProperties("nova.quota")
public record QuotaProperties(
        @DefaultValue("-1") int instances,
        @DefaultValue("100000000") int cores,
        @DefaultValue("2000000000") int ram,
        @DefaultValue("false") boolean countUsageFromPlacement,
        @DefaultValue("true") boolean recheckQuota) {

    public QuotaProperties {
        require("instances", instances);
        require("cores", cores);
        require("ram", ram);
    }

    private static void require(String name, int limit) {
        if (limit < QuotaLimits.UNLIMITED) {
            throw new IllegalArgumentException("nova.quota." + name + " must be 0 or more, or -1 for unlimited; it is " + limit);
        }
    }
}
