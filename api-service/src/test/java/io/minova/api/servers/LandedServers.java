package io.minova.api.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.api.image.Images;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.ServiceRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Servers of one user as they are on a host, made without one. */
public final class LandedServers {

    public static final String SERVERS = "/compute/v2.1/servers";
    public static final String HOST = "host-1";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Cell cell = api.bean(Cells.class).withHosts().getFirst();
    private final ApiClient client;

    public LandedServers(ApiClient client) {
        this.client = client;
        hostReports(HOST);
    }

    /** A host that is up from now on. */
    public void hostReports(String host) {
        api.bean(ServiceRepository.class).register(cell, List.of(host), "nova-compute", "compute");
        api.bean(ServiceRepository.class).report(cell, List.of(host), "nova-compute");
    }

    public String image() {
        return api.bean(Images.class).all().stream().filter(candidate -> "cirros".equals(candidate.name())).findFirst().orElseThrow().id();
    }

    /** Its id. */
    public String in(VmState vm, @Nullable TaskState task) {
        ApiClient.Reply reply = client.post(SERVERS, "{\"server\": {\"name\": \"one\", \"flavorRef\": \"1\", \"imageRef\": \"" + image()
                + "\", \"networks\": \"auto\"}}");
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(202);
        String id = reply.body().path("server").path("id").asString("");
        Instance promised = api.bean(BuildRequestRepository.class).find(id).orElseThrow().instance();
        api.bean(InstanceRepository.class).create(cell, promised);
        api.bean(InstanceMappingRepository.class).setCell(id, cell.uuid());
        api.bean(BuildRequestRepository.class).delete(id);
        change(id, InstanceUpdate.builder().vmState(vm).taskState(task).powerState(PowerState.RUNNING).host(HOST).node(HOST)
                .launchedAt(Instant.parse("2026-01-01T00:00:00Z")));
        api.bean(RecordedMessages.class).drain();
        return id;
    }

    public void change(String id, InstanceUpdate.Builder update) {
        api.bean(InstanceRepository.class).save(cell, id, update.build(), null);
    }

    public Instance row(String id) {
        return api.bean(InstanceRepository.class).find(cell, id).orElseThrow();
    }

    public ApiClient.Reply act(String id, String body) {
        return client.post(SERVERS + "/" + id + "/action", body);
    }

    public List<String> actions(String id) {
        return client.get(SERVERS + "/" + id + "/os-instance-actions").body().path("instanceActions").valueStream()
                .map((JsonNode action) -> action.path("action").asString(""))
                .toList();
    }
}
