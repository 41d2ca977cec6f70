package io.minova.service;

import io.minova.concurrency.NearestMatch;
import io.minova.concurrency.PoolOption;
import io.minova.concurrency.PoolSizes;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reads the whole configuration before anything is built from it, and refuses it with all its problems at once.
 *
 * <p>Known is what the {@link ConfigurationProperties} records of the process and {@link PoolOption} name, so that a new option needs no second place.
 * Spring ignores a mistyped environment variable; here every unknown {@code NOVA_*} is a problem, because an experiment run on a default by mistake is
 * worse than one that did not start.
 */
final class ConfigurationCheck {

    // Read by BackendSelector before there are properties.
    private static final List<String> VARIABLES_OF_THE_BACKEND = List.of("NOVA_RELEASE");
    private static final String PREFIX = "nova";

    private final ConfigurableEnvironment environment;
    private final List<Class<?>> records;
    private final List<KnownProperty> known = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    ConfigurationCheck(ConfigurableEnvironment environment, List<Class<?>> records) {
        this.environment = environment;
        this.records = records;
        for (PoolOption option : PoolOption.values()) {
            known.add(new KnownProperty(option.property(), Integer.toString(option.defaultValue()), null, null));
        }
        records.forEach(record -> addKnown(prefix(record), record, record));
        known.sort((a, b) -> a.name().compareTo(b.name()));
    }

    private void addKnown(String prefix, Class<?> type, Class<?> record) {
        for (Parameter component : canonicalConstructor(type).getParameters()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            DefaultValue value = component.getAnnotation(DefaultValue.class);
            if (component.getType().isRecord()) {
                addKnown(name, component.getType(), record);
            } else {
                known.add(new KnownProperty(name, value == null ? "" : String.join(",", value.value()), component, record));
            }
        }
    }

    // The annotations of a record's header are those of its constructor's parameters.
    private static Constructor<?> canonicalConstructor(Class<?> record) {
        Class<?>[] types = Arrays.stream(record.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return record.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(record + " has no canonical constructor", e);
        }
    }

    /** Every problem; empty when the configuration can be obeyed. */
    List<String> problems() {
        problems.clear();
        checkVariables();
        checkPools();
        Binder binder = Binder.get(environment);
        for (Class<?> record : records) {
            checkRecord(binder, record);
        }
        return List.copyOf(problems);
    }

    /** Property, default, actual value and its source, one line each; secrets masked. */
    String table() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"property", "default", "actual", "from"});
        for (KnownProperty property : known) {
            String actual = environment.getProperty(property.name());
            rows.add(new String[] {
                property.name(), property.shown(property.defaultValue()), property.shown(actual == null ? property.defaultValue() : actual),
                actual == null ? "default" : source(property)
            });
        }
        int[] widths = new int[3];
        rows.forEach(row -> Arrays.setAll(widths, i -> Math.max(widths[i], row[i].length())));
        StringBuilder table = new StringBuilder();
        for (String[] row : rows) {
            table.append("\n  ");
            for (int i = 0; i < widths.length; i++) {
                table.append(row[i]).repeat(' ', widths[i] - row[i].length() + 2);
            }
            table.append(row[3]);
        }
        return table.toString();
    }

    private void checkVariables() {
        TreeSet<String> variables = new TreeSet<>(VARIABLES_OF_THE_BACKEND);
        TreeSet<String> names = new TreeSet<>();
        for (KnownProperty property : known) {
            variables.add(property.variable());
            names.add(property.name());
        }
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)
                    || !(source instanceof EnumerablePropertySource<?> listed)) {
                continue;
            }
            boolean isEnvironment = source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
            for (String name : listed.getPropertyNames()) {
                if (isEnvironment ? name.startsWith("NOVA_") && !variables.contains(name) : isUnknownProperty(name, names)) {
                    problems.add(unknown(name, isEnvironment ? variables : names, isEnvironment ? "variable" : "property"));
                }
            }
        }
    }

    private static boolean isUnknownProperty(String name, TreeSet<String> names) {
        return name.startsWith(PREFIX + ".") && !names.contains(name.replaceAll("\\[\\d+]$", ""));
    }

    private static String unknown(String name, TreeSet<String> known, String kind) {
        Optional<String> nearest = NearestMatch.of(name, known).filter(match -> NearestMatch.distance(name, match) <= name.length() / 3);
        return name + " is no " + kind + " of this service; "
                + nearest.map(match -> "did you mean " + match + "?").orElseGet(() -> "known are " + String.join(", ", known));
    }

    private void checkPools() {
        try {
            PoolSizes.read(option -> environment.getProperty(option.property()));
        } catch (IllegalArgumentException e) {
            problems.addAll(List.of(String.valueOf(e.getMessage()).split("; ")));
        }
    }

    private void checkRecord(Binder binder, Class<?> record) {
        int before = problems.size();
        for (KnownProperty property : known) {
            Parameter component = property.component();
            if (component != null && property.record() == record) {
                checkComponent(binder, property, component);
            }
        }
        if (problems.size() > before) {
            return;
        }
        try {
            binder.bindOrCreate(prefix(record), Bindable.of(record));
        } catch (BindException | IllegalArgumentException e) {
            problems.add(deepest(e));
        }
    }

    private void checkComponent(Binder binder, KnownProperty property, Parameter component) {
        String given = environment.getProperty(property.name());
        if (given == null) {
            return;
        }
        try {
            ResolvableType type = ResolvableType.forType(component.getParameterizedType());
            Object value = binder.bind(property.name(), Bindable.of(type).withAnnotations(component.getAnnotations())).orElse(null);
            String complaint = complaint(component, value);
            if (complaint != null) {
                problems.add(problem(property, given, complaint));
            }
        } catch (BindException e) {
            problems.add(problem(property, given, "not " + expected(component.getType())));
        }
    }

    private static @Nullable String complaint(Parameter component, @Nullable Object value) {
        Min min = component.getAnnotation(Min.class);
        Max max = component.getAnnotation(Max.class);
        if (value instanceof Number number) {
            if (min != null && number.longValue() < min.value()) {
                return "at least " + min.value() + " is allowed";
            }
            if (max != null && number.longValue() > max.value()) {
                return "at most " + max.value() + " is allowed";
            }
        }
        boolean isBlank = value == null || value.toString().isBlank();
        return component.isAnnotationPresent(NotBlank.class) && isBlank ? "it must not be empty" : null;
    }

    private String problem(KnownProperty property, String given, String complaint) {
        return property.variable() + "=" + property.shown(given) + " (" + property.name() + " from " + source(property) + "): " + complaint;
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        return switch (type.getSimpleName()) {
            case "int", "long", "Integer", "Long" -> "a whole number";
            case "double", "float", "Double", "Float" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "Duration" -> "a duration such as 60 (seconds) or 90s";
            case "URI" -> "a URL";
            default -> "a valid " + type.getSimpleName();
        };
    }

    private String source(KnownProperty property) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source) && contains(source, property)) {
                return switch (source.getName()) {
                    case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME -> property.variable();
                    case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME -> "-D" + property.name();
                    case "commandLineArgs" -> "--" + property.name();
                    default -> source.getName();
                };
            }
        }
        return "configuration";
    }

    private static boolean contains(PropertySource<?> source, KnownProperty property) {
        var adapted = ConfigurationPropertySources.from(source).iterator();
        return adapted.hasNext() && adapted.next().getConfigurationProperty(ConfigurationPropertyName.of(property.name())) != null;
    }

    private static String prefix(Class<?> record) {
        ConfigurationProperties annotation = record.getAnnotation(ConfigurationProperties.class);
        return annotation == null ? PREFIX : annotation.prefix().isEmpty() ? annotation.value() : annotation.prefix();
    }

    private static String deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
