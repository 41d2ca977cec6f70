package io.minova.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long to boot before measuring: JVMs compile what is used much, on the same cores, for the first minute or two, and a cloud runs for months.
 *
 * <p>Goes on in batches until two in a row cost hardly less than the cheapest before them (one alone may have shared its cores with a stranger), or for as many
 * boots as were asked for.
 */
final class WarmUp {

    private static final int BATCH = 1000;
    private static final int BATCHES_MAX = 10;
    /** So many batches in a row that hardly cost less say that the compilers are nearly done. */
    private static final int STEADY_BATCHES = 2;
    /** At least this share of the cheapest before them. */
    private static final double HARDLY_LESS = 0.95;

    private final @Nullable Integer asked;
    private final List<Double> cpuMillisPerBoot = new ArrayList<>();
    private int booted;

    /** @param asked as many boots, 0 for none; {@code null}: until they cost the same */
    WarmUp(@Nullable Integer asked) {
        this.asked = asked;
    }

    /** The boots of the next batch, 0 when it is warm. */
    int next() {
        if (asked != null) {
            return Math.min(BATCH, asked - booted);
        }
        return isSteady() || cpuMillisPerBoot.size() == BATCHES_MAX ? 0 : BATCH;
    }

    void booted(int boots, double millisPerBoot) {
        booted += boots;
        cpuMillisPerBoot.add(millisPerBoot);
    }

    /** What a boot cost in each batch. */
    List<Double> cpuMillisPerBoot() {
        return List.copyOf(cpuMillisPerBoot);
    }

    private boolean isSteady() {
        int earlier = cpuMillisPerBoot.size() - STEADY_BATCHES;
        if (earlier < 1) {
            return false;
        }
        double cheapest = cheapest(cpuMillisPerBoot.subList(0, earlier));
        return cheapest(cpuMillisPerBoot.subList(earlier, cpuMillisPerBoot.size())) > HARDLY_LESS * cheapest;
    }

    private static double cheapest(List<Double> batches) {
        return batches.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }
}
