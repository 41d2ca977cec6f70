package io.minova.objects;

/**
 * What an instance stably is.
 *
 * <p>Mirrors {@code nova/compute/vm_states.py}.
 */
public enum VmState {
    ACTIVE("active"),
    BUILDING("building"),
    PAUSED("paused"),
    SUSPENDED("suspended"),
    STOPPED("stopped"),
    RESCUED("rescued"),
    RESIZED("resized"),
    SOFT_DELETE("soft-delete"),
    DELETED("deleted"),
    ERROR("error"),
    SHELVED("shelved"),
    SHELVED_OFFLOADED("shelved_offloaded");

    private final String word;

    VmState(String word) {
        this.word = word;
    }

    /** Nova's spelling, as in the database and the API. */
    public String word() {
        return word;
    }

    /** The constant of Nova's spelling; an unknown word is a broken promise of whoever wrote it. */
    public static VmState ofWord(String word) {
        for (VmState candidate : values()) {
            if (candidate.word.equals(word)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("no VmState: " + word);
    }
}
