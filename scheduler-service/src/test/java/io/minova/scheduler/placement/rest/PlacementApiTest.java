package io.minova.scheduler.placement.rest;

import static io.minova.scheduler.placement.rest.PlacementUnderTest.claim;
import static io.minova.scheduler.placement.rest.PlacementUnderTest.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.rest.PlacementUnderTest.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlacementApiTest {

    private final PlacementUnderTest placement = new PlacementUnderTest();

    @AfterEach
    void close() {
        placement.close();
    }

    @Test
    void aWriteThatKnowsAnOlderGenerationIsRefusedAsConcurrentUpdate() {
        String host = placement.provider(1, 4);

        Reply stale = placement.ask("PUT", "/resource_providers/" + host + "/inventories", "{'resource_provider_generation': 0, 'inventories': {}}");

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.code()).isEqualTo(PlacementFault.CONCURRENT_UPDATE);
    }

    @Test
    void aConsumerWhoseGenerationWasMisreadIsAConcurrentUpdateToo() {
        String host = placement.provider(1, 4);
        placement.ask("PUT", "/allocations/" + uuid(50), claim(host, 1, null));

        Reply stale = placement.ask("PUT", "/allocations/" + uuid(50), claim(host, 2, null));

        assertThat(stale.code()).isEqualTo(PlacementFault.CONCURRENT_UPDATE);
        assertThat(stale.detail()).contains("consumer generation conflict - expected 1 but got None");
        assertThat(placement.ask("PUT", "/allocations/" + uuid(50), claim(host, 2, 1)).status()).isEqualTo(204);
    }

    @Test
    void moreThanThereIsIsAConflictOfNoSpecialKind() {
        String host = placement.provider(1, 4);
        placement.ask("PUT", "/allocations/" + uuid(50), claim(host, 3, null));

        Reply tooMuch = placement.ask("PUT", "/allocations/" + uuid(51), claim(host, 2, null));

        assertThat(tooMuch.status()).isEqualTo(409);
        assertThat(tooMuch.code()).isEqualTo(PlacementFault.UNDEFINED);
        assertThat(tooMuch.detail()).contains("The requested amount would exceed the capacity.");
    }

    @Test
    void anInventoryThatIsUsedCannotGo() {
        String host = placement.provider(1, 4);
        placement.ask("PUT", "/allocations/" + uuid(50), claim(host, 3, null));

        Reply used = placement.ask("PUT", "/resource_providers/" + host + "/inventories", "{'resource_provider_generation': 2, 'inventories': {}}");

        assertThat(used.code()).isEqualTo(PlacementFault.INVENTORY_IN_USE);
        assertThat(placement.ask("DELETE", "/resource_providers/" + host, null).code()).isEqualTo(PlacementFault.PROVIDER_IN_USE);
    }

    @Test
    void aBatchIsWrittenAsAWholeOrNotAtAll() {
        String host = placement.provider(1, 4);

        Reply tooMuch = placement.ask(
                "POST", "/allocations", "{'%s': %s, '%s': %s}".formatted(uuid(50), claim(host, 3, null), uuid(51), claim(host, 2, null)));

        assertThat(tooMuch.status()).isEqualTo(409);
        assertThat(placement.ask("GET", "/allocations/" + uuid(50), null).body().path("allocations").isEmpty()).isTrue();
        assertThat(used(host)).isZero();
    }

    @Test
    void allocationsMoveFromOneConsumerToAnotherOnAFullProvider() {
        String host = placement.provider(1, 4);
        placement.ask("PUT", "/allocations/" + uuid(50), claim(host, 4, null));

        Reply moved = placement.ask("POST", "/allocations", ("{'%s': {'allocations': {}, 'project_id': 'p', 'user_id': 'u', 'consumer_generation': 1,"
                + " 'consumer_type': 'INSTANCE'}, '%s': %s}").formatted(uuid(50), uuid(51), claim(host, 4, null)));

        assertThat(moved.status()).isEqualTo(204);
        assertThat(used(host)).isEqualTo(4);
    }

    @Test
    void theSchedulersClaimsAndThoseOverRestTakeFromTheSame() {
        String host = placement.provider(1, 4);
        assertThat(placement.allocations.replace(uuid(60), "p", "u", Map.of(host, Map.of("VCPU", 3L)))).isTrue();

        assertThat(placement.ask("PUT", "/allocations/" + uuid(50), claim(host, 2, null)).status()).isEqualTo(409);
        assertThat(placement.ask("PUT", "/allocations/" + uuid(50), claim(host, 1, null)).status()).isEqualTo(204);
        assertThat(placement.allocations.replace(uuid(61), "p", "u", Map.of(host, Map.of("VCPU", 1L)))).isFalse();
    }

    @Test
    void concurrentClaimsOfBothKindsTakeExactlyWhatThereIs() throws Exception {
        String host = placement.provider(1, 10);
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            String consumer = uuid(100 + number);
            boolean byRest = number % 2 == 0;
            claims.add(() -> byRest
                    ? placement.ask("PUT", "/allocations/" + consumer, claim(host, 1, null)).status() == 204
                    : placement.allocations.replace(consumer, "p", "u", Map.of(host, Map.of("VCPU", 1L))));
        }
        int granted = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> claim : pool.invokeAll(claims)) {
                granted += claim.get() ? 1 : 0;
            }
        }

        assertThat(granted).isEqualTo(10);
        assertThat(used(host)).isEqualTo(10);
    }

    @Test
    void candidatesHaveTheTraitsAndAggregatesThatAreAskedFor() {
        String plain = placement.provider(1, 4);
        String fast = placement.provider(2, 4);
        placement.ask("PUT", "/resource_providers/" + fast + "/traits", "{'traits': ['HW_CPU_X86_AVX'], 'resource_provider_generation': 1}");
        placement.ask("PUT", "/resource_providers/" + plain + "/aggregates",
                "{'aggregates': ['%s'], 'resource_provider_generation': 1}".formatted(uuid(9)));

        assertThat(candidates("resources=VCPU:1&required=HW_CPU_X86_AVX")).containsExactly(fast);
        assertThat(candidates("resources=VCPU:1&required=!HW_CPU_X86_AVX")).containsExactly(plain);
        assertThat(candidates("resources=VCPU:1&member_of=" + uuid(9))).containsExactly(plain);
        assertThat(candidates("resources=VCPU:1&member_of=!" + uuid(9))).containsExactly(fast);
        assertThat(candidates("resources=VCPU:1&limit=1")).containsExactly(plain);
        assertThat(candidates("resources=VCPU:5")).isEmpty();
    }

    @Test
    void onlyAnAdministratorMayAsk() {
        assertThat(placement.ask(0, List.of("reader"), "GET", "/resource_providers", null).status()).isEqualTo(403);
        assertThat(placement.ask(9, List.of("reader"), "GET", "/usages?project_id=project", null).status()).isEqualTo(200);
        assertThat(placement.ask(9, List.of("reader"), "GET", "/usages?project_id=other", null).status()).isEqualTo(403);
    }

    @Test
    void whatIsNewerThanTheMicroversionIsNotThere() {
        assertThat(placement.ask(5, List.of("admin"), "GET", "/traits", null).status()).isEqualTo(404);
        assertThat(placement.ask(4, List.of("admin"), "DELETE", "/resource_providers/" + uuid(1) + "/inventories", null).status()).isEqualTo(405);
        assertThatThrownBy(() -> placement.ask("POST", "/usages", "{}")).isInstanceOf(PlacementApi.MethodNotAllowed.class);
    }

    @Test
    void aBodyThatDoesNotFitIsRefusedWithTheReason() {
        Reply wrong = placement.ask("POST", "/resource_providers", "{'name': 'host', 'color': 'blue'}");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.detail()).isEqualTo("JSON does not validate: Additional properties are not allowed ('color' was unexpected)\n\n"
                + "Failed validating 'additionalProperties' in schema");
    }

    private List<String> candidates(String query) {
        List<String> found = new ArrayList<>();
        placement.ask("GET", "/allocation_candidates?" + query, null).body().path("allocation_requests")
                .forEach(request -> found.addAll(request.path("allocations").propertyNames()));
        return found;
    }

    private long used(String provider) {
        return placement.ask("GET", "/resource_providers/" + provider + "/usages", null).body().path("usages").path("VCPU").asLong();
    }
}
