package io.minova.api.services;

import io.minova.api.faults.ApiFault;
import io.minova.concurrency.CellResult;
import io.minova.objects.NovaException;
import io.minova.objects.ServiceRecord;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeRpc;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.InstanceRepository;
import io.minova.store.ServiceRepository;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What an administrator changes of services, in whichever cell they are.
 *
 * <p>Failure: 404 for a service that does not exist, 409 for deleting one with servers.
 * <p>Mirrors {@code nova/compute/api.py: HostAPI.service_update_by_host_and_binary, service_update, service_delete}.
 */
@Component
final class ServiceChanges {

    /** A service and where its row is. */
    record Found(Cell cell, ServiceRecord service) {}

    private static final Logger LOG = LoggerFactory.getLogger(ServiceChanges.class);

    private final Cells cells;
    private final ServiceRepository services;
    private final ServiceGroup group;
    private final InstanceRepository instances;
    private final RpcClient rpc;

    ServiceChanges(Cells cells, ServiceRepository services, ServiceGroup group, InstanceRepository instances, RpcClient rpc) {
        this.rpc = rpc;
        this.cells = cells;
        this.services = services;
        this.group = group;
        this.instances = instances;
    }

    Found byHost(String host, String binary) {
        return find(service -> service.host().equals(host) && service.binary().equals(binary),
                "Could not find binary " + binary + " on host " + host + ".");
    }

    Found byId(String id) {
        return find(service -> service.uuid().equals(id) || Long.toString(service.id()).equals(id), "Service " + id + " could not be found.");
    }

    ServiceRecord save(Found found, boolean disabled, @Nullable String disabledReason, boolean forcedDown) {
        services.save(found.cell(), found.service().uuid(), disabled, disabledReason, forcedDown);
        group.forget();
        if (disabled != found.service().disabled() && found.service().binary().equals("nova-compute")) {
            tell(found.service(), disabled);
        }
        return byId(found.service().uuid()).service();
    }

    // A host that is down, or does not hear it, tells placement itself with its next audit.
    private void tell(ServiceRecord service, boolean disabled) {
        if (!group.isUp(service)) {
            LOG.info("Compute service on host {} is down: placement hears when it is back whether it is disabled", service.host());
            return;
        }
        try {
            rpc.target(ComputeRpc.class, service.host()).setHostEnabled(!disabled);
        } catch (NovaException e) {
            LOG.warn("Host {} did not tell placement that it is {}: {}", service.host(), disabled ? "disabled" : "enabled", e.getMessage());
        }
    }

    void delete(Found found) {
        if (found.service().binary().equals("nova-compute") && !instances.findByHosts(found.cell(), List.of(found.service().host())).isEmpty()) {
            throw ApiFault.conflict("Unable to delete compute service that is hosting instances. Migrate or delete the instances first.");
        }
        services.destroy(found.cell(), found.service().uuid());
        group.forget();
    }

    private Found find(Predicate<ServiceRecord> wanted, String otherwise) {
        Map<Cell, CellResult<List<ServiceRecord>>> results = cells.scatterGather(cells.all(), services::list);
        for (Map.Entry<Cell, CellResult<List<ServiceRecord>>> result : results.entrySet()) {
            if (result.getValue() instanceof CellResult.Answered<List<ServiceRecord>>(List<ServiceRecord> rows)) {
                for (ServiceRecord row : rows) {
                    if (wanted.test(row)) {
                        return new Found(result.getKey(), row);
                    }
                }
            }
        }
        throw ApiFault.notFound(otherwise);
    }
}
