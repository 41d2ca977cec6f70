package io.minova.systemtests;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Whether this machine can run containers. With {@code -Dminova.containers=required} it is a failure if not: for whoever has made sure that it can. */
final class ContainersCondition implements ExecutionCondition {

    /** What docker/Dockerfile begins with. */
    private static final List<String> BASES = List.of("debian:bookworm-slim", "maven:3.9-eclipse-temurin-25");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<NeedsContainers> needs = context.getElement().map(element -> element.getAnnotation(NeedsContainers.class));
        if (needs.isEmpty()) {
            return ConditionEvaluationResult.enabled("a method of an enabled class");
        }
        return required(missing(BASES))
                // An engine may answer where the machine lets no container run: nobody can have made sure of that before.
                .or(ContainersCondition::whyNoneStarts)
                .or(() -> required(missing(List.of(needs.get().images()))))
                .map(ConditionEvaluationResult::disabled).orElseGet(() -> ConditionEvaluationResult.enabled("an engine and all images are there"));
    }

    private static Optional<String> required(Optional<String> missing) {
        if (missing.isPresent() && System.getProperty("minova.containers", "").equals("required")) {
            throw new AssertionError(missing.get());
        }
        return missing;
    }

    private static Optional<String> whyNoneStarts() {
        DockerClient docker = DockerClientFactory.instance().client();
        String id = docker.createContainerCmd(BASES.getFirst()).withCmd("true").exec().getId();
        try {
            docker.startContainerCmd(id).exec();
            return Optional.empty();
        } catch (DockerException refused) {
            return Optional.of("the Docker engine cannot start a container: " + refused.getMessage());
        } finally {
            docker.removeContainerCmd(id).withForce(true).exec();
        }
    }

    private static Optional<String> missing(List<String> images) {
        DockerClient docker;
        try {
            docker = DockerClientFactory.instance().client();
        } catch (IllegalStateException noEngine) {
            return Optional.of("no Docker engine answers: " + noEngine.getMessage());
        }
        if (ContainerCluster.composeCommand().isEmpty()) {
            return Optional.of("there is neither `docker compose` nor `docker-compose`");
        }
        return images.stream().flatMap(image -> missing(docker, image).stream()).findFirst();
    }

    private static Optional<String> missing(DockerClient docker, String image) {
        try {
            docker.inspectImageCmd(image).exec();
        } catch (NotFoundException notHere) {
            try {
                docker.pullImageCmd(image).start().awaitCompletion();
            } catch (DockerException | DockerClientException noRegistry) {
                return Optional.of("the image %s is not here and cannot be pulled (docker/offline makes it without a registry): %s"
                        .formatted(image, noRegistry.getMessage()));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.of("interrupted while pulling " + image);
            }
        }
        return Optional.empty();
    }
}
