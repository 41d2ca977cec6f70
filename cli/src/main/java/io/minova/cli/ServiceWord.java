package io.minova.cli;

import io.minova.cli.cluster.ServiceKind;
import io.minova.cli.cluster.ServiceName;
import io.minova.cli.terminal.CliException;
import io.minova.concurrency.NearestMatch;
import java.util.List;

/** Reads the name of a service from the command line. */
final class ServiceWord {

    private ServiceWord() {}

    /** The one of {@code known} that is meant; {@code compute} alone means compute-1 if it is the only one. */
    static ServiceName named(String word, List<ServiceName> known) {
        List<ServiceName> computes = known.stream().filter(name -> name.kind() == ServiceKind.COMPUTE).toList();
        if (word.equals(ServiceKind.COMPUTE.word()) && computes.size() == 1) {
            return computes.getFirst();
        }
        List<String> words = known.stream().map(ServiceName::text).toList();
        return known.stream()
                .filter(name -> name.text().equals(word))
                .findFirst()
                .orElseThrow(() -> CliException.usage("No service is called %s. Allowed: %s. Did you mean %s?"
                        .formatted(word, String.join(", ", words), NearestMatch.of(word, words).orElseThrow())));
    }
}
