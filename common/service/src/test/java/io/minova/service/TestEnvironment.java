package io.minova.service;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A process environment with these variables and nothing else. */
final class TestEnvironment {

    private TestEnvironment() {}

    static StandardEnvironment of(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, Map.copyOf(variables)));
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

    static <T> T bind(String prefix, Class<T> record, Map<String, Object> variables) {
        return Binder.get(of(variables)).bindOrCreate(prefix, record);
    }
}
