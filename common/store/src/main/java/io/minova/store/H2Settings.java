package io.minova.store;

/** Settings that H2 reads once, when its first class is used. */
final class H2Settings {

    private H2Settings() {}

    /**
     * Server and client both forget a statement when {@code h2.serverCachedObjects} (64) younger objects have come into being on its connection, results
     * included. It is a bound on ids, not on memory: what is closed is freed at once.
     */
    static void keepStatements() {
        System.setProperty("h2.serverCachedObjects", "1000000000");
    }

    static void bind(String address) {
        System.setProperty("h2.bindAddress", address);
    }
}
