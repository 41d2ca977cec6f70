package io.minova.api.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.api.services.ServiceGroup;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.BuildRequestRepository;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.MigrationRepository;
import io.minova.store.NetworkPortRepository;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What deletion does where it is deferred, and who sees what waits to be reclaimed. */
class DeferredDeletionTest {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final RecordedMessages messages = api.bean(RecordedMessages.class);
    private final ApiClient member = api.client().as("bench-2").version("2.79");
    private final ApiClient admin = api.client().as("admin").version("2.79");
    private final LandedServers servers = new LandedServers(member);
    private final RequestContext context = RequestContext.admin("req-1");
    private final ServerLookup lookup = api.bean(ServerLookup.class);
    private final ServerDeletion deferred = new ServerDeletion(
            api.bean(InstanceRepository.class), api.bean(InstanceMappingRepository.class), api.bean(BuildRequestRepository.class),
            api.bean(InstanceActionRepository.class), api.bean(NetworkPortRepository.class), api.bean(BootVolumes.class),
            api.bean(MigrationRepository.class), lookup,
            api.bean(ServiceGroup.class), messages, Time.system(), new DeletionProperties(Duration.ofHours(1)));

    @Test
    void aServerThatOnceRanIsOnlyShutDown() {
        String id = servers.in(VmState.STOPPED, null);

        deferred.delete(context, lookup.find(context, id));
        deferred.delete(context, lookup.find(context, id));

        assertThat(servers.row(id).taskState()).isEqualTo(TaskState.SOFT_DELETING);
        assertThat(messages.drain()).containsExactly("ComputeRpc@host-1.softDeleteInstance");
        assertThat(servers.actions(id)).containsExactly("delete");
        deferred.forceDelete(context, lookup.find(context, id));
        assertThat(servers.row(id).taskState()).isEqualTo(TaskState.DELETING);
        assertThat(messages.drain()).containsExactly("ComputeRpc@host-1.terminateInstance");
    }

    @Test
    void aServerThatNeverRanIsDeletedAtOnce() {
        String id = servers.in(VmState.ERROR, null);
        servers.change(id, InstanceUpdate.builder().launchedAt(null));

        deferred.delete(context, lookup.find(context, id));

        assertThat(messages.drain()).containsExactly("ComputeRpc@host-1.terminateInstance");
    }

    @Test
    void whatWaitsIsShownAloneAndNotListedButToAdministratorsWhoAskForIt() {
        String id = servers.in(VmState.SOFT_DELETE, null);

        assertThat(member.get(LandedServers.SERVERS + "/" + id).body().path("server").path("status").asString("")).isEqualTo("SOFT_DELETED");
        assertThat(ids(member, "")).doesNotContain(id);
        assertThat(ids(member, "?soft_deleted=true")).as("a filter for administrators").doesNotContain(id);
        assertThat(ids(member, "?changes-since=2020-01-01T00:00:00Z")).contains(id);
        assertThat(ids(admin, "?all_tenants=1")).doesNotContain(id);
        assertThat(ids(admin, "?all_tenants=1&soft_deleted=true&status=SOFT_DELETED")).contains(id);
        assertThat(ids(admin, "?all_tenants=1&deleted=true")).contains(id);
        assertThat(ids(admin, "?all_tenants=1&deleted=true&soft_deleted=false")).doesNotContain(id);
    }

    @Test
    void aRestoredServerIsNoLongerCountedAsLeaving() {
        String id = servers.in(VmState.SOFT_DELETE, null);
        InstanceMappingRepository mappings = api.bean(InstanceMappingRepository.class);
        mappings.setQueuedForDelete(id, true);

        assertThat(servers.act(id, "{\"restore\": null}").status()).isEqualTo(202);

        assertThat(mappings.find(id).orElseThrow().queuedForDelete()).isFalse();
    }

    @Test
    void aClientThatForcesTheDeletionDoesNotWaitForTheReclaim() {
        for (VmState state : List.of(VmState.SOFT_DELETE, VmState.ACTIVE)) {
            String id = servers.in(state, null);

            assertThat(servers.act(id, "{\"forceDelete\": null}").status()).as("of a server in %s", state).isEqualTo(202);
            assertThat(servers.act(id, "{\"forceDelete\": null}").status()).as("again").isEqualTo(202);

            assertThat(servers.row(id).taskState()).isEqualTo(TaskState.DELETING);
            assertThat(messages.drain()).as("its host is told once").containsExactly("ComputeRpc@host-1.terminateInstance");
            assertThat(api.bean(InstanceMappingRepository.class).find(id).orElseThrow().queuedForDelete()).isTrue();
        }
    }

    @Test
    void whatIsForcedCannotBeRestored() {
        String id = servers.in(VmState.SOFT_DELETE, null);
        servers.act(id, "{\"forceDelete\": null}");
        messages.drain();

        ApiClient.Reply reply = servers.act(id, "{\"restore\": null}");

        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(409);
        assertThat(servers.row(id).taskState()).isEqualTo(TaskState.DELETING);
        assertThat(api.bean(InstanceMappingRepository.class).find(id).orElseThrow().queuedForDelete()).isTrue();
        assertThat(messages.drain()).isEmpty();
    }

    @Test
    void aLockAlsoStopsAForcedDeletion() {
        String id = servers.in(VmState.ACTIVE, null);
        servers.act(id, "{\"lock\": null}");
        messages.drain();

        ApiClient.Reply reply = servers.act(id, "{\"forceDelete\": null}");

        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(409);
        assertThat(servers.row(id).taskState()).isNull();
        assertThat(messages.drain()).isEmpty();
    }

    @Test
    void anIntervalBelowZeroIsRefused() {
        assertThatThrownBy(() -> new DeletionProperties(Duration.ofSeconds(-1)))
                .hasMessage("nova.reclaim-instance-interval must be 0 (delete at once) or more; it is -1 s");
    }

    private static List<String> ids(ApiClient client, String query) {
        ApiClient.Reply reply = client.get(LandedServers.SERVERS + query);
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        return reply.body().path("servers").valueStream().map(server -> server.path("id").asString("")).toList();
    }
}
