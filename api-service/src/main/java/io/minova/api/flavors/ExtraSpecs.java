package io.minova.api.flavors;

import io.minova.api.faults.ApiFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The extra specs that are known by name, and what each may say. A name without a known namespace may be anything.
 *
 * <p>Failure: 400 with what is wrong.
 * <p>Mirrors {@code nova/api/validation/extra_specs}: {@code validators.py: validate} and the module of each namespace; differs: {@code capabilities},
 * {@code aggregate_instance_extra_specs}, {@code pci_passthrough} and {@code vmware} are taken as they are.
 */
final class ExtraSpecs {

    private static final Set<String> BOOLEANS = Set.of("1", "t", "true", "on", "y", "yes", "0", "f", "false", "off", "n", "no");
    private static final String CPUS = "\\^?\\d+((-\\d+)?(,\\^?\\d+(-\\d+)?)?)*";
    private static final String GROUP = "([a-zA-Z0-9_-]{1,64})?";
    private static final String NAMESPACES = "accel|hw|hw_rng|hw_video|os|quota|(resources|trait)" + GROUP;

    private static final List<Spec> KNOWN = known();

    private ExtraSpecs() {}

    /** Refuses a value that a known name may not have, and an unknown name in a known namespace. */
    static void check(String name, String value) {
        for (Spec spec : KNOWN) {
            if (spec.name.matcher(name).matches()) {
                spec.rule.check(value);
                return;
            }
        }
        int colon = name.indexOf(':');
        if (colon >= 0 && name.substring(0, colon).matches(NAMESPACES)) {
            throw ApiFault.badRequest("Validation failed; extra spec '" + name + "' does not appear to be a valid extra spec.");
        }
    }

    private interface Rule {
        void check(String value);
    }

    private record Spec(Pattern name, Rule rule) {}

    private static List<Spec> known() {
        List<Spec> known = new ArrayList<>();
        add(known, "accel:device_profile", value -> {});
        add(known, "hw:(cpu_realtime|hide_hypervisor_id|boot_menu|mem_encryption|pmu|locked_memory|virtio_packed_ring|vif_multiqueue_enabled)",
                ExtraSpecs::checkBoolean);
        add(known, "hw:(cpu_realtime_mask|cpu_dedicated_mask|numa_cpus\\.\\d+)", like(CPUS));
        add(known, "hw:cpu_policy", oneOf("dedicated", "shared", "mixed"));
        add(known, "hw:cpu_thread_policy", oneOf("prefer", "isolate", "require"));
        add(known, "hw:emulator_threads_policy", oneOf("isolate", "share"));
        add(known, "hw:mem_page_size", like("(large|small|any|\\d+([kKMGT]i?)?(b|bit|B)?)"));
        add(known, "hw:(numa_nodes|numa_mem\\.\\d+|(max_)?cpu_(sockets|cores|threads)|maxphysaddr_bits)", atLeast(1));
        add(known, "hw:pci_numa_affinity_policy", oneOf("required", "preferred", "legacy", "socket"));
        add(known, "hw:pmem", like("([a-zA-Z0-9_]+(,)?)+"));
        add(known, "hw:serial_port_count", atLeast(0));
        add(known, "hw:tpm_model", oneOf("tpm-tis", "tpm-crb"));
        add(known, "hw:tpm_version", oneOf("1.2", "2.0"));
        add(known, "hw:watchdog_action", oneOf("none", "pause", "poweroff", "reset", "disabled"));
        add(known, "hw:mem_encryption_model", oneOf("amd-sev", "amd-sev-es"));
        add(known, "hw:maxphysaddr_mode", oneOf("passthrough", "emulate"));
        add(known, "hw:viommu_model", oneOf("intel", "smmuv3", "virtio", "auto"));
        add(known, "hw:input_bus", oneOf("usb", "virtio"));
        add(known, "hw_rng:allowed", ExtraSpecs::checkBoolean);
        add(known, "hw_rng:rate_(bytes|period)|hw_video:ram_max_mb", atLeast(0));
        add(known, "os:secure_boot", oneOf("disabled", "required"));
        add(known, "quota:(cpu|memory|disk_io|vif)_shares_level", value -> {});
        add(known, "quota:(cpu|memory|disk_io|vif)_(limit|reservation|shares_share)", atLeast(Long.MIN_VALUE));
        add(known, "quota:(cpu_(shares|period|quota)|disk_(read|write|total)_(bytes|iops)_sec|vif_(inbound|outbound)_(average|peak|burst))",
                atLeast(0));
        add(known, "resources" + GROUP + ":[A-Z0-9_]+", atLeast(Long.MIN_VALUE));
        add(known, "trait" + GROUP + ":[A-Z0-9_]+", oneOf("required", "forbidden"));
        add(known, "hide_hypervisor_id", ExtraSpecs::checkBoolean);
        add(known, "group_policy", oneOf("isolate", "none"));
        return List.copyOf(known);
    }

    private static void add(List<Spec> known, String name, Rule rule) {
        known.add(new Spec(Pattern.compile(name), rule));
    }

    private static Rule oneOf(String... allowed) {
        List<String> all = List.of(allowed);
        return value -> require(all.contains(value), value, "is not one of: " + String.join(", ", all));
    }

    private static Rule like(String pattern) {
        return value -> require(value.matches(pattern), value, "is not of the format '" + pattern + "'");
    }

    private static Rule atLeast(long min) {
        return value -> {
            // Eighteen digits: what surely fits.
            require(value.matches("\\s*[+-]?\\d{1,18}\\s*"), value, "is not a valid integer value");
            require(Long.parseLong(value.strip()) >= min, value, "is less than the min value of '" + min + "'");
        };
    }

    private static void checkBoolean(String value) {
        require(BOOLEANS.contains(value.strip().toLowerCase(Locale.ROOT)), value, "is not a valid boolean-like value");
    }

    private static void require(boolean isRight, String value, String problem) {
        if (!isRight) {
            throw ApiFault.badRequest("Validation failed; '" + value + "' " + problem + ".");
        }
    }
}
