package io.minova.cli.cluster;

import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What the services prove themselves with, made once per cluster and kept until it is purged, because the database keeps its password too.
 *
 * @param rpc shared by all services; who lacks it is refused
 * @param database of the database user
 * @param identity of the seeded users admin, demo and reader
 */
public record Secrets(String rpc, String database, String identity) {

    /** 24 bytes: 192 bits, in digits that no shell, URL or option parser minds. */
    private static final int SECRET_BYTES = 24;

    /** Reads them, or makes them. */
    public static Secrets of(StateFolder folder) {
        try {
            if (Files.exists(folder.secretsFile())) {
                return JsonText.read(Files.readString(folder.secretsFile()), Secrets.class);
            }
        } catch (IOException failure) {
            throw CliException.failed("Cannot read " + folder.secretsFile() + ": " + failure.getMessage());
        }
        Secrets made = new Secrets(random(), random(), random());
        StateFolder.writePrivately(folder.secretsFile(), JsonText.pretty(made));
        return made;
    }

    private static String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Without the secrets: a record that is logged must not tell them. */
    @Override
    public String toString() {
        return "Secrets[...]";
    }
}
