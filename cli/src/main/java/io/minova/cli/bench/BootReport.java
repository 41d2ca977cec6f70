package io.minova.cli.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run of boots did and cost.
 *
 * @param warmUpCpuMillisPerBoot of each batch of boots before the measured ones
 * @param bootsPerSecond first POST to last ACTIVE
 * @param errors POSTs refused, servers in ERROR, servers without an end
 * @param toActiveMillis from the POST until a listing showed ACTIVE, so up to 200 ms late
 * @param cpuMillisPerBoot of all services and the database together
 * @param benchCpuMillisPerBoot of the load itself, on the same cores, not part of the former
 * @param floor the same number of bare hops and statements
 * @param cpuRatio cost of a boot to cost of its floor
 * @param timeRatio time of a boot to time of its floor, at the same concurrency
 */
public record BootReport(
        int boots,
        int concurrency,
        int computes,
        int hostsPerCompute,
        String driver,
        String transport,
        String database,
        Map<String, String> backends,
        List<Double> warmUpCpuMillisPerBoot,
        double seconds,
        double bootsPerSecond,
        int errors,
        Percentiles toActiveMillis,
        Percentiles postMillis,
        double cpuMillisPerBoot,
        Map<String, Double> cpuMillisPerBootOf,
        double benchCpuMillisPerBoot,
        double messagesPerBoot,
        double statementsPerBoot,
        Floor.Cost floor,
        double cpuRatio,
        double timeRatio) {

    /** For people. */
    public String text() {
        return """
                boots               %d, %d POSTs at once, %d compute process(es) of %d hosts, driver %s
                beneath             messages over %s, data in %s; the CPU of servers that are not the cluster's own is in no figure
                backends            %s
                warm-up             CPU ms per boot of each batch: %s
                servers/s           %.1f  (first POST to last ACTIVE: %.2f s)   errors %d
                to ACTIVE, ms       %s
                POST, ms            %s
                CPU ms per boot     %.1f: %s   (the load itself: %.1f more)
                per boot            %.1f messages, %.1f SQL statements
                floor               %.0f bare hops + %.0f bare statements: %.1f CPU ms, %.1f such boots/s
                ratio to the floor  CPU %.1f, time %.1f"""
                .formatted(
                        boots, concurrency, computes, hostsPerCompute, driver, transport, database, joined(backends), warmUpCpuMillisPerBoot,
                        bootsPerSecond, seconds,
                        errors, toActiveMillis,
                        postMillis,
                        cpuMillisPerBoot, joined(cpuMillisPerBootOf), benchCpuMillisPerBoot, messagesPerBoot, statementsPerBoot, floor.hops(),
                        floor.statements(), floor.cpuMillisPerBoot(), floor.bootsPerSecond(), cpuRatio, timeRatio);
    }

    private static String joined(Map<String, ?> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + (entry.getValue() instanceof Double number ? "%.1f".formatted(number) : entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
