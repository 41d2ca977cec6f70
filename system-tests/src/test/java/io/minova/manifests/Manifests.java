package io.minova.manifests;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.minova.concurrency.BackendDecision;
import io.minova.concurrency.BackendSelector;
import io.minova.documentation.PropertyRecord;
import io.minova.service.RefusedConfiguration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What is wrong in a folder of manifests: fields that Kubernetes does not have, names that lead nowhere, variables that the services refuse, containers that
 * may more than they need.
 */
final class Manifests {

    private static final Set<String> SERVICES = Set.of("api", "conductor", "scheduler", "compute");
    private static final Pattern ADDRESS = Pattern.compile("//(?:[^@/]*@)?([\\w.-]+):(\\d+)");

    private final Map<String, String> files;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Workload> workloads = new TreeMap<>();
    private final Map<String, Service> services = new TreeMap<>();
    private final Map<String, PodDisruptionBudget> budgets = new TreeMap<>();
    // By name, what they hold.
    private final Map<String, Map<String, String>> configMaps = new TreeMap<>();
    private final Map<String, Map<String, String>> secrets = new TreeMap<>();
    private final Set<String> images = new HashSet<>();

    /** What makes pods. */
    private record Workload(String name, LabelSelector selector, PodTemplateSpec template, @Nullable String serviceName, Set<String> claims) {
        PodSpec pod() {
            return template.getSpec();
        }

        Map<String, String> labels() {
            return template.getMetadata().getLabels();
        }
    }

    private Manifests(Map<String, String> files) {
        this.files = files;
    }

    /** Every problem of these files, by name; {@code kustomization.yaml} is one of them. */
    static List<String> problems(Map<String, String> files) {
        Manifests manifests = new Manifests(files);
        manifests.read();
        if (manifests.problems.isEmpty()) {
            manifests.check();
        }
        return manifests.problems;
    }

    private void read() {
        Set<String> listed = new HashSet<>(Set.of("kustomization.yaml"));
        for (Object model : models("kustomization.yaml")) {
            if (model instanceof Kustomization kustomization) {
                listed.addAll(kustomization.resources());
                kustomization.images().forEach(image -> images.add(image.name()));
                generate(kustomization.configMapGenerator(), configMaps);
                generate(kustomization.secretGenerator(), secrets);
                kustomization.resources().forEach(name -> models(name).forEach(each -> add(name, each)));
            }
        }
        files.keySet().stream().filter(name -> name.endsWith(".yaml") && !listed.contains(name))
                .forEach(name -> problems.add(name + " is not among the resources"));
    }

    private List<Object> models(String file) {
        String text = files.get(file);
        if (text == null) {
            problems.add(file + " is not there");
            return List.of();
        }
        List<Object> models = new ArrayList<>();
        try {
            for (Object document : StrictYaml.documents(text)) {
                models.add(StrictYaml.model(document));
            }
        } catch (YAMLException | JsonMappingException refused) {
            problems.add(file + ": " + refused.getMessage());
        }
        return models;
    }

    private void generate(List<Kustomization.Generator> generators, Map<String, Map<String, String>> into) {
        for (Kustomization.Generator generator : generators) {
            Map<String, String> content = into.computeIfAbsent(generator.name(), name -> new LinkedHashMap<>());
            for (String literal : orEmpty(generator.literals())) {
                content.put(literal.replaceFirst("=.*", ""), literal.replaceFirst("[^=]*=", ""));
            }
            for (String file : orEmpty(generator.files())) {
                if (!files.containsKey(file)) {
                    problems.add("kustomization.yaml: " + file + " is not there");
                }
                content.put(file, files.getOrDefault(file, ""));
            }
        }
    }

    private void add(String file, Object model) {
        String name = model instanceof HasMetadata resource ? resource.getMetadata().getName() : "";
        Object before = switch (model) {
            case Service service -> services.put(name, service);
            case PodDisruptionBudget budget -> budgets.put(name, budget);
            case Deployment deployment -> workloads.put(
                    name, new Workload(name, deployment.getSpec().getSelector(), deployment.getSpec().getTemplate(), null, Set.of()));
            case StatefulSet set -> workloads.put(name, new Workload(name, set.getSpec().getSelector(), set.getSpec().getTemplate(),
                    set.getSpec().getServiceName(),
                    Set.copyOf(set.getSpec().getVolumeClaimTemplates().stream().map(claim -> claim.getMetadata().getName()).toList())));
            default -> null;
        };
        if (before != null) {
            problems.add(file + ": there are two of " + name);
        }
    }

    private void check() {
        workloads.values().forEach(this::checkWorkload);
        services.forEach((name, service) -> {
            List<Workload> chosen = chosenBy("Service " + name, service.getSpec().getSelector());
            for (ServicePort port : service.getSpec().getPorts()) {
                chosen.forEach(workload -> checkPort("Service " + name, port.getTargetPort(), workload.pod().getContainers()));
            }
        });
        budgets.forEach((name, budget) -> chosenBy("PodDisruptionBudget " + name, budget.getSpec().getSelector().getMatchLabels()));
    }

    private List<Workload> chosenBy(String who, Map<String, String> selector) {
        List<Workload> chosen = workloads.values().stream().filter(each -> each.labels().entrySet().containsAll(selector.entrySet())).toList();
        if (selector.isEmpty() || chosen.size() != 1) {
            problems.add(who + " selects " + chosen.stream().map(Workload::name).toList() + " by " + selector);
        }
        return chosen;
    }

    private void checkWorkload(Workload workload) {
        String who = workload.name();
        if (!workload.labels().entrySet().containsAll(workload.selector().getMatchLabels().entrySet())) {
            problems.add(who + ": its selector does not choose its own pods");
        }
        if (workload.serviceName() != null && !services.containsKey(workload.serviceName())) {
            problems.add(who + ": there is no Service " + workload.serviceName());
        }
        PodSpec pod = workload.pod();
        if (!Boolean.TRUE.equals(pod.getSecurityContext().getRunAsNonRoot()) || !Boolean.FALSE.equals(pod.getEnableServiceLinks())) {
            problems.add(who + ": runAsNonRoot must be true, and enableServiceLinks false");
        }
        Set<String> volumes = new HashSet<>(workload.claims());
        pod.getVolumes().forEach(volume -> {
            volumes.add(volume.getName());
            if (volume.getConfigMap() != null) {
                content(who, "configMap", configMaps, volume.getConfigMap().getName());
            }
            if (volume.getSecret() != null) {
                content(who, "secret", secrets, volume.getSecret().getSecretName());
            }
        });
        Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()).forEach(each -> checkContainer(workload, each, volumes));
        for (Container container : pod.getContainers()) {
            if (container.getReadinessProbe() == null) {
                problems.add(who + "/" + container.getName() + " has no readinessProbe");
            }
        }
    }

    private void checkContainer(Workload workload, Container container, Set<String> volumes) {
        String who = workload.name() + "/" + container.getName();
        SecurityContext security = container.getSecurityContext();
        if (security == null || !Boolean.TRUE.equals(security.getReadOnlyRootFilesystem())
                || !Boolean.FALSE.equals(security.getAllowPrivilegeEscalation())
                || security.getCapabilities() == null || !security.getCapabilities().getDrop().equals(List.of("ALL"))) {
            problems.add(who + " may more than it needs: readOnlyRootFilesystem, allowPrivilegeEscalation, capabilities");
        }
        if (container.getResources() == null || !container.getResources().getLimits().containsKey("memory")
                || !container.getResources().getRequests().keySet().containsAll(Set.of("cpu", "memory"))) {
            problems.add(who + " has no limit of memory, or no requests of cpu and memory");
        }
        if (!images.contains(container.getImage())) {
            problems.add(who + ": the image " + container.getImage() + " is not among those of kustomization.yaml");
        }
        for (VolumeMount mount : container.getVolumeMounts()) {
            if (!volumes.contains(mount.getName())) {
                problems.add(who + " mounts " + mount.getName() + ", which is none of " + volumes.stream().sorted().toList());
            }
        }
        for (Probe probe : Stream.of(container.getReadinessProbe(), container.getStartupProbe(), container.getLivenessProbe())
                .filter(each -> each != null).toList()) {
            if (probe.getHttpGet() != null) {
                checkPort(who, probe.getHttpGet().getPort(), List.of(container));
            }
            if (probe.getTcpSocket() != null) {
                checkPort(who, probe.getTcpSocket().getPort(), List.of(container));
            }
        }
        Map<String, String> variables = variables(who, container);
        variables.forEach((name, value) -> checkAddress(who + ": " + name, value));
        if (SERVICES.contains(container.getName())) {
            checkService(who, workload, container, variables);
        }
    }

    /** What the service itself says to its environment, and whether it has the time to end that it takes. */
    private void checkService(String who, Workload workload, Container container, Map<String, String> variables) {
        String service = container.getName();
        switch (BackendSelector.decide(service, variables)) {
            case BackendDecision.Refused refused -> refused.problems().forEach(problem -> problems.add(who + ": " + problem));
            case BackendDecision.Chosen _ -> RefusedConfiguration.problems(PropertyRecord.of(service), variables)
                    .forEach(problem -> problems.add(who + ": " + problem));
        }
        if (container.getPorts().stream().noneMatch(port -> port.getContainerPort().toString().equals(variables.get("SERVER_PORT")))) {
            problems.add(who + ": SERVER_PORT=" + variables.get("SERVER_PORT") + " is none of its ports");
        }
        // 180: the default of graceful_shutdown_timeout.
        Long patience = workload.pod().getTerminationGracePeriodSeconds();
        if (patience == null || patience <= 180) {
            problems.add(who + ": terminationGracePeriodSeconds must exceed 180");
        }
    }

    private Map<String, String> variables(String who, Container container) {
        Map<String, String> variables = new TreeMap<>();
        for (EnvFromSource source : container.getEnvFrom()) {
            if (source.getConfigMapRef() != null) {
                variables.putAll(content(who, "configMap", configMaps, source.getConfigMapRef().getName()));
            }
            if (source.getSecretRef() != null) {
                variables.putAll(content(who, "secret", secrets, source.getSecretRef().getName()));
            }
        }
        for (EnvVar variable : container.getEnv()) {
            String value = variable.getValueFrom() == null ? variable.getValue() : value(who, variable.getValueFrom());
            if (value == null) {
                problems.add(who + ": " + variable.getName() + " has no value");
            } else {
                variables.put(variable.getName(), value);
            }
        }
        return variables;
    }

    private @Nullable String value(String who, EnvVarSource source) {
        if (source.getConfigMapKeyRef() != null) {
            return content(who, "configMap", configMaps, source.getConfigMapKeyRef().getName()).get(source.getConfigMapKeyRef().getKey());
        }
        if (source.getSecretKeyRef() != null) {
            return content(who, "secret", secrets, source.getSecretKeyRef().getName()).get(source.getSecretKeyRef().getKey());
        }
        return source.getFieldRef() != null && source.getFieldRef().getFieldPath().equals("metadata.name") ? who : null;
    }

    private Map<String, String> content(String who, String kind, Map<String, Map<String, String>> among, String name) {
        Map<String, String> content = among.get(name);
        if (content == null) {
            problems.add(who + ": there is no " + kind + " " + name + ", only " + among.keySet());
            return Map.of();
        }
        return content;
    }

    private void checkPort(String who, IntOrString port, List<Container> containers) {
        boolean isThere = containers.stream().flatMap(container -> container.getPorts().stream()).anyMatch(each -> is(port, each));
        if (!isThere) {
            problems.add(who + ": no container has a port " + (port.getStrVal() == null ? port.getIntVal() : port.getStrVal()));
        }
    }

    private static boolean is(IntOrString port, ContainerPort candidate) {
        return port.getStrVal() == null ? candidate.getContainerPort().equals(port.getIntVal()) : port.getStrVal().equals(candidate.getName());
    }

    /** A host and port in a variable must be a Service and a port of it. */
    private void checkAddress(String who, String value) {
        Matcher address = ADDRESS.matcher(value);
        while (address.find()) {
            Service service = services.get(address.group(1));
            int port = Integer.parseInt(address.group(2));
            if (service == null || service.getSpec().getPorts().stream().noneMatch(each -> each.getPort() == port)) {
                problems.add(who + " leads to " + address.group(1) + ":" + port + ", where no Service is");
            }
        }
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
