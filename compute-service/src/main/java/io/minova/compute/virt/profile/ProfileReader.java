package io.minova.compute.virt.profile;

import io.minova.compute.virt.HypervisorCapacity;
import io.minova.compute.virt.profile.DriverProfile.CapacityChange;
import io.minova.compute.virt.profile.DriverProfile.CostChange;
import io.minova.compute.virt.profile.DriverProfile.HostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a profile file strictly: an unknown key, a word that is not allowed or a number out of bounds refuses the whole file.
 *
 * <p>Fails with {@link InvalidProfileException}, which lists every problem with its key path.
 */
public final class ProfileReader {

    // What nova/virt/fake.py reports: room for far more servers than an experiment boots.
    private static final HypervisorCapacity FAKE = new HypervisorCapacity(1000, 800_000, 600_000, "fake", 1_000_000);

    private final YAMLMapper yaml = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** The profile in {@code text}; {@code source} names it in messages. */
    public DriverProfile read(String source, String text) {
        JsonNode tree;
        try {
            tree = yaml.readTree(text);
        } catch (JacksonException e) {
            String where = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new InvalidProfileException(source, List.of(where + "not YAML: " + e.getOriginalMessage()));
        }
        List<String> problems = new ArrayList<>();
        DriverProfile profile = profile(source, new ProfileNode("", tree, problems));
        if (!problems.isEmpty()) {
            throw new InvalidProfileException(source, problems);
        }
        return profile;
    }

    private static DriverProfile profile(String source, ProfileNode root) {
        root.onlyKeys(List.of("description", "physics", "seed", "hypervisor", "operations", "hosts"));
        root.text("description");
        String physics = root.word("physics", List.of("cpython", "jvm"));
        Long seed = root.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        Map<Operation, OperationCost> costs = new EnumMap<>(Operation.class);
        operations(root).forEach((operation, change) -> costs.put(operation, change.applyTo(OperationCost.FREE)));
        return new DriverProfile(
                source,
                "cpython".equals(physics) ? Physics.CPYTHON : Physics.JVM,
                seed == null ? 0 : seed,
                capacity(root).applyTo(FAKE),
                costs,
                hosts(root));
    }

    private static List<HostException> hosts(ProfileNode root) {
        List<HostException> hosts = new ArrayList<>();
        List<ProfileNode> nodes = root.mappings("hosts");
        for (ProfileNode node : nodes == null ? List.<ProfileNode>of() : nodes) {
            node.onlyKeys(List.of("match", "hypervisor", "operations"));
            String match = node.text("match");
            if (!node.has("match")) {
                node.problem("match", "is missing; expected a host name, in which * stands for any text and ? for one character");
            }
            hosts.add(new HostException(match == null ? "" : match, capacity(node), operations(node)));
        }
        return hosts;
    }

    private static CapacityChange capacity(ProfileNode parent) {
        ProfileNode node = parent.mapping("hypervisor");
        if (node == null) {
            return new CapacityChange(null, null, null, null, null);
        }
        node.onlyKeys(List.of("vcpus", "memoryMb", "localGb", "type", "version"));
        return new CapacityChange(
                whole(node, "vcpus", 1_000_000),
                whole(node, "memoryMb", 1_000_000_000),
                whole(node, "localGb", 1_000_000_000),
                node.text("type"),
                whole(node, "version", Integer.MAX_VALUE));
    }

    private static @Nullable Integer whole(ProfileNode node, String key, int max) {
        Long value = node.whole(key, 1, max);
        return value == null ? null : value.intValue();
    }

    private static Map<Operation, CostChange> operations(ProfileNode parent) {
        Map<Operation, CostChange> changes = new LinkedHashMap<>();
        ProfileNode node = parent.mapping("operations");
        if (node == null) {
            return changes;
        }
        node.onlyKeys(Arrays.stream(Operation.values()).map(Operation::key).toList());
        Map<String, ProfileNode> entries = node.entries();
        for (Operation operation : Operation.values()) {
            ProfileNode entry = entries.get(operation.key());
            if (entry != null) {
                changes.put(operation, cost(entry));
            }
        }
        return changes;
    }

    private static CostChange cost(ProfileNode node) {
        node.onlyKeys(List.of("failureRate", "steps"));
        List<ProfileNode> steps = node.mappings("steps");
        return new CostChange(node.decimal("failureRate", 0, 1), steps == null ? null : steps.stream().map(StepReader::step).toList());
    }
}
