package io.minova.api.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Addresses of resources as this client reaches them.
 *
 * <p>Mirrors {@code nova/api/openstack/common.py: ViewBuilder}.
 *
 * @param host scheme, name and port that the client used
 * @param version path of the API with its version, such as {@code /compute/v2.1}
 * @param project {@code /} and the project, when the client wrote it into the path; else empty
 */
public record Links(String host, String version, String project) {

    /** Links of one resource: {@code self} with the version and {@code bookmark} without. */
    public List<Map<String, String>> of(String collection, String id) {
        return List.of(Map.of("rel", "self", "href", self(collection, id)), Map.of("rel", "bookmark", "href", bookmark(collection, id)));
    }

    public String self(String collection, String id) {
        return host + version + project + "/" + collection + "/" + id;
    }

    public String bookmark(String collection, String id) {
        return host + version.substring(0, version.lastIndexOf('/')) + project + "/" + collection + "/" + id;
    }

    /** Only the bookmark, as for the image and flavor of a server. */
    public List<Map<String, String>> bookmarkOf(String collection, String id) {
        return List.of(Map.of("rel", "bookmark", "href", bookmark(collection, id)));
    }

    /** The link to the page after {@code marker}, with the same query otherwise. */
    public List<Map<String, String>> next(String collection, QueryParameters query, String marker) {
        StringBuilder href = new StringBuilder(host).append(version).append(project).append('/').append(collection).append('?');
        query.names().stream().filter(name -> !name.equals("marker")).sorted().forEach(name -> query.all(name)
                .forEach(value -> href.append(encode(name)).append('=').append(encode(value)).append('&')));
        href.append("marker=").append(encode(marker));
        return List.of(Map.of("rel", "next", "href", href.toString()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
