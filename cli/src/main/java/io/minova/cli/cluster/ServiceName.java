package io.minova.cli.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * One process of the cluster: {@code api}, {@code compute-2}.
 *
 * @param number from 1 for computes; 0 for those of which there is one
 */
public record ServiceName(ServiceKind kind, int number) {

    /** How it is written everywhere. */
    public String text() {
        return number == 0 ? kind.word() : kind.word() + "-" + number;
    }

    /** Its port when the API has that one: the whole cluster moves with {@code MINOVA_PORT}. */
    public int port(int apiPort) {
        return apiPort + kind.portOffset() + number;
    }

    /** Every process of a cluster with so many compute processes, in start order. */
    public static List<ServiceName> all(int computes) {
        List<ServiceName> names = new ArrayList<>();
        for (ServiceKind kind : ServiceKind.values()) {
            if (kind == ServiceKind.COMPUTE) {
                for (int number = 1; number <= computes; number++) {
                    names.add(new ServiceName(kind, number));
                }
            } else {
                names.add(new ServiceName(kind, 0));
            }
        }
        return List.copyOf(names);
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
