package io.minova.concurrency.bench;

import io.minova.concurrency.Backend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code ./minova bench concurrency [--rounds N] [WORD]}: every contender beside the JDK's executor, in turn and round after round, so that what else the
 * machine does meets all of them alike; prints the median of the rounds' ratios. {@code WORD}: only what contains it, as {@code empty}.
 */
public final class ConcurrencyBench {

    private static final List<String> CONTENDERS = List.of("process", "unguarded", "host", "capped");
    private static final List<Integer> CELLS = List.of(1, 5, 50);

    private static final int WRONG_USAGE = 78;

    /** The collector decides what a reference written costs, and that is most of a queue. */
    private static final List<String> AS_SERVICES_RUN = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    private final int rounds;
    private final String word;
    /** Everything that could have been asked for. */
    private final Set<String> lines = new LinkedHashSet<>();
    private final long tokens = tokensOf100Micros();
    /** Line of the report to the ratio of each round. */
    private final Map<String, List<Double>> ratios = new LinkedHashMap<>();
    private final Map<String, List<Double>> micros = new LinkedHashMap<>();

    private ConcurrencyBench(int rounds, String word) {
        this.rounds = rounds;
        this.word = word;
    }

    public static void main(String[] args) throws IOException, InterruptedException, RunnerException {
        List<String> words = new ArrayList<>(Arrays.asList(args));
        int rounds = 3;
        int option = words.indexOf("--rounds");
        if (option >= 0 && option + 1 < words.size()) {
            rounds = Integer.parseInt(words.get(option + 1));
            words.subList(option, option + 2).clear();
        }
        new ConcurrencyBench(rounds, words.isEmpty() ? "" : words.getFirst()).run();
    }

    private void run() throws IOException, InterruptedException, RunnerException {
        for (int round = 1; round <= rounds; round++) {
            for (Backend backend : Backend.values()) {
                compare(backend, "emptyTasks", CONTENDERS, 1);
                compare(backend, "tasksOf100Micros", CONTENDERS, 1);
                compare(backend, "submitToStart", CONTENDERS, 1);
                for (int cells : CELLS) {
                    compare(backend, "gather", List.of("process"), cells);
                }
            }
            if (ratios.isEmpty() && !"waiting".contains(word)) {
                System.err.println("No benchmark contains '" + word + "'. Allowed: a part of 'waiting' or of one of these lines:");
                lines.forEach(line -> System.err.println("  " + line));
                System.exit(WRONG_USAGE);
            }
            System.out.println("round " + round + " of " + rounds + " done");
        }
        System.out.println();
        System.out.println(
                "Speed of the seam as a share of the JDK's own executor (1.00 is as fast; median of " + rounds + " rounds, lowest to highest):");
        ratios.forEach(
                (line, values) -> System.out.printf(Locale.ROOT, "  %-44s %.2f   (%.2f to %.2f)   %.2f us against %.2f%n", line, median(values),
                        sorted(values).getFirst(), sorted(values).getLast(), median(micros.getOrDefault(line, List.of())),
                        median(micros.getOrDefault(line + " raw", List.of()))));
        if ("waiting".contains(word)) {
            System.out.println("Bytes of heap per waiting task, beyond the first 10,000:");
            for (Backend backend : Backend.values()) {
                for (String contender : List.of("raw", "process", "host", "capped")) {
                    System.out.printf("  %-44s %s%n", name(backend) + " " + contender, bytesPerWaitingTask(backend, contender));
                }
            }
        }
    }

    private void compare(Backend backend, String benchmark, List<String> contenders, int cells) throws RunnerException {
        String what = name(backend) + " " + benchmark + (benchmark.equals("gather") ? " of " + cells : "") + " ";
        contenders.forEach(contender -> lines.add(what + contender));
        List<String> wanted = contenders.stream().filter(contender -> (what + contender).contains(word)).toList();
        if (wanted.isEmpty()) {
            return;
        }
        double raw = measure(backend, benchmark, "raw", cells);
        for (String contender : wanted) {
            double own = measure(backend, benchmark, contender, cells);
            String line = what + contender;
            ratios.computeIfAbsent(line, key -> new ArrayList<>()).add(raw / own);
            micros.computeIfAbsent(line, key -> new ArrayList<>()).add(own);
            micros.computeIfAbsent(line + " raw", key -> new ArrayList<>()).add(raw);
        }
    }

    private double measure(Backend backend, String benchmark, String contender, int cells) throws RunnerException {
        List<String> flags = new ArrayList<>(flags(backend));
        flags.add("-D" + Submissions.TOKENS + "=" + tokens);
        flags.add("--sun-misc-unsafe-memory-access=allow");
        flags.addAll(AS_SERVICES_RUN);
        return new Runner(new OptionsBuilder()
                .include(Submissions.class.getName() + "\\." + benchmark + "$")
                .param("backend", backend.name())
                .param("contender", contender)
                .param("cells", String.valueOf(cells))
                .jvmArgs(flags.toArray(String[]::new))
                .forks(1)
                .warmupIterations(5)
                .warmupTime(TimeValue.milliseconds(700))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(400))
                .verbosity(VerboseMode.SILENT)
                .build()).run().iterator().next().getPrimaryResult().getStatistics().getPercentile(50);
    }

    private static List<String> flags(Backend backend) {
        return backend == Backend.THREADING
                ? List.of()
                : List.of("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1", "-Djdk.pollerMode=1");
    }

    private static String bytesPerWaitingTask(Backend backend, String contender) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags(backend));
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), WaitingTasks.class.getName(),
                backend.name(), contender));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? output.strip() : "failed";
    }

    /** How much of JMH's standard work takes 100 us here: the best of many tries, which nothing interrupted. */
    private static long tokensOf100Micros() {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 2_000; i++) {
            long begin = System.nanoTime();
            Blackhole.consumeCPU(10_000);
            best = Math.min(best, System.nanoTime() - begin);
        }
        return 10_000L * 100_000 / Math.max(1, best);
    }

    private static String name(Backend backend) {
        return backend.name().toLowerCase(Locale.ROOT);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = sorted(values);
        return (sorted.get(values.size() / 2) + sorted.get((values.size() - 1) / 2)) / 2;
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }
}
