package io.minova.api;

import io.minova.rpc.RpcServer;
import io.minova.service.NovaService;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.FlavorRepository;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The API's place in the life of a process: it serves no messages and reports nothing, as in Nova. Mirrors {@code nova/cmd/api.py}. */
@Component
final class ApiService implements NovaService {

    private final Cells cells;
    private final FlavorRepository flavors;

    ApiService(Cells cells, FlavorRepository flavors) {
        this.cells = cells;
        this.flavors = flavors;
    }

    @Override
    public String binary() {
        return "nova-osapi_compute";
    }

    @Override
    public String openStores() {
        return cells.all().stream().map(Cell::name).collect(Collectors.joining(", "));
    }

    @Override
    public void initHost() {
        // The first statements of a connection are the slow ones; no client shall wait for them.
        flavors.list();
        cells.all().forEach(cell -> cell.database().jdbc().sql("select 1").query(Integer.class).single());
    }

    @Override
    public void reportState() {
        // os-services hides API services, whose state nobody reports.
    }

    @Override
    public void serveRpc(RpcServer server) {
        // The API takes no messages.
    }
}
