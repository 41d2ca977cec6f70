package io.minova.concurrency;

/** A process that runs on one backend was told to run on the other. Mirrors {@code oslo_service.backend.exceptions: BackendAlreadySelected}. */
public final class BackendAlreadySelectedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public BackendAlreadySelectedException(Backend selected, Backend wanted) {
        super("this process runs on %s for its whole life and cannot change to %s: restart it to switch".formatted(selected.word(), wanted.word()));
    }
}
