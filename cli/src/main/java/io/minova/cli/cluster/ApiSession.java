package io.minova.cli.cluster;

import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The admin user's way through the public API, for what the commands themselves need to know. Threads: one caller. */
public final class ApiSession {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final LocalHttp http;
    private final String token;

    private ApiSession(LocalHttp http, String token) {
        this.http = http;
        this.token = token;
    }

    /** Logs in as admin. */
    public static ApiSession open(int apiPort, Secrets secrets) throws IOException {
        LocalHttp http = new LocalHttp(apiPort, TIMEOUT_MILLIS);
        LocalHttp.Answer answer = http.send("POST", "/identity/v3/auth/tokens", Map.of(), tokenRequest(CloudsFile.User.ADMIN, secrets.identity()));
        String token = answer.subjectToken();
        if (answer.status() != 201 || token == null) {
            throw CliException.failed("The API did not accept the admin password: " + answer.status() + " " + answer.body());
        }
        return new ApiSession(http, token);
    }

    /** Body of a password login of that seeded user. */
    public static String tokenRequest(CloudsFile.User user, String password) {
        Map<String, Object> domain = Map.of("id", "default");
        return JsonText.line(Map.of("auth", Map.of(
                "identity",
                Map.of("methods", new String[] {"password"}, "password",
                        Map.of("user", Map.of("name", user.toString(), "password", password, "domain", domain))),
                "scope", Map.of("project", Map.of("name", user.project(), "domain", domain)))));
    }

    public String token() {
        return token;
    }

    public LocalHttp.Answer send(String method, String path, @Nullable String json) throws IOException {
        return http.send(method, path, Map.of("X-Auth-Token", token), json);
    }

    /** The JSON of a GET that must succeed. */
    public JsonNode get(String path) throws IOException {
        LocalHttp.Answer answer = send("GET", path, null);
        if (!answer.isSuccess()) {
            throw CliException.failed("GET " + path + " answered " + answer.status() + ": " + answer.body());
        }
        return JsonText.tree(answer.body());
    }
}
