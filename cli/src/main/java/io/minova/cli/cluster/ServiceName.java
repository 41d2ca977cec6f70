package io.minova.cli.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One process of the cluster: {@code api}, {@code compute-2}.
 *
 * @param number from 1 of computes, and of conductors or schedulers if they are several; 0 for those of which there is one
 */
public record ServiceName(ServiceKind kind, int number) {

    /** Conductors or schedulers: as many as there are ports between theirs and those of the computes. */
    public static final int REPLICAS_MAX = 3;

    /** How it is written everywhere. */
    public String text() {
        return number == 0 ? kind.word() : kind.word() + "-" + number;
    }

    /** Its port when the API has that one: the whole cluster moves with {@code MINOVA_PORT}. */
    public int port(int apiPort) {
        return apiPort + switch (kind) {
            case COMPUTE -> kind.portOffset() + number;
            // In turn between the first ones and the computes: 8775 and 8776, 8777 and 8778, 8779 and 8780.
            case CONDUCTOR, SCHEDULER -> kind.portOffset() + 2 * Math.max(0, number - 1);
            case DATABASE, API -> kind.portOffset();
        };
    }

    /** Every process of a cluster with so many compute processes and one of every other kind, in start order. */
    public static List<ServiceName> all(int computes) {
        return all(1, 1, computes);
    }

    /** Every process of a cluster with so many of these kinds, in start order. */
    public static List<ServiceName> all(int conductors, int schedulers, int computes) {
        List<ServiceName> names = new ArrayList<>();
        for (ServiceKind kind : ServiceKind.values()) {
            names.addAll(switch (kind) {
                case CONDUCTOR -> several(kind, conductors);
                case SCHEDULER -> several(kind, schedulers);
                case COMPUTE -> numbered(kind, computes);
                case DATABASE, API -> List.of(new ServiceName(kind, 0));
            });
        }
        return List.copyOf(names);
    }

    /** The processes of one kind of which there may be one or several: the only one has no number. */
    static List<ServiceName> several(ServiceKind kind, int count) {
        return count <= 1 ? List.of(new ServiceName(kind, 0)) : numbered(kind, count);
    }

    private static List<ServiceName> numbered(ServiceKind kind, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> new ServiceName(kind, number)).toList();
    }

    /** Reads the written form. */
    public static ServiceName parse(String text) {
        int dash = text.lastIndexOf('-');
        return dash < 0
                ? new ServiceName(ServiceKind.of(text), 0)
                : new ServiceName(ServiceKind.of(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    @Override
    public String toString() {
        return text();
    }
}
