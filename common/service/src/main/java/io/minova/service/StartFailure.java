package io.minova.service;

import io.minova.concurrency.BackendSelector;
import io.minova.objects.NovaException;
import java.net.BindException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.web.server.PortInUseException;

/**
 * Why a service did not start, as a sentence an operator can act on.
 *
 * @param exitCode as in sysexits: 78 configuration, 69 something needed is not there, 70 anything else
 */
record StartFailure(String sentence, int exitCode) {

    private static final int EXIT_UNAVAILABLE = 69;
    private static final int EXIT_SOFTWARE = 70;

    static StartFailure of(Throwable failure) {
        List<Throwable> chain = chain(failure);
        for (Throwable cause : chain) {
            switch (cause) {
                case ConfigurationRefusedException refused -> {
                    return new StartFailure(refusal(refused.problems()), BackendSelector.EXIT_CONFIGURATION);
                }
                case PortInUseException port -> {
                    return new StartFailure(
                            "port " + port.getPort() + " is in use; stop the process that has it, or set SERVER_PORT", EXIT_UNAVAILABLE);
                }
                case BindException bind -> {
                    return new StartFailure("its port cannot be opened (" + bind.getMessage() + "); set SERVER_PORT or SERVER_ADDRESS",
                            EXIT_UNAVAILABLE);
                }
                case org.springframework.boot.context.properties.bind.BindException bind -> {
                    return new StartFailure("property " + bind.getName() + " cannot be used: " + deepest(chain), BackendSelector.EXIT_CONFIGURATION);
                }
                case SQLException sql -> {
                    return new StartFailure(database(sql), EXIT_UNAVAILABLE);
                }
                case NovaException nova -> {
                    return new StartFailure(nova.code().word() + ": " + nova.getMessage(), EXIT_UNAVAILABLE);
                }
                default -> {}
            }
        }
        return new StartFailure(sentence(chain), EXIT_SOFTWARE);
    }

    private static String refusal(List<String> problems) {
        return problems.size() == 1
                ? problems.getFirst()
                : "its configuration has " + problems.size() + " problems\n  - " + String.join("\n  - ", problems);
    }

    private static String database(SQLException sql) {
        return "its database cannot be used (" + sql.getMessage()
                + "); is the database process up, and are NOVA_DATABASE_URL, NOVA_DATABASE_USER and "
                + "NOVA_DATABASE_PASSWORD right?";
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    private static String deepest(List<Throwable> chain) {
        return String.valueOf(chain.getLast().getMessage());
    }

    // Spring repeats the inner message in each outer one; the innermost says it without the wrapping.
    private static String sentence(List<Throwable> chain) {
        Throwable innermost = chain.getLast();
        for (StackTraceElement frame : innermost.getStackTrace()) {
            if (frame.getClassName().startsWith("io.minova.") && !frame.getClassName().startsWith("io.minova.service.")) {
                return innermost + " at " + frame;
            }
        }
        return innermost + "; LOGGING_LEVEL_IO_MINOVA_SERVICE=DEBUG shows the stack";
    }
}
