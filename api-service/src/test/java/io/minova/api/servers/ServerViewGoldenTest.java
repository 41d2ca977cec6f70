package io.minova.api.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiUnderTest;
import io.minova.api.microversions.Microversion;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Links;
import io.minova.api.web.QueryParameters;
import io.minova.concurrency.RequestContext;
import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.InstanceFault;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VirtualInterface;
import io.minova.objects.VmState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A server's view in each microversion that changes it, as its owner and an administrator see it. {@code -Dupdate} rewrites the golden files. */
class ServerViewGoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/servers");

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    private final ServerView view = ApiUnderTest.shared().bean(ServerView.class);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 9, 16, 19, 26, 47, 63, 71, 73, 90, 96})
    void showsAnActiveServer(int minor) throws IOException {
        Instance active = instance(VmState.ACTIVE, null, "host-1");
        check("show-2." + minor + "-member", view.show(request(minor, "member", "reader"), active, null, ServerView.Purpose.SHOW));
        check("show-2." + minor + "-admin", view.show(request(minor, "admin", "member", "reader"), active, null, ServerView.Purpose.SHOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 71, 75, 96})
    void showsLessOrMoreAfterAChange(int minor) throws IOException {
        Instance active = instance(VmState.ACTIVE, null, "host-1");
        check("update-2." + minor, view.show(request(minor, "admin", "member", "reader"), active, null, ServerView.Purpose.UPDATE));
        check("list-2." + minor, view.show(request(minor, "member", "reader"), active, null, ServerView.Purpose.LIST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "admin"})
    void showsAFault(String role) throws IOException {
        Instance failed = instance(VmState.ERROR, null, null);
        InstanceFault fault =
                new InstanceFault(failed.uuid(), 500, "No valid host was found.", "Traceback", null, Instant.parse("2026-01-02T03:04:06Z"));
        check("fault-" + role, view.show(request(79, role, "reader"), failed, fault, ServerView.Purpose.SHOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 79})
    void hidesAddressesWhileBuilding(int minor) throws IOException {
        Instance building = instance(VmState.BUILDING, TaskState.SCHEDULING, null);
        check("building-2." + minor, view.show(request(minor, "member", "reader"), building, null, ServerView.Purpose.SHOW));
    }

    private void check(String name, Map<String, Object> actual) throws IOException {
        Path file = FOLDER.resolve(name + ".json");
        String text = mapper.writeValueAsString(mapper.readTree(mapper.writeValueAsBytes(actual))) + "\n";
        String sorted = mapper.writeValueAsString(mapper.treeToValue(mapper.readTree(text), Object.class)) + "\n";
        if (System.getProperty("update") != null) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, sorted);
        }
        assertThat(sorted).as("%s; -Dupdate rewrites it", file).isEqualTo(Files.readString(file));
    }

    private static ComputeRequest request(int minor, String... roles) {
        RequestContext context = new RequestContext("req-1", "user-1", "project-1", List.of(roles), null);
        return new ComputeRequest(
                context, new Microversion(minor), false, new Links("http://cloud", "/compute/v2.1", ""), QueryParameters.parse(null));
    }

    private static Instance instance(VmState vmState, @Nullable TaskState task, @Nullable String host) {
        Flavor flavor = new Flavor(1, "1", "m1.tiny", 1, 512, 1, 0, 0, 1.0, true, false, null, Map.of("hw:cpu_policy", "shared"));
        VirtualInterface port = new VirtualInterface("port-1", "network-1", "private", "fa:16:3e:00:00:01", "10.0.0.11");
        boolean launched = vmState == VmState.ACTIVE;
        return new Instance(
                "11111111-2222-3333-4444-555555555555", "project-1", "user-1", "r-abcdefgh", 0, "web", "a web server", "web", "image-1", flavor,
                "key",
                "dXNlcg==", true, null, null, Map.of("role", "web"),
                Map.of(SystemMetadata.TAGS, "blue,green", SystemMetadata.PINNED_ZONE, "nova"), List.of("default"), host == null ? null : "nova", host,
                host,
                host, vmState, task, launched ? PowerState.RUNNING : PowerState.NOSTATE, List.of(port), Instant.parse("2026-01-02T03:04:05.678901Z"),
                Instant.parse("2026-01-02T03:04:06Z"), launched ? Instant.parse("2026-01-02T03:04:06.5Z") : null, null, null);
    }
}
