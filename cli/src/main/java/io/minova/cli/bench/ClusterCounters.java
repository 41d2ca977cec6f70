package io.minova.cli.bench;

import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.ServiceProbe;

/**
 * What all services of a cluster have counted so far.
 *
 * @param messages sent, each counted at its sender
 * @param statements of SQL, by the services that use the database
 */
record ClusterCounters(long messages, long statements) {

    static ClusterCounters read(ClusterRecord record) {
        return new ClusterCounters(sum(record, "rpc", "/messages/sent"), sum(record, "sql", "/statements"));
    }

    private static long sum(ClusterRecord record, String endpoint, String pointer) {
        return record.services().stream()
                .mapToLong(entry -> new ServiceProbe(entry).actuator(endpoint).map(json -> json.at(pointer).asLong(0)).orElse(0L))
                .sum();
    }

    ClusterCounters since(ClusterCounters earlier) {
        return new ClusterCounters(messages - earlier.messages, statements - earlier.statements);
    }
}
