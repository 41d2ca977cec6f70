package io.minova.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Lets tests of the documentation ask what a service says to an environment, without starting it. */
public final class RefusedConfiguration {

    private RefusedConfiguration() {}

    /** Every complaint of a service with these records about these variables, which come on top of those that it must have. */
    public static List<String> problems(List<Class<?>> records, Map<String, String> variables) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "NOVA_RPC_SECRET", "s3cret", "NOVA_IDENTITY_PASSWORD", "s3cret", "NOVA_DATABASE_PASSWORD", "s3cret"));
        variables.forEach((name, value) -> all.merge(name, value, (given, own) -> own));
        if (!records.stream().anyMatch(record -> record.getSimpleName().startsWith("Identity"))) {
            all.computeIfPresent("NOVA_IDENTITY_PASSWORD", (name, value) -> variables.get(name));
        }
        if (!records.stream().anyMatch(record -> record.getSimpleName().startsWith("Database"))) {
            all.computeIfPresent("NOVA_DATABASE_PASSWORD", (name, value) -> variables.get(name));
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, all));
        return new ConfigurationCheck(environment, records).problems();
    }
}
