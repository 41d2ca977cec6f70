package io.minova.compute.virt.profile;

import java.util.List;

/** A profile that cannot be used: every problem found, each with its key path and what is allowed. */
public final class InvalidProfileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public InvalidProfileException(String source, List<String> problems) {
        super("driver profile " + source + " cannot be used:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
