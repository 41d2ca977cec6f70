package io.minova.concurrency;

import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.util.ExceptionResult;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/** Tries an {@link Interleaving} in many orders of its threads' steps, one after another, with Lincheck's model checker: no chance is involved. */
public final class ModelCheck {

    /** Ten minutes for one order, so that a busy machine is not taken for a hang; a real one is found at once, because nobody can go on. */
    private static final long ORDER_TIMEOUT_MILLIS = 600_000;

    /** More than the spins of {@link BriefLock}, which would look like a loop without end. */
    private static final int LOOP_BOUND = 1_000;

    private static Interleaving scenario = Interleaving.A_TASK_HAS_ONE_TAKER;

    /** What the checker runs again and again. */
    @Operation
    public void run() {
        scenario.run();
    }

    /** What went wrong and the order in which it did; empty when all went well. Called by name, too, from {@link KnownBugsTest}. */
    static String failureOf(String name, int orders) {
        scenario = Interleaving.valueOf(name);
        initializeTheJdk();
        try {
            Interleaving.runQuietly(() -> options(orders).check(ModelCheck.class));
            return "";
        } catch (LincheckAssertionError e) {
            return e.getMessage();
        }
    }

    /** What the guard's texts need of it. Its static initialisers must not run while the checker holds threads: one would wait for another for ever. */
    private static void initializeTheJdk() {
        String text = "%s of %,d at %.1f".formatted(Interleaving.class, 1_000, 1.0);
        if (text.isEmpty()) {
            throw new IllegalStateException();
        }
    }

    private static ModelCheckingOptions options(int orders) {
        ModelCheckingOptions options = new ModelCheckingOptions();
        options.iterations(1).threads(1).actorsPerThread(1).actorsBefore(0).actorsAfter(0).minimizeFailedScenario(false);
        options.invocationsPerIteration(orders).invocationTimeout$lincheck(ORDER_TIMEOUT_MILLIS);
        options.loopBound(LOOP_BOUND).verifier(NothingThrown.class);
        // Runs under the executor's lock only, and has long loops.
        options.addGuarantee(ManagedStrategyGuaranteeKt.forClasses("org.HdrHistogram.Histogram", "org.HdrHistogram.AbstractHistogram",
                "org.HdrHistogram.AbstractHistogramBase").allMethods().ignore());
        return options;
    }

    /** The scenarios say by an exception that something is wrong. */
    public static final class NothingThrown implements Verifier {

        /** As the checker makes it; there is nothing to compare with. */
        public NothingThrown(Class<?> ignoredSpecification) {}

        @Override
        public boolean verifyResults(ExecutionScenario ignored, ExecutionResult results) {
            return results.getParallelResultsWithClock().stream().flatMap(thread -> thread.stream())
                    .noneMatch(result -> result.getResult() instanceof ExceptionResult);
        }
    }
}
