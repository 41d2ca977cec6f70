package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.objects.BuildRequest;
import io.minova.objects.Instance;
import io.minova.objects.RequestSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class BuildRequestRepositoryTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TestDatabases test = new TestDatabases();
    private final BuildRequestRepository requests = new BuildRequestRepository(test.databases());
    private final InstanceMappingRepository mappings = new InstanceMappingRepository(test.databases());

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aPromiseIsInTheDatabaseWholeOrNotAtAll() {
        BuildRequest first = request("a");
        requests.provision(List.of(first));

        assertThatThrownBy(() -> requests.provision(List.of(request("b"), first))).isInstanceOf(DuplicateKeyException.class);

        assertThat(requests.list(Optional.of("project"))).containsExactly(first);
        assertThat(mappings.find(first.instance().uuid()).orElseThrow().cellUuid()).isNull();
    }

    @Test
    void aSpecThatWasStoredBeforeHostsCouldBeForcedIsRead() {
        BuildRequest request = request("a");
        requests.provision(List.of(request));
        int shortened = test.databases().database(Databases.API).jdbc()
                .sql("update request_specs set body = replace(replace(body, ',\"forced\":null', ''), ',\"imageProperties\":{}', '')")
                .update();

        assertThat(shortened).isOne();
        assertThat(test.databases().database(Databases.API).jdbc().sql("select body from request_specs").query(String.class).single())
                .doesNotContain("forced", "imageProperties");
        assertThat(new RequestSpecRepository(test.databases()).find(request.instance().uuid())).contains(request.requestSpec());
    }

    @Test
    void onlyOneDeletesARequest() {
        BuildRequest request = request("a");
        requests.provision(List.of(request));

        assertThat(requests.delete(request.instance().uuid())).isTrue();
        assertThat(requests.delete(request.instance().uuid())).isFalse();
        assertThat(requests.exists(request.instance().uuid())).isFalse();
    }

    @Test
    void onlyOneTakesARequestUntilItsLeaseIsOver() {
        BuildRequest request = request("a");
        String uuid = request.instance().uuid();
        requests.provision(List.of(request));
        Duration lease = Duration.ofSeconds(90);

        assertThat(requests.take(List.of(uuid, "unknown"), "first", NOON, lease)).containsExactly(request);
        assertThat(requests.take(List.of(uuid), "second", NOON.plusSeconds(90), lease)).isEmpty();
        assertThat(requests.keep(uuid, "first", NOON.plusSeconds(90))).isTrue();
        assertThat(requests.olderThan(lease, NOON.plusSeconds(180))).as("somebody works on it").isEmpty();
        assertThat(requests.take(List.of(uuid), "second", NOON.plusSeconds(181), lease)).containsExactly(request);
        assertThat(requests.keep(uuid, "first", NOON.plusSeconds(182))).isFalse();
    }

    @Test
    void findsWhatHasWaitedForLong() {
        BuildRequest request = request("a");
        requests.provision(List.of(request));

        assertThat(requests.olderThan(Duration.ofSeconds(60), NOON.plusSeconds(59))).isEmpty();
        assertThat(requests.olderThan(Duration.ofSeconds(60), NOON.plusSeconds(61))).containsExactly(request.instance().uuid());
    }

    private static BuildRequest request(String name) {
        Instance instance = TestDatabases.instance(name, NOON);
        return new BuildRequest(instance, new RequestSpec("project", "user", instance.flavor(), "image", null, null, List.of(), Map.of(), null));
    }
}
