package io.minova.compute;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one compute process simulates.
 *
 * @param host the process's own name; its hosts are called {@code <host>-host-1} to {@code <host>-host-<n>}, the same after each restart
 * @param computeHosts how many hosts; each costs memory, a heartbeat row and an audit, in both backends
 * @param computeDriverProfile what the hypervisors cost: the name of a profile or the path of its file
 * @param computeScenarios the folder that holds {@code drivers/}; without it only the delivered profiles have names
 * @param rpcAdvertiseUrl where the others reach this process
 */
@ConfigurationProperties("nova")
record ComputeProperties(
        @DefaultValue("compute-1") String host,
        @DefaultValue("20") int computeHosts,
        @DefaultValue("default") String computeDriverProfile,
        @Nullable String computeScenarios,
        @DefaultValue("") String rpcAdvertiseUrl) {

    // 10000: what one process was measured to hold.
    static final int COMPUTE_HOSTS_MAX = 10_000;

    ComputeProperties {
        if (computeHosts < 1 || computeHosts > COMPUTE_HOSTS_MAX) {
            throw new IllegalArgumentException(
                    "NOVA_COMPUTE_HOSTS is " + computeHosts + "; allowed: a whole number from 1 to " + COMPUTE_HOSTS_MAX);
        }
        if (!host.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,200}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException(
                    "NOVA_HOST is '" + host + "'; allowed: up to 200 letters, digits, dots and hyphens, of which neither begins nor ends it");
        }
    }
}
