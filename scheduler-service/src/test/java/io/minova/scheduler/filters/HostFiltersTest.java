package io.minova.scheduler.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.objects.ComputeNode;
import io.minova.objects.Flavor;
import io.minova.objects.RequestSpec;
import io.minova.scheduler.FilterProperties;
import io.minova.scheduler.HostFilters;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostFiltersTest {

    @ParameterizedTest
    @CsvSource({
        "hypervisor_type, fake, true", "hypervisor_type, QEMU, false", "capabilities:hypervisor_type, s== fake, true",
        "capabilities:vcpus_total, >= 8, true",
        "capabilities:vcpus_total, >= 9, false", "capabilities:vcpus_total, <= 8, true", "capabilities:hypervisor_version, <or> 1002003 <or> 2, true",
        "capabilities:hypervisor_type, <in> ak, true", "capabilities:hypervisor_type, s!= fake, false", "capabilities:no_such_thing, 1, false",
        "hw:cpu_policy, dedicated, true", "capabilities:free_ram_mb, == 1000, true"
    })
    void aCapabilityIsComparedAsItsOperatorSays(String key, String wanted, boolean passes) {
        assertThat(new ComputeCapabilitiesFilter().passes(host(0, 0), request(Map.of(key, wanted), Map.of()))).isEqualTo(passes);
    }

    @Test
    void aHostWithAsManyServersAsAllowedTakesNoMore() {
        FilterProperties properties = new FilterProperties(List.of(), 5, 2);

        assertThat(new NumInstancesFilter(properties).passes(host(4, 0), request(Map.of(), Map.of()))).isTrue();
        assertThat(new NumInstancesFilter(properties).passes(host(5, 0), request(Map.of(), Map.of()))).isFalse();
        assertThat(new IoOpsFilter(properties).passes(host(0, 1), request(Map.of(), Map.of()))).isTrue();
        assertThat(new IoOpsFilter(properties).passes(host(0, 2), request(Map.of(), Map.of()))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.9, /24, true", "10.1.3.9, /24, false", "10.1.3.9, /16, true", "nonsense, /24, false", "10.1.2.9, /99, false"})
    void nearMeansInTheSameNetwork(String near, String cidr, boolean passes) {
        Map<String, String> hints = Map.of("build_near_host_ip", near, "cidr", cidr);

        assertThat(new SimpleCidrAffinityFilter().passes(host(0, 0), request(Map.of(), hints))).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "hw_architecture | x86_64 | '' | true", "hw_architecture | amd64 | '' | true", "hw_architecture | aarch64 | '' | false",
        "img_hv_type | FAKE | '' | true", "img_hv_type | qemu | '' | false", "hw_vm_mode | hvm | '' | true", "hw_vm_mode | exe | '' | false",
        "img_hv_type | fake | >=1.2, <2.0 | true", "img_hv_type | fake | >=1.3 | false", "img_hv_type | fake | ==1.2.3 | true",
        "img_hv_type | fake | !=1.2.3 | false", "img_hv_type | fake | newest | false", "hw_disk_bus | virtio | >=9 | true"
    })
    void anImageRunsOnlyWhereItsPropertiesAreSatisfied(String key, String value, String version, boolean passes) {
        Map<String, String> image = version.isEmpty() ? Map.of(key, value) : Map.of(key, value, "img_hv_requested_version", version);
        RequestSpec spec = request(Map.of(), Map.of()).spec().with(image, false);

        assertThat(new ImagePropertiesFilter().passes(host(0, 0), SchedulingRequest.of(spec))).isEqualTo(passes);
    }

    @Test
    void anImageThatSaysNothingRunsEverywhere() {
        assertThat(new ImagePropertiesFilter().passes(host(0, 0), request(Map.of(), Map.of()))).isTrue();
    }

    @Test
    void anUnknownFilterIsRefusedAndTheKnownOnesAreNamed() {
        assertThatThrownBy(
                () -> new HostFilters(List.of(new ComputeFilter(), new AllHostsFilter()), new FilterProperties(List.of("RamFilter"), 50, 8)))
                .hasMessage("nova.enabled-filters names RamFilter, which is no filter; allowed are [AllHostsFilter, ComputeFilter]");
    }

    private static SchedulingRequest request(Map<String, String> extraSpecs, Map<String, String> hints) {
        Flavor flavor = new Flavor(1, "1", "f", 1, 512, 1, 0, 0, 1.0, true, false, null, extraSpecs);
        return SchedulingRequest.of(new RequestSpec("p", "u", flavor, null, null, null, List.of(), hints, null));
    }

    private static HostState host(int runningVms, int workload) {
        return new HostState(
                new ComputeNode(1, "n", "n", "n", "fake", 1_002_003, "10.1.2.3", 8, 1000, 100, 0, 0, 0, runningVms, workload, 0, 4.0, 1.0, 1.0, "",
                        null),
                "cell", true, true);
    }
}
