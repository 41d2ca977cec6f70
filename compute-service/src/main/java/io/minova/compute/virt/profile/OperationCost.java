package io.minova.compute.virt.profile;

import java.util.List;

/**
 * What one operation costs and how often it goes wrong.
 *
 * @param failureRate from 0 (never fails) to 1 (always); a failing operation does all its steps first
 */
public record OperationCost(double failureRate, List<Step> steps) {

    /** Costs nothing, never fails. */
    public static final OperationCost FREE = new OperationCost(0, List.of());

    public OperationCost {
        steps = List.copyOf(steps);
    }

    public boolean isFree() {
        return failureRate == 0 && steps.isEmpty();
    }
}
