package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Sorts hosts, the best first: the sum over all weighers of multiplier times the measure normalised to 0..1; equal hosts keep their order.
 *
 * <p>Mirrors {@code nova/weights.py: normalize, BaseWeightHandler}.
 */
@Component
public class WeightHandler {

    private record Weighed(HostState host, double weight) {}

    private final List<HostWeigher> weighers;

    public WeightHandler(List<HostWeigher> weighers) {
        this.weighers = weighers;
    }

    public List<HostState> sorted(List<HostState> hosts, SchedulingRequest request) {
        if (hosts.size() < 2) {
            return hosts;
        }
        double[] weights = new double[hosts.size()];
        for (HostWeigher weigher : weighers) {
            if (weigher.multiplier() != 0) {
                add(weigher, hosts, request, weights);
            }
        }
        List<Weighed> weighed = new ArrayList<>(hosts.size());
        for (int index = 0; index < weights.length; index++) {
            weighed.add(new Weighed(hosts.get(index), weights[index]));
        }
        weighed.sort(Comparator.comparingDouble(Weighed::weight).reversed());
        return weighed.stream().map(Weighed::host).toList();
    }

    private static void add(HostWeigher weigher, List<HostState> hosts, SchedulingRequest request, double[] weights) {
        double[] raw = new double[weights.length];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int index = 0; index < raw.length; index++) {
            raw[index] = weigher.weigh(hosts.get(index), request);
            least = Math.min(least, raw[index]);
            most = Math.max(most, raw[index]);
        }
        if (most > least) {
            for (int index = 0; index < raw.length; index++) {
                weights[index] += weigher.multiplier() * (raw[index] - least) / (most - least);
            }
        }
    }
}
