package io.minova.cli.cluster;

/**
 * Where a cluster's databases are: in its own H2 process, or in a PostgreSQL that it does not start.
 *
 * @param url JDBC URL in which {@code {name}} stands for the database's name
 */
public record DatabaseAddress(String url, String user, String password) {

    private static final String H2_USER = "nova";

    /** Of the cluster that runs from this folder. */
    public static DatabaseAddress of(StateFolder folder, ClusterPlan plan) {
        return of(plan, Secrets.of(folder), ExternalServers.read(folder));
    }

    static DatabaseAddress of(ClusterPlan plan, Secrets secrets, ExternalServers external) {
        if (plan.usesPostgresql()) {
            return new DatabaseAddress(external.databaseUrl(), external.databaseUser(), external.databasePassword());
        }
        int port = new ServiceName(ServiceKind.DATABASE, 0).port(plan.apiPort());
        return new DatabaseAddress("jdbc:h2:tcp://127.0.0.1:" + port + "/./{name}", H2_USER, secrets.database());
    }

    /** JDBC URL of one database. */
    public String urlOf(String name) {
        return url.replace("{name}", name);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseAddress[" + url + ", ...]";
    }
}
