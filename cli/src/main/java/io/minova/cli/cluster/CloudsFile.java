package io.minova.cli.cluster;

import io.minova.cli.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code clouds.yaml}, by which OpenStack clients find the cluster: {@code minova} (admin), {@code minova-demo} (member), {@code minova-reader}.
 *
 * <p>Clients look for it in the folder they are started in: a link in the project's own folder makes {@code openstack --os-cloud minova} work there
 * without any variable. A file of that name that someone else put there is left alone.
 */
public final class CloudsFile {

    /** A seeded user, and the cloud that stands for it. */
    public enum User {
        ADMIN("minova", "admin"),
        DEMO("minova-demo", "demo"),
        /** Reads the project of demo. */
        READER("minova-reader", "demo");

        private final String cloud;
        private final String project;

        User(String cloud, String project) {
            this.cloud = cloud;
            this.project = project;
        }

        String project() {
            return project;
        }

        /** Its name in the identity service. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private CloudsFile() {}

    /** The identity endpoint of the cluster with that port. */
    public static String authUrl(int apiPort) {
        return "http://127.0.0.1:" + apiPort + "/identity/v3";
    }

    static String text(int apiPort, String password) {
        return Arrays.stream(User.values()).map(user -> """
                  %s:
                    auth:
                      auth_url: %s
                      username: %s
                      password: "%s"
                      project_name: %s
                      user_domain_name: Default
                      project_domain_name: Default
                    region_name: RegionOne
                    identity_api_version: 3
                """.formatted(user.cloud, authUrl(apiPort), user, password, user.project))
                .collect(Collectors.joining("", "# Written by ./minova up\nclouds:\n", ""));
    }

    /** Lines for a shell: everything a client may want to know. They win over {@code --os-cloud}, so that they stand for one user only. */
    public static String exports(StateFolder folder, int apiPort, User user) {
        return """
                export OS_CLIENT_CONFIG_FILE='%s'
                export OS_AUTH_URL='%s'
                export OS_USERNAME='%s'
                export OS_PASSWORD='%s'
                export OS_PROJECT_NAME='%s'
                export OS_USER_DOMAIN_NAME='Default'
                export OS_PROJECT_DOMAIN_NAME='Default'
                export OS_REGION_NAME='RegionOne'
                export OS_IDENTITY_API_VERSION='3'
                """.formatted(folder.cloudsFile(), authUrl(apiPort), user, Secrets.of(folder).identity(), user.project);
    }

    /** Lines for a shell that leave the rest to {@code clouds.yaml}: {@code --os-cloud} can still name another user's cloud. */
    public static String cloudExports(StateFolder folder, User user) {
        return """
                unset OS_AUTH_URL OS_USERNAME OS_PASSWORD OS_PROJECT_NAME OS_USER_DOMAIN_NAME OS_PROJECT_DOMAIN_NAME OS_REGION_NAME OS_IDENTITY_API_VERSION
                export OS_CLIENT_CONFIG_FILE='%s'
                export OS_CLOUD='%s'
                """.formatted(folder.cloudsFile(), user.cloud);
    }

    static void write(StateFolder folder, int apiPort, String password) {
        StateFolder.writePrivately(folder.cloudsFile(), text(apiPort, password));
    }

    /** Links it into {@code root} when the state folder is the one inside it; true if clients started there will find it. */
    public static boolean link(StateFolder folder, Path root) {
        Path link = root.resolve("clouds.yaml");
        if (!folder.path().equals(root.resolve(".minova"))) {
            return false;
        }
        try {
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, root.relativize(folder.cloudsFile()));
            }
            return Files.isSymbolicLink(link) && Files.isSameFile(link, folder.cloudsFile());
        } catch (IOException | UnsupportedOperationException noLinks) {
            return false;
        }
    }

    /** Takes the link away again, if it is ours. */
    static void unlink(StateFolder folder, Path root) {
        Path link = root.resolve("clouds.yaml");
        try {
            if (Files.isSymbolicLink(link) && root.resolve(Files.readSymbolicLink(link)).equals(folder.cloudsFile())) {
                Files.delete(link);
            }
        } catch (IOException failure) {
            throw CliException.failed("Cannot remove " + link + ": " + failure.getMessage());
        }
    }
}
