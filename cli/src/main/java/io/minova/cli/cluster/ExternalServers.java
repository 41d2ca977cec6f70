package io.minova.cli.cluster;

import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Servers that a cluster uses and {@code ./minova} does not start: a PostgreSQL, a RabbitMQ. Kept beside the secrets, because a service that is started again
 * needs them, and a password is among them.
 *
 * @param databaseUrl JDBC URL in which {@code {name}} stands for the database's name
 * @param rabbitmqUrl with user and password: {@code amqp://USER:PASSWORD@HOST:PORT/VHOST}
 */
public record ExternalServers(String databaseUrl, String databaseUser, String databasePassword, String rabbitmqUrl) {

    public static final String DATABASE_URL = "MINOVA_DATABASE_URL";
    public static final String DATABASE_USER = "MINOVA_DATABASE_USER";
    public static final String DATABASE_PASSWORD = "MINOVA_DATABASE_PASSWORD";
    public static final String RABBITMQ_URL = "MINOVA_RABBITMQ_URL";

    /** Those that the caller's variables name; each server at its usual port of this machine unless they say otherwise. */
    public static ExternalServers of(Map<String, String> environment) {
        return new ExternalServers(
                environment.getOrDefault(DATABASE_URL, "jdbc:postgresql://127.0.0.1:5432/{name}"), environment.getOrDefault(DATABASE_USER, "nova"),
                environment.getOrDefault(DATABASE_PASSWORD, ""), environment.getOrDefault(RABBITMQ_URL, "amqp://guest:guest@127.0.0.1:5672/"));
    }

    /** What is wrong with them for a cluster that uses them, one sentence each. */
    public List<String> problems(boolean usesPostgresql, boolean usesRabbitmq) {
        List<String> problems = new ArrayList<>();
        if (usesPostgresql && (!databaseUrl.startsWith("jdbc:postgresql://") || !databaseUrl.contains("/{name}"))) {
            problems.add("%s=%s is no address of PostgreSQL. Allowed: jdbc:postgresql://HOST:PORT/{name}".formatted(DATABASE_URL, databaseUrl));
        }
        if (usesPostgresql && databasePassword.isBlank()) {
            problems.add(
                    "--database postgresql: %s is not set; it is the password of the database user %s (%s)".formatted(DATABASE_PASSWORD, databaseUser,
                            DATABASE_USER));
        }
        if (usesRabbitmq && !isAmqp(rabbitmqUrl)) {
            problems.add("%s is no address of RabbitMQ. Allowed: amqp://USER:PASSWORD@HOST:PORT/VHOST".formatted(RABBITMQ_URL));
        }
        return problems;
    }

    private static boolean isAmqp(String url) {
        try {
            URI uri = URI.create(url);
            return "amqp".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() != null;
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }

    /** Those that this cluster was started with. */
    static ExternalServers read(StateFolder folder) {
        try {
            return Files.exists(folder.externalServersFile())
                    ? JsonText.read(Files.readString(folder.externalServersFile()), ExternalServers.class)
                    : of(Map.of());
        } catch (IOException failure) {
            throw CliException.failed("Cannot read " + folder.externalServersFile() + ": " + failure.getMessage());
        }
    }

    public void write(StateFolder folder) {
        StateFolder.writePrivately(folder.externalServersFile(), JsonText.pretty(this));
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "ExternalServers[" + databaseUrl + ", ...]";
    }
}
