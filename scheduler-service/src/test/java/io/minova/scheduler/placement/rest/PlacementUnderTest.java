package io.minova.scheduler.placement.rest;

import io.minova.scheduler.placement.Allocations;
import io.minova.scheduler.placement.objects.Aggregates;
import io.minova.scheduler.placement.objects.ClaimWriter;
import io.minova.scheduler.placement.objects.Consumers;
import io.minova.scheduler.placement.objects.Inventories;
import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.objects.Providers;
import io.minova.scheduler.placement.objects.Reshaper;
import io.minova.scheduler.placement.objects.ResourceClasses;
import io.minova.scheduler.placement.objects.Traits;
import io.minova.store.Databases;
import io.minova.store.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Placement's API over databases in memory, without HTTP. */
final class PlacementUnderTest implements AutoCloseable {

    /** What came back: a status, the body as JSON, the error's code. */
    record Reply(int status, JsonNode body, String code, String detail) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TestDatabases test = new TestDatabases();
    private final PlacementApi api;
    final Allocations allocations;

    PlacementUnderTest() {
        Databases databases = test.databases();
        allocations = new Allocations(databases);
        Providers providers = new Providers(databases, allocations);
        ResourceClasses classes = new ResourceClasses(databases);
        Traits traits = new Traits(databases, providers);
        Consumers consumers = new Consumers(databases);
        Inventories inventories = new Inventories(databases, providers, classes);
        ClaimWriter claims = new ClaimWriter(databases, providers, inventories, classes, consumers);
        api = new PlacementApi(
                new ProviderHandlers(databases, providers, classes, traits),
                new InventoryHandlers(providers, inventories, classes),
                new MarkHandlers(providers, new Aggregates(databases, providers), traits),
                new NameHandlers(classes, traits),
                new AllocationHandlers(
                        allocations, claims, consumers, providers, classes, new Reshaper(databases, providers, inventories, claims)),
                new CandidateHandler(databases, providers, classes, traits),
                new UsageHandlers(providers, inventories, consumers));
    }

    Reply ask(String method, String pathAndQuery, @Nullable String body) {
        return ask(RootHandler.NEWEST, List.of("admin"), method, pathAndQuery, body);
    }

    Reply ask(int version, List<String> roles, String method, String pathAndQuery, @Nullable String body) {
        String[] parts = pathAndQuery.split("\\?", 2);
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : parts.length < 2 ? new String[0] : parts[1].split("&")) {
            query.computeIfAbsent(pair.split("=", 2)[0], added -> new ArrayList<>()).add(pair.split("=", 2)[1]);
        }
        byte[] bytes = body == null ? new byte[0] : body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        PlacementRequest request = new PlacementRequest(
                method, parts[0], version, Map.of(), query, bytes, new PlacementRequest.Caller("user", "project", roles), "");
        try {
            PlacementAnswer answer = api.answer(request, body == null ? null : "application/json", true);
            return new Reply(answer.status(), JSON.valueToTree(answer.body()), "", "");
        } catch (PlacementFault fault) {
            return new Reply(fault.status(), JSON.nullNode(), fault.code(), fault.detail());
        }
    }

    /** A provider with that many VCPUs; its uuid. */
    String provider(int number, int vcpus) {
        String uuid = uuid(number);
        ask("POST", "/resource_providers", "{'name': 'host-%d', 'uuid': '%s'}".formatted(number, uuid));
        ask("PUT", "/resource_providers/" + uuid + "/inventories",
                "{'resource_provider_generation': 0, 'inventories': {'VCPU': {'total': %d, 'max_unit': %d}}}".formatted(vcpus, vcpus));
        return uuid;
    }

    static String uuid(int number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }

    /** A body of PUT /allocations. */
    static String claim(String provider, int vcpus, @Nullable Integer generation) {
        return ("{'allocations': {'%s': {'resources': {'VCPU': %d}}}, 'project_id': 'p', 'user_id': 'u', 'consumer_generation': %s,"
                + " 'consumer_type': 'INSTANCE'}").formatted(provider, vcpus, generation);
    }

    @Override
    public void close() {
        test.close();
    }
}
