package io.minova.scheduler;

import io.minova.concurrency.CellResult;
import io.minova.concurrency.Time;
import io.minova.objects.ComputeNode;
import io.minova.service.NovaProperties;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.ComputeNodeRepository;
import io.minova.store.ComputeNodeRepository.NodeOfService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Knows the hosts: their states as the cells have them, and which instances each said it has.
 *
 * <p>A cell that does not answer or fails is left out: its hosts are not offered, the rest is.
 * <p>Mirrors {@code nova/scheduler/host_manager.py: HostManager}.
 */
@Component
public class HostManager {

    private static final Logger LOG = LoggerFactory.getLogger(HostManager.class);

    private final Cells cells;
    private final ComputeNodeRepository nodes;
    private final Time time;
    private final Duration serviceDownTime;
    private final Map<String, Set<String>> instancesByHost = new ConcurrentHashMap<>();

    @Autowired
    public HostManager(Cells cells, ComputeNodeRepository nodes, Time time, NovaProperties properties) {
        this(cells, nodes, time, properties.effectiveServiceDownTime());
    }

    HostManager(Cells cells, ComputeNodeRepository nodes, Time time, Duration serviceDownTime) {
        this.cells = cells;
        this.nodes = nodes;
        this.time = time;
        this.serviceDownTime = serviceDownTime;
    }

    /** States of those of the nodes that a cell still knows, in the order of {@code uuids}. */
    public List<HostState> hostStates(Collection<String> uuids) {
        Map<String, HostState> found = new java.util.HashMap<>();
        Map<Cell, CellResult<List<NodeOfService>>> answers = cells.scatterGather(cells.withHosts(), cell -> nodes.findWithService(cell, uuids));
        Instant now = time.now();
        answers.forEach((cell, answer) -> {
            switch (answer) {
                case CellResult.Answered<List<NodeOfService>> answered ->
                    answered.value().forEach(row -> found.put(row.node().uuid(), state(cell, row, now)));
                case CellResult.Failed<List<NodeOfService>> failed ->
                    LOG.warn("Hosts of cell {} are left out: its database failed: {}", cell.name(), failed.exception().getMessage());
                case CellResult.DidNotRespond<List<NodeOfService>> ignored ->
                    LOG.warn("Hosts of cell {} are left out: it did not respond within {} s", cell.name(), Cells.CELL_TIMEOUT.toSeconds());
            }
        });
        List<HostState> states = new ArrayList<>(found.size());
        for (String uuid : uuids) {
            HostState state = found.get(uuid);
            if (state != null) {
                states.add(state);
            }
        }
        return states;
    }

    private HostState state(Cell cell, NodeOfService row, Instant now) {
        ComputeNode node = row.node();
        boolean seen = row.lastSeenUp() != null && Duration.between(row.lastSeenUp(), now).abs().compareTo(serviceDownTime) <= 0;
        return new HostState(node, cell.uuid(), seen && !row.forcedDown(), !row.disabled());
    }

    /** Adds to what the host is known to have. */
    public void updateInstances(String host, Collection<String> instanceUuids) {
        instancesByHost.computeIfAbsent(host, added -> ConcurrentHashMap.newKeySet()).addAll(instanceUuids);
    }

    public void deleteInstance(String host, String instanceUuid) {
        Set<String> instances = instancesByHost.get(host);
        if (instances != null) {
            instances.remove(instanceUuid);
        }
    }

    /** What the host has said it has since this scheduler started. */
    public Set<String> instances(String host) {
        return Set.copyOf(instancesByHost.getOrDefault(host, Set.of()));
    }
}
