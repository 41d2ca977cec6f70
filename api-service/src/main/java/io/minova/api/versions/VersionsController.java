package io.minova.api.versions;

import io.minova.api.microversions.Microversion;
import io.minova.api.microversions.VolumeVersion;
import io.minova.api.web.Answer;
import io.minova.api.web.ServiceRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Version documents of all five APIs; links name the host that the client used. */
@Controller
final class VersionsController {

    private static final String COMPUTE_TYPE = "application/vnd.openstack.compute+json;version=2.1";

    @GetMapping({"/", "/compute"})
    Answer compute(ServiceRequest request) {
        return Answer.ok(Map.of("versions", List.of(v20(request, false), v21(request, false))));
    }

    @GetMapping("/compute/v2.1")
    Answer compute21(ServiceRequest request) {
        return Answer.ok(Map.of("version", v21(request, true)));
    }

    @GetMapping("/compute/v2")
    Answer compute20(ServiceRequest request) {
        return Answer.ok(Map.of("version", v20(request, true)));
    }

    @GetMapping("/identity")
    Answer identity(ServiceRequest request) {
        String url = request.host() + "/identity/v3/";
        return new Answer(300, Map.of("versions", Map.of("values", List.of(v3(request)))), Map.of("Location", url));
    }

    @GetMapping("/identity/v3")
    Answer identity3(ServiceRequest request) {
        return Answer.ok(Map.of("version", v3(request)));
    }

    @GetMapping("/image")
    Answer image(ServiceRequest request) {
        return new Answer(300, imageVersions(request));
    }

    @GetMapping("/image/versions")
    Answer imageList(ServiceRequest request) {
        return Answer.ok(imageVersions(request));
    }

    @GetMapping("/network")
    Answer network(ServiceRequest request) {
        return Answer.ok(Map.of("versions", List.of(Map.of(
                "id", "v2.0", "status", "CURRENT", "links", List.of(Map.of("rel", "self", "href", request.host() + "/network/v2.0/"))))));
    }

    @GetMapping("/network/v2.0")
    Answer network20(ServiceRequest request) {
        List<Map<String, Object>> resources = List.of("networks", "subnets", "ports", "security-groups", "extensions", "quotas").stream()
                .map(name -> Map.<String, Object>of(
                        "name", name.substring(0, name.length() - 1), "collection", name,
                        "links", List.of(Map.of("rel", "self", "href", request.host() + "/network/v2.0/" + name))))
                .toList();
        return Answer.ok(Map.of("resources", resources));
    }

    @GetMapping("/volume")
    Answer volume(ServiceRequest request) {
        return new Answer(300, volumeVersions(request));
    }

    @GetMapping("/volume/v3")
    Answer volume3(ServiceRequest request) {
        return Answer.ok(volumeVersions(request));
    }

    private static Map<String, Object> volumeVersions(ServiceRequest request) {
        Map<String, Object> view = version(
                "v3.0", "CURRENT", VolumeVersion.ONLY, VolumeVersion.ONLY, "2016-02-08T12:20:21Z", request.host() + "/volume/v3/", null);
        view.put("media-types", List.of(Map.of("base", "application/json", "type", "application/vnd.openstack.volume+json;version=3")));
        return Map.of("versions", List.of(view));
    }

    private static Map<String, Object> v21(ServiceRequest request, boolean whole) {
        return version(
                "v2.1", "CURRENT", Microversion.MAX.toString(), Microversion.MIN.toString(), "2013-07-23T11:33:21Z",
                request.host() + "/compute/v2.1/", whole ? COMPUTE_TYPE : null);
    }

    private static Map<String, Object> v20(ServiceRequest request, boolean whole) {
        return version(
                "v2.0", "DEPRECATED", "", "", "2011-01-21T11:33:21Z", request.host() + "/compute/v2/",
                whole ? "application/vnd.openstack.compute+json;version=2" : null);
    }

    private static Map<String, Object> version(
            String id, String status, String version, String minVersion, String updated, String href, @Nullable String mediaType) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("status", status);
        view.put("version", version);
        view.put("min_version", minVersion);
        view.put("updated", updated);
        Map<String, String> self = Map.of("rel", "self", "href", href);
        if (mediaType == null) {
            view.put("links", List.of(self));
        } else {
            view.put("links", List.of(self, Map.of("rel", "describedby", "type", "text/html", "href", "http://docs.openstack.org/")));
            view.put("media-types", List.of(Map.of("base", "application/json", "type", mediaType)));
        }
        return view;
    }

    private static Map<String, Object> v3(ServiceRequest request) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", "v3.14");
        view.put("status", "stable");
        view.put("updated", "2020-04-07T00:00:00Z");
        view.put("links", List.of(Map.of("rel", "self", "href", request.host() + "/identity/v3/")));
        view.put("media-types", List.of(Map.of("base", "application/json", "type", "application/vnd.openstack.identity-v3+json")));
        return view;
    }

    private static Map<String, Object> imageVersions(ServiceRequest request) {
        // 2.0 to 2.2 are what the reads offered here need; later ones add uploads, imports and stores.
        String href = request.host() + "/image/v2/";
        return Map.of("versions", List.of(imageVersion("v2.2", "CURRENT", href), imageVersion("v2.1", "SUPPORTED", href),
                imageVersion("v2.0", "SUPPORTED", href)));
    }

    private static Map<String, Object> imageVersion(String id, String status, String href) {
        return Map.of("id", id, "status", status, "links", List.of(Map.of("rel", "self", "href", href)));
    }
}
