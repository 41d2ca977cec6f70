package io.minova.objects;

/**
 * What the hypervisor says of a guest.
 *
 * <p>Mirrors {@code nova/compute/power_state.py}; 2 and 5 are unused there.
 */
public enum PowerState {
    NOSTATE(0),
    RUNNING(1),
    PAUSED(3),
    SHUTDOWN(4),
    CRASHED(6),
    SUSPENDED(7);

    private final int code;

    PowerState(int code) {
        this.code = code;
    }

    /** Nova's number, as in the database and the API. */
    public int code() {
        return code;
    }

    public static PowerState ofCode(int code) {
        for (PowerState candidate : values()) {
            if (candidate.code == code) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("no PowerState: " + code);
    }
}
