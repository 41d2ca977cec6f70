package io.minova.concurrency;

import java.util.List;

/** What the environment of a service amounts to: a backend, or every reason why it must not start. */
public sealed interface BackendDecision {

    /** The service may start on this. */
    record Chosen(BackendSelection selection) implements BackendDecision {}

    /** The service must not start. */
    record Refused(String service, List<String> problems) implements BackendDecision {

        public Refused {
            problems = List.copyOf(problems);
        }

        /** All problems at once, one per line. */
        public String message() {
            return "minova " + service + " does not start, its environment is wrong:" + System.lineSeparator() + "  "
                    + String.join(System.lineSeparator() + "  ", problems);
        }
    }
}
