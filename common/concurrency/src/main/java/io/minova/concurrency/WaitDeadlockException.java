package io.minova.concurrency;

/** The wait of a task was ended by the wait guard, because what it waited for could not have started before the wait ended. */
public final class WaitDeadlockException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WaitDeadlockException(String message) {
        super(message);
    }
}
