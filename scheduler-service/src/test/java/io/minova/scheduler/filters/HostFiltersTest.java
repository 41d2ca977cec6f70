package io.minova.scheduler.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.objects.Aggregate;
import io.minova.objects.ComputeNode;
import io.minova.objects.Flavor;
import io.minova.objects.RequestSpec;
import io.minova.scheduler.FilterProperties;
import io.minova.scheduler.HostFilters;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        FilterProperties properties = properties(5, 2);

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
                () -> new HostFilters(List.of(new ComputeFilter(), new AllHostsFilter()), new FilterProperties(
                        List.of("RamFilter"), 50, 8, List.of(), List.of(), true, "", ".")))
                .hasMessage("nova.enabled-filters names RamFilter, which is no filter; allowed are [AllHostsFilter, ComputeFilter]");
    }

    @ParameterizedTest
    @CsvSource({
        "ssd, true, true", "aggregate_instance_extra_specs:ssd, true, true", "ssd, false, false", "ssd, <in> ru, true", "gpu, 1, false",
        "hw:cpu_policy, dedicated, true"
    })
    void theAggregatesOfAHostHaveWhatAFlavorAsksFor(String key, String wanted, boolean passes) {
        SchedulingRequest request = request(Map.of(key, wanted), Map.of()).with(inAggregates(Map.of("ssd", "true, maybe"), Map.of("rack", "7")));

        assertThat(new AggregateInstanceExtraSpecsFilter().passes(host(0, 0), request)).isEqualTo(passes);
    }

    @Test
    void aHostOfAggregatesForProjectsIsForThoseOnly() {
        AggregateMultiTenancyIsolation filter = new AggregateMultiTenancyIsolation();

        assertThat(filter.passes(host(0, 0), request(Map.of(), Map.of()).with(inAggregates(Map.of("filter_tenant_id", "a, p"))))).isTrue();
        assertThat(filter.passes(host(0, 0), request(Map.of(), Map.of()).with(inAggregates(Map.of("filter_tenant_id_7", "p"))))).isTrue();
        assertThat(filter.passes(host(0, 0), request(Map.of(), Map.of()).with(inAggregates(Map.of("filter_tenant_id", "a,b"))))).isFalse();
        assertThat(filter.passes(host(0, 0), request(Map.of(), Map.of()).with(inAggregates(Map.of("rack", "a"))))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "os_distro, debian, '', true", "os_distro, windows, '', false", "os_type, linux, '', true", "os_distro, windows, hw, true",
        "os_distro, windows, os, true", "os.distro, windows, os, false"
    })
    void whatImageAndAggregateBothSayAgrees(String key, String value, String namespace, boolean passes) {
        FilterProperties properties = new FilterProperties(List.of(), 50, 8, List.of(), List.of(), true, namespace, ".");
        SchedulingRequest request = SchedulingRequest.of(request(Map.of(), Map.of()).spec().with(Map.of(key, value), false))
                .with(inAggregates(Map.of("os_distro", "debian, ubuntu", "os.distro", "debian")));

        assertThat(new AggregateImagePropertiesIsolation(properties).passes(host(0, 0), request)).isEqualTo(passes);
    }

    @Test
    void anAggregateMayBeForSomeFlavors() {
        AggregateTypeAffinityFilter filter = new AggregateTypeAffinityFilter();

        assertThat(filter.passes(host(0, 0), request(Map.of(), Map.of()).with(inAggregates(Map.of("instance_type", "m1, f"))))).isTrue();
        assertThat(filter.passes(host(0, 0), request(Map.of(), Map.of()).with(inAggregates(Map.of("instance_type", "m1"))))).isFalse();
        assertThat(filter.passes(host(0, 0), request(Map.of(), Map.of()))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3, 9, 2, true", "3, 9, 3, false", "many, 9, 4, true", "many, 9, 5, false"})
    void theLeastLimitOfAHostsAggregatesCountsAndOneThatIsNoNumberDoesNot(String first, String second, int busy, boolean passes) {
        FilterProperties properties = properties(5, 5);
        SchedulingRequest request = request(Map.of(), Map.of()).with(inAggregates(
                Map.of("max_instances_per_host", first, "max_io_ops_per_host", first),
                Map.of("max_instances_per_host", second, "max_io_ops_per_host", second)));

        assertThat(new AggregateNumInstancesFilter(properties).passes(host(busy, 0), request)).isEqualTo(passes);
        assertThat(new AggregateIoOpsFilter(properties).passes(host(0, busy), request)).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"n, image, true, true", "n, other, true, false", "n, other, false, true", "m, image, false, false", "m, image, true, false",
        "m, other, true, true"})
    void isolatedImagesRunOnIsolatedHosts(String isolatedHost, String isolatedImage, boolean restricted, boolean passes) {
        FilterProperties properties = new FilterProperties(
                List.of(), 50, 8, List.of(isolatedHost), List.of(isolatedImage), restricted, "", ".");
        Flavor flavor = request(Map.of(), Map.of()).spec().flavor();
        RequestSpec spec = new RequestSpec("p", "u", flavor, "image", null, null, List.of(), Map.of(), null);

        assertThat(new IsolatedHostsFilter(properties).passes(host(0, 0), SchedulingRequest.of(spec))).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[\">=\", \"$free_ram_mb\", 1000] | true", "[\">\", \"$free_ram_mb\", 1000] | false", "[\"=\", \"$host\", \"n\"] | true",
        "[\"in\", \"$host\", \"m\", \"n\"] | true", "[\"in\", \"$host\", \"m\"] | false", "[\"not\", [\"=\", \"$host\", \"n\"]] | false",
        "[\"and\", [\"<\", \"$vcpus_used\", 1], [\"<=\", 8, \"$vcpus_total\"]] | true", "[\"or\", [\"=\", 1, 2], [\"=\", 1, 1]] | true",
        "[\"=\", \"$no_such_thing\", 1] | false", "[\"maybe\", 1] | false", "no JSON | false", "[] | true", "[\">\", \"$host\", 1] | false"
    })
    void aQueryMustBeTrueOfTheHost(String query, boolean passes) {
        assertThat(new JsonFilter().passes(host(0, 0), request(Map.of(), Map.of("query", query)))).isEqualTo(passes);
    }

    private static Map<String, List<Aggregate>> inAggregates(Map<String, String> metadata) {
        return inAggregates(metadata, Map.of());
    }

    private static Map<String, List<Aggregate>> inAggregates(Map<String, String> first, Map<String, String> second) {
        return Map.of("n", Stream.of(first, second).map(each -> new Aggregate(1, "uuid", "a", List.of("n"), each, Instant.EPOCH, null)).toList());
    }

    private static FilterProperties properties(int instances, int ioOperations) {
        return new FilterProperties(List.of(), instances, ioOperations, List.of(), List.of(), true, "", ".");
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
