package io.minova.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesManifestsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path BASE = ROOT.resolve("docker/kubernetes/base");

    @Test
    void everyFieldIsOneOfKubernetesEveryNameLeadsSomewhereAndEveryServiceTakesItsVariables() throws IOException {
        assertThat(Manifests.problems(files())).isEmpty();
    }

    @Test
    void theBrokerIsToldTheSameAsInCompose() throws IOException {
        assertThat(BASE.resolve("rabbitmq.conf")).hasSameTextualContentAs(ROOT.resolve("docker/scale-out/rabbitmq.conf"));
    }

    /** Each line breaks the manifests in one place, once: what is replaced, by what, and the complaint. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            api.yaml           | failureThreshold: 90             | failureTreshold: 90              | Unrecognized field "failureTreshold"
            api.yaml           | replicas: 2                      | replica: 2                       | Unrecognized field "replica"
            conductor.yaml     | replicas: 2                      | replicas: two                    | Cannot coerce String value ("two")
            conductor.yaml     | kind: StatefulSet                | kind: StatefullSet               | apps/v1/StatefullSet is none of
            conductor.yaml     | clusterIP: None                  | clusterIPs: None                 | clusterIPs
            conductor.yaml     | serviceName: conductor           | serviceName: conductors          | there is no Service conductors
            scheduler.yaml     | app.kubernetes.io/name: scheduler | app.kubernetes.io/name: schedule | Service scheduler selects []
            scheduler.yaml     | targetPort: http                 | targetPort: web                  | no container has a port web
            scheduler.yaml     | readiness, port: http            | readiness, port: htp             | no container has a port htp
            scheduler.yaml     | configMapRef: {name: messages}   | configMapRef: {name: message}    | there is no configMap message
            scheduler.yaml     | secretRef: {name: messages}      | secretRef: {name: identity}      | NOVA_IDENTITY_PASSWORD
            compute.yaml       | secretRef: {name: messages}      | secretRef: {name: nothing}       | there is no secret nothing
            compute.yaml       | NOVA_COMPUTE_HOSTS               | NOVA_COMPUTE_HOST                | did you mean NOVA_COMPUTE_HOSTS?
            compute.yaml       | value: "10"                      | value: "ten"                     | NOVA_COMPUTE_HOSTS
            compute.yaml       | configMapRef: {name: messages}   | configMapRef: {name: database}   | NOVA_DATABASE
            compute.yaml       | value: auto                      | value: thread                    | CONCURRENCY_BACKEND=thread
            compute.yaml       | value: "8781"                    | value: 8781                      | Cannot coerce Integer value (8781)
            compute.yaml       | value: "8781"                    | value: "8782"                    | SERVER_PORT=8782 is none of its ports
            compute.yaml       | {name: tmp, mountPath: /tmp}     | {name: temp, mountPath: /tmp}    | mounts temp
            compute.yaml       | readOnlyRootFilesystem: true     | readOnlyRootFilesystem: false    | may more than it needs
            compute.yaml       | runAsNonRoot: true               | runAsNonRoot: false              | runAsNonRoot must be true
            compute.yaml       | limits: {memory                  | limits: {cpu                     | has no limit of memory
            compute.yaml       | minova/compute                   | minova/computer                  | the image minova/computer is not among
            compute.yaml       | terminationGracePeriodSeconds: 190 | terminationGracePeriodSeconds: 30 | must exceed 180
            postgresql.yaml    | key: NOVA_DATABASE_PASSWORD      | key: PASSWORD                    | POSTGRES_PASSWORD has no value
            postgresql.yaml    | port: 5432                       | port: 5433                       | leads to postgresql:5432, where no Service is
            kustomization.yaml | @rabbitmq:5672                   | @rabbit:5672                     | leads to rabbit:5672, where no Service is
            kustomization.yaml | NOVA_RPC_TRANSPORT=rabbitmq      | NOVA_RPC_TRANSPORT=rabbit        | NOVA_RPC_TRANSPORT=rabbit is unknown
            kustomization.yaml | , scheduler.yaml                 | ''                               | scheduler.yaml is not among the resources
            kustomization.yaml | secretGenerator:                 | secretsGenerator:                | Unrecognized field "secretsGenerator"
            """)
    void whatIsBrokenIsFound(String file, String good, String bad, String complaint) throws IOException {
        Map<String, String> files = files();
        String text = String.valueOf(files.get(file));
        assertThat(text).contains(good);
        int at = text.indexOf(good);
        files.put(file, text.substring(0, at) + bad + text.substring(at + good.length()));
        List<String> problems = Manifests.problems(files);
        assertThat(problems).anySatisfy(problem -> assertThat(problem).contains(complaint));
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(BASE)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
