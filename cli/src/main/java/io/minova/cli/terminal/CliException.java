package io.minova.cli.terminal;

/** A failure the user can act on: its message is printed alone, and the process ends with its exit code. */
public final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The command could not do what it was asked. */
    public static final int FAILED = 1;
    /** An option or argument is wrong; what picocli itself answers. */
    public static final int USAGE = 2;
    /** A setting is wrong: EX_CONFIG of sysexits, the same code a service ends with. */
    public static final int CONFIGURATION = 78;

    private final int exitCode;

    private CliException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public static CliException failed(String message) {
        return new CliException(FAILED, message);
    }

    public static CliException usage(String message) {
        return new CliException(USAGE, message);
    }

    public static CliException configuration(String message) {
        return new CliException(CONFIGURATION, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
