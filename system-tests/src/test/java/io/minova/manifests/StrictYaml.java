package io.minova.manifests;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads YAML into models and refuses what they do not have: a field that is misspelt would be dropped in silence. */
final class StrictYaml {

    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1/Namespace", Namespace.class, "v1/Service", Service.class, "apps/v1/Deployment", Deployment.class, "apps/v1/StatefulSet",
            StatefulSet.class, "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class, "kustomize.config.k8s.io/v1beta1/Kustomization",
            Kustomization.class);

    private static final ObjectMapper MAPPER = JsonMapper.builder().annotationIntrospector(new NoRoomForUnknownFields())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, text -> List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                    .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
            .build();

    private StrictYaml() {}

    /** The documents of a file, each a map, a list or a word. */
    static Iterable<Object> documents(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options)).loadAll(text);
    }

    /** The model of a document; throws with the path of what it does not have. */
    static Object model(Object document) throws JsonMappingException {
        if (!(document instanceof Map<?, ?> map)) {
            throw new JsonMappingException(null, "is no object");
        }
        String kind = map.get("apiVersion") + "/" + map.get("kind");
        Class<?> type = KINDS.get(kind);
        if (type == null) {
            throw new JsonMappingException(null, kind + " is none of " + KINDS.keySet().stream().sorted().toList());
        }
        try {
            return MAPPER.convertValue(document, type);
        } catch (IllegalArgumentException refused) {
            if (refused.getCause() instanceof JsonMappingException cause) {
                throw new JsonMappingException(null,
                        cause.getPathReference().replaceAll("[\\w.$]+\\.(\\w+)\\[", "$1[") + ": " + cause.getOriginalMessage());
            }
            throw refused;
        }
    }

    /** The models have a place where they keep what they do not know. */
    private static final class NoRoomForUnknownFields extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }
}
