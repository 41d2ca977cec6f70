package io.minova.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/** Leaves out what no service uses, before Spring looks at it: each of these costs some milliseconds of every start. */
final class LeanAutoConfiguration implements AutoConfigurationImportFilter {

    private static final List<String> UNUSED = List.of(
            "admin.SpringApplicationAdminJmx", "aop.Aop", "jmx.Jmx", "ssl.Ssl", "task.TaskExecution", "task.TaskScheduling", "context.MessageSource",
            "autoconfigure.audit.", "autoconfigure.beans.", "autoconfigure.condition.", "autoconfigure.context.ShutdownEndpoint",
            "autoconfigure.context.properties.ConfigurationPropertiesReport", "endpoint.jmx.", "autoconfigure.env.", "autoconfigure.logging.",
            "autoconfigure.management.", "autoconfigure.sbom.", "autoconfigure.scheduling.", "autoconfigure.startup.", "web.exchanges.",
            "web.mappings.",
            "autoconfigure.application.DiskSpace", "autoconfigure.application.Ssl", "jackson.Jackson2Endpoint", "HttpEncodingAuto", "MultipartAuto",
            "WebMvcObservation", "observation.autoconfigure.", "micrometer.metrics.", "tomcat.autoconfigure.reactive", "TomcatReactiveManagement",
            "tomcat.autoconfigure.metrics");

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] used = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            String name = classes[i];
            used[i] = name == null || UNUSED.stream().noneMatch(name::contains);
        }
        return used;
    }
}
