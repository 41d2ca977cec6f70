package io.minova.cli.terminal;

/** Where a command tells what it is doing. Goes to standard error, so that standard output holds the result alone and can be piped. */
@FunctionalInterface
public interface Progress {

    void say(String line);

    static Progress toStandardError() {
        return System.err::println;
    }

    /** For commands whose only output is their result. */
    static Progress silent() {
        return line -> {};
    }
}
