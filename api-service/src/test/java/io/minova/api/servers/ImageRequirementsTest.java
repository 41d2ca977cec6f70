package io.minova.api.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageRequirementsTest {

    @Test
    void aLegacyNameIsThatOfTodayAndWhatIsNothingToAHostStaysOut() {
        assertThat(ImageRequirements.of(Map.of("architecture", "aarch64", "hypervisor_version_requires", ">=6.0", "made_by", "me")))
                .isEqualTo(Map.of("hw_architecture", "aarch64", "img_hv_requested_version", ">=6.0"));
        assertThat(ImageRequirements.of(Map.of("os_distro", "debian", "trait:CUSTOM_GOLD", "required", "kernel_id", "1")))
                .isEqualTo(Map.of("os_distro", "debian", "trait:CUSTOM_GOLD", "required"));
        assertThat(ImageRequirements.of(Map.of("vm_mode", "exe", "hw_vm_mode", "hvm"))).isEqualTo(Map.of("hw_vm_mode", "hvm"));
        assertThat(ImageRequirements.of(Map.of())).isEmpty();
    }
}
