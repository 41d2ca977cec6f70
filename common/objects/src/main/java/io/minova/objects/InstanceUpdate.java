package io.minova.objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an instance that shall change; fields without a {@link Change} stay as they are.
 *
 * <p>Mirrors {@code nova/objects/instance.py: save}, which sends only what was touched.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InstanceUpdate(
        @Nullable Change<String> displayName,
        @Nullable Change<String> displayDescription,
        @Nullable Change<String> hostname,
        @Nullable Change<String> imageRef,
        @Nullable Change<Flavor> flavor,
        @Nullable Change<String> accessIpV4,
        @Nullable Change<String> accessIpV6,
        @Nullable Change<Map<String, String>> metadata,
        @Nullable Change<Map<String, String>> systemMetadata,
        @Nullable Change<String> availabilityZone,
        @Nullable Change<String> host,
        @Nullable Change<String> node,
        @Nullable Change<String> launchedOn,
        @Nullable Change<VmState> vmState,
        @Nullable Change<TaskState> taskState,
        @Nullable Change<PowerState> powerState,
        @Nullable Change<List<VirtualInterface>> networkInfo,
        @Nullable Change<Instant> launchedAt,
        @Nullable Change<Instant> terminatedAt) {

    public static Builder builder() {
        return new Builder();
    }

    /** Collects changes; the setters take the new value. */
    public static final class Builder {
        private @Nullable Change<String> displayName;
        private @Nullable Change<String> displayDescription;
        private @Nullable Change<String> hostname;
        private @Nullable Change<String> imageRef;
        private @Nullable Change<Flavor> flavor;
        private @Nullable Change<String> accessIpV4;
        private @Nullable Change<String> accessIpV6;
        private @Nullable Change<Map<String, String>> metadata;
        private @Nullable Change<Map<String, String>> systemMetadata;
        private @Nullable Change<String> availabilityZone;
        private @Nullable Change<String> host;
        private @Nullable Change<String> node;
        private @Nullable Change<String> launchedOn;
        private @Nullable Change<VmState> vmState;
        private @Nullable Change<TaskState> taskState;
        private @Nullable Change<PowerState> powerState;
        private @Nullable Change<List<VirtualInterface>> networkInfo;
        private @Nullable Change<Instant> launchedAt;
        private @Nullable Change<Instant> terminatedAt;

        private Builder() {}

        public Builder displayName(String value) {
            displayName = new Change<>(value);
            return this;
        }

        public Builder displayDescription(@Nullable String value) {
            displayDescription = new Change<>(value);
            return this;
        }

        public Builder hostname(String value) {
            hostname = new Change<>(value);
            return this;
        }

        public Builder imageRef(@Nullable String value) {
            imageRef = new Change<>(value);
            return this;
        }

        public Builder flavor(Flavor value) {
            flavor = new Change<>(value);
            return this;
        }

        public Builder accessIpV4(@Nullable String value) {
            accessIpV4 = new Change<>(value);
            return this;
        }

        public Builder accessIpV6(@Nullable String value) {
            accessIpV6 = new Change<>(value);
            return this;
        }

        public Builder metadata(Map<String, String> value) {
            metadata = new Change<>(value);
            return this;
        }

        public Builder systemMetadata(Map<String, String> value) {
            systemMetadata = new Change<>(value);
            return this;
        }

        public Builder availabilityZone(@Nullable String value) {
            availabilityZone = new Change<>(value);
            return this;
        }

        public Builder host(@Nullable String value) {
            host = new Change<>(value);
            return this;
        }

        public Builder node(@Nullable String value) {
            node = new Change<>(value);
            return this;
        }

        public Builder launchedOn(@Nullable String value) {
            launchedOn = new Change<>(value);
            return this;
        }

        public Builder vmState(VmState value) {
            vmState = new Change<>(value);
            return this;
        }

        public Builder taskState(@Nullable TaskState value) {
            taskState = new Change<>(value);
            return this;
        }

        public Builder powerState(PowerState value) {
            powerState = new Change<>(value);
            return this;
        }

        public Builder networkInfo(List<VirtualInterface> value) {
            networkInfo = new Change<>(value);
            return this;
        }

        public Builder launchedAt(@Nullable Instant value) {
            launchedAt = new Change<>(value);
            return this;
        }

        public Builder terminatedAt(@Nullable Instant value) {
            terminatedAt = new Change<>(value);
            return this;
        }

        public InstanceUpdate build() {
            return new InstanceUpdate(displayName, displayDescription, hostname, imageRef, flavor, accessIpV4, accessIpV6, metadata, systemMetadata,
                    availabilityZone, host, node, launchedOn, vmState, taskState, powerState, networkInfo, launchedAt, terminatedAt);
        }
    }
}
