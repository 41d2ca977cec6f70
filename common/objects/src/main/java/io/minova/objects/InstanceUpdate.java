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
        @Nullable Change<String> keyName,
        @Nullable Change<String> userData,
        @Nullable Change<String> accessIpV4,
        @Nullable Change<String> accessIpV6,
        @Nullable Change<Map<String, String>> metadata,
        @Nullable Change<Map<String, String>> systemMetadata,
        @Nullable MapPatch metadataPatch,
        @Nullable MapPatch systemMetadataPatch,
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

    /** This update with whole maps in place of its patches; null leaves a map as the update has it. */
    public InstanceUpdate withMaps(@Nullable Map<String, String> wholeMetadata, @Nullable Map<String, String> wholeSystemMetadata) {
        return new InstanceUpdate(displayName, displayDescription, hostname, imageRef, flavor, keyName, userData, accessIpV4, accessIpV6,
                wholeMetadata == null ? metadata : new Change<>(wholeMetadata),
                wholeSystemMetadata == null ? systemMetadata : new Change<>(wholeSystemMetadata),
                null, null, availabilityZone, host, node, launchedOn, vmState, taskState, powerState, networkInfo, launchedAt, terminatedAt);
    }

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
        private @Nullable Change<String> keyName;
        private @Nullable Change<String> userData;
        private @Nullable Change<String> accessIpV4;
        private @Nullable Change<String> accessIpV6;
        private @Nullable Change<Map<String, String>> metadata;
        private @Nullable Change<Map<String, String>> systemMetadata;
        private @Nullable MapPatch metadataPatch;
        private @Nullable MapPatch systemMetadataPatch;
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

        public Builder keyName(@Nullable String value) {
            keyName = new Change<>(value);
            return this;
        }

        public Builder userData(@Nullable String value) {
            userData = new Change<>(value);
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

        /** Changes some keys only, whatever others do to the rest meanwhile. */
        public Builder metadata(MapPatch patch) {
            metadataPatch = patch;
            return this;
        }

        /** The same for system metadata. */
        public Builder systemMetadata(MapPatch patch) {
            systemMetadataPatch = patch;
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
            return new InstanceUpdate(displayName, displayDescription, hostname, imageRef, flavor, keyName, userData, accessIpV4,
                    accessIpV6, metadata, systemMetadata, metadataPatch, systemMetadataPatch, availabilityZone, host, node, launchedOn, vmState,
                    taskState,
                    powerState, networkInfo, launchedAt, terminatedAt);
        }
    }
}
