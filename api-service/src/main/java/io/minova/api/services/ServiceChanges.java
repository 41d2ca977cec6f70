package io.minova.api.services;

import io.minova.api.faults.ApiFault;
import io.minova.concurrency.CellResult;
import io.minova.objects.ServiceRecord;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.InstanceRepository;
import io.minova.store.ServiceRepository;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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

    private final Cells cells;
    private final ServiceRepository services;
    private final ServiceGroup group;
    private final InstanceRepository instances;

    ServiceChanges(Cells cells, ServiceRepository services, ServiceGroup group, InstanceRepository instances) {
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
        return byId(found.service().uuid()).service();
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
