package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Paging;
import io.minova.api.web.Query;
import io.minova.objects.Instance;
import io.minova.objects.InstanceFault;
import io.minova.objects.NovaException;
import io.minova.store.InstanceFaultRepository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Servers. Mirrors {@code nova/api/openstack/compute/servers.py: ServersController} and {@code ips.py}. */
@Controller
@RequestMapping("/compute/v2.1/servers")
final class ServersController {

    private final ServerLookup lookup;
    private final ServerList list;
    private final ServerView view;
    private final ServerCreation creation;
    private final ServerChanges changes;
    private final ServerDeletion deletion;
    private final ServerGroups groups;
    private final UnavailableServers unavailable;
    private final InstanceFaultRepository faults;

    ServersController(
            ServerLookup lookup,
            ServerList list,
            ServerView view,
            ServerCreation creation,
            ServerChanges changes,
            ServerDeletion deletion,
            ServerGroups groups,
            UnavailableServers unavailable,
            InstanceFaultRepository faults) {
        this.lookup = lookup;
        this.list = list;
        this.view = view;
        this.creation = creation;
        this.changes = changes;
        this.deletion = deletion;
        this.groups = groups;
        this.unavailable = unavailable;
        this.faults = faults;
    }

    @GetMapping
    @Query("servers-query")
    Answer index(ComputeRequest request) {
        ServerPolicies.INDEX.require(request.context());
        return page(request, list.list(request, false), false);
    }

    @GetMapping("/detail")
    @Query("servers-query")
    Answer detail(ComputeRequest request) {
        ServerPolicies.DETAIL.require(request.context());
        return page(request, list.list(request, true), true);
    }

    @PostMapping
    Answer create(ComputeRequest request, @Body("server-create") JsonNode body) {
        ServerCreation.Created created = creation.create(request, body);
        if (ServerCreation.isTrue(body.path("server").path("return_reservation_id"))) {
            return new Answer(202, Map.of("reservation_id", created.reservationId()));
        }
        Instance first = created.first();
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("id", first.uuid());
        server.put("links", request.links().of("servers", first.uuid()));
        server.put("OS-DCF:diskConfig", SystemMetadata.diskConfig(first));
        server.put("security_groups", first.securityGroups().stream().map(name -> Map.of("name", name)).toList());
        server.put("adminPass", created.adminPass());
        return new Answer(202, Map.of("server", server), Map.of("Location", request.links().self("servers", first.uuid())));
    }

    @GetMapping("/{id}")
    Answer show(ComputeRequest request, @PathVariable String id) {
        ServerLookup.Found found;
        try {
            found = lookup.find(request.context(), id);
        } catch (NovaException failure) {
            return Answer.ok(Map.of("server", unavailable.show(request, id, failure)));
        }
        ServerPolicies.SHOW.require(request.context(), found.instance().projectId());
        Map<String, Object> server = view.show(request, found.instance(), fault(found), ServerView.Purpose.SHOW);
        server.computeIfPresent("server_groups", (unused, none) -> groups.of(found.instance().uuid()));
        return Answer.ok(Map.of("server", server));
    }

    @PutMapping("/{id}")
    Answer update(ComputeRequest request, @PathVariable String id, @Body("server-update") JsonNode body) {
        ServerLookup.Found found = lookup.find(request.context(), id);
        ServerPolicies.UPDATE.require(request.context(), found.instance().projectId());
        Instance changed = changes.change(request, found, body.path("server"));
        return Answer
                .ok(Map.of("server", view.show(request, changed, fault(new ServerLookup.Found(changed, found.cell())), ServerView.Purpose.UPDATE)));
    }

    @DeleteMapping("/{id}")
    Answer delete(ComputeRequest request, @PathVariable String id) {
        ServerLookup.Found found = lookup.find(request.context(), id);
        ServerPolicies.DELETE.require(request.context(), found.instance().projectId());
        ServerLock.requireUnlocked(request.context(), found.instance());
        deletion.delete(request.context(), found);
        return Answer.noContent();
    }

    @GetMapping("/{id}/ips")
    Answer ips(ComputeRequest request, @PathVariable String id) {
        Instance instance = lookup.find(request.context(), id).instance();
        ServerPolicies.IPS_INDEX.require(request.context(), instance.projectId());
        return Answer.ok(Map.of("addresses", ServerView.addresses(instance, false)));
    }

    @GetMapping("/{id}/ips/{network}")
    Answer ips(ComputeRequest request, @PathVariable String id, @PathVariable String network) {
        Instance instance = lookup.find(request.context(), id).instance();
        ServerPolicies.IPS_SHOW.require(request.context(), instance.projectId());
        List<Map<String, Object>> addresses = ServerView.addresses(instance, false).get(network);
        if (addresses == null) {
            throw ApiFault.notFound("Instance is not a member of specified network");
        }
        return Answer.ok(Map.of(network, addresses));
    }

    private Answer page(ComputeRequest request, ServerList.Page page, boolean detail) {
        List<Map<String, Object>> views = new ArrayList<>(page.servers().size());
        for (Instance instance : page.servers()) {
            views.add(detail
                    ? view.show(request, instance, page.faults().get(instance.uuid()), ServerView.Purpose.LIST)
                    : view.basic(request, instance));
        }
        page.unavailable().forEach(server -> views.add(UnavailableServers.entry(request, server, detail)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("servers", views);
        String last = page.servers().isEmpty() ? null : page.servers().getLast().uuid();
        Paging.of(request.query()).addLink(answer, "servers_links", request, detail ? "servers/detail" : "servers", views, last);
        return Answer.ok(answer);
    }

    private @Nullable InstanceFault fault(ServerLookup.Found found) {
        if (found.cell() == null || !ServerView.showsFault(found.instance())) {
            return null;
        }
        String uuid = found.instance().uuid();
        return faults.latest(found.cell(), List.of(uuid)).get(uuid);
    }
}
