package io.minova.service;

import io.minova.concurrency.BackendSelector;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/** Boot step 2: runs when it is known which property records the process has, and before the first object is built from them. */
final class ConfigurationGate implements BeanFactoryPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceBoot.class);

    private final ConfigurableEnvironment environment;

    ConfigurationGate(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        ConfigurationCheck check = new ConfigurationCheck(environment, records(beans));
        List<String> problems = check.problems();
        if (!problems.isEmpty()) {
            throw new ConfigurationRefusedException(problems);
        }
        LOG.info("2 configuration checked{}", check.table());
    }

    /** Exit code for a configuration that cannot be obeyed. */
    static int exitCode() {
        return BackendSelector.EXIT_CONFIGURATION;
    }

    private static List<Class<?>> records(ConfigurableListableBeanFactory beans) {
        List<Class<?>> records = new ArrayList<>();
        for (String name : beans.getBeanDefinitionNames()) {
            BeanDefinition definition = beans.getBeanDefinition(name);
            String className = definition.getBeanClassName();
            // Spring names such a bean "prefix-class"; others are not looked at, because that would load their classes.
            if (className == null || !name.startsWith("nova") || !name.endsWith("-" + className)) {
                continue;
            }
            Class<?> type = ClassUtils.resolveClassName(className, beans.getBeanClassLoader());
            if (type.isRecord() && type.isAnnotationPresent(ConfigurationProperties.class)) {
                records.add(type);
            }
        }
        return records;
    }
}
