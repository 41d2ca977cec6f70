package io.minova.manifests;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As much of kustomize's own kind as is used here; whatever else stands in a {@code kustomization.yaml} is refused. */
record Kustomization(
        String apiVersion, String kind, String namespace, List<Labels> labels, List<String> resources, List<Generator> configMapGenerator,
        List<Generator> secretGenerator, List<Image> images) {

    record Labels(Map<String, String> pairs) {}

    record Generator(String name, @Nullable List<String> literals, @Nullable List<String> files) {}

    record Image(String name, @Nullable String newName, @Nullable String newTag) {}
}
