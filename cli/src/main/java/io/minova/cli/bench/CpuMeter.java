package io.minova.cli.bench;

import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.ProcessIdentity;
import java.util.LinkedHashMap;
import java.util.Map;

/** CPU time of every process of a cluster since a moment. Steps of 10 ms, so a run should take seconds. */
final class CpuMeter {

    private final ClusterRecord record;
    private final Map<String, Long> startMillis;
    private final long ownStartMillis;

    CpuMeter(ClusterRecord record) {
        this.record = record;
        this.startMillis = read();
        this.ownStartMillis = ownMillis();
    }

    /** Service to milliseconds used since the meter was made. */
    Map<String, Long> usedMillis() {
        Map<String, Long> used = new LinkedHashMap<>();
        read().forEach((name, millis) -> used.put(name, millis - startMillis.getOrDefault(name, 0L)));
        return used;
    }

    /** What this process itself used since then. */
    long ownUsedMillis() {
        return ownMillis() - ownStartMillis;
    }

    private Map<String, Long> read() {
        Map<String, Long> millis = new LinkedHashMap<>();
        record.services().forEach(entry -> millis.put(entry.name(), entry.process().cpu().toMillis()));
        return millis;
    }

    private static long ownMillis() {
        return ProcessIdentity.of(ProcessHandle.current().pid()).map(process -> process.cpu().toMillis()).orElse(0L);
    }
}
