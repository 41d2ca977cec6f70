package io.minova.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A record of configuration properties, with what its source says of each.
 *
 * @param module the folder it lives in, such as {@code common/store}
 */
public record PropertyRecord(String module, Class<?> type, String summary, List<Property> properties) {

    private static final Pattern PARAM = Pattern.compile("@param (\\w+) (.*?)(?=@param |$)", Pattern.DOTALL);

    /** One component, as an operator sees it. */
    public record Property(String variable, String defaultValue, String description) {}

    /** All of them: those of {@code common}, then those of the services, by name. */
    public static List<PropertyRecord> all() {
        try (Stream<Path> files = Files.walk(GeneratedPage.root(), 12)) {
            return files.filter(PropertyRecord::mayDeclareProperties).map(PropertyRecord::read)
                    .sorted(Comparator.comparing((PropertyRecord each) -> !each.module.startsWith("common/"))
                            .thenComparing(PropertyRecord::module)
                            .thenComparing(each -> each.type.getSimpleName()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that a service has: its own, those of every service, and for all but compute those of the store. */
    public static List<Class<?>> of(String service) {
        return all().stream()
                .filter(each -> each.module.equals("common/service") || each.module.equals(service + "-service")
                        || each.module.equals("common/store") && !service.equals("compute"))
                .<Class<?>>map(PropertyRecord::type)
                .toList();
    }

    private static boolean mayDeclareProperties(Path file) {
        String path = file.toString();
        return path.endsWith("Properties.java") && path.contains("/src/main/java/") && text(file).contains("@ConfigurationProperties(\"");
    }

    private static PropertyRecord read(Path file) {
        String path = GeneratedPage.root().relativize(file).toString();
        String module = path.substring(0, path.indexOf("/src/main/java/"));
        String name = path.substring(path.indexOf("java/") + "java/".length(), path.length() - ".java".length()).replace('/', '.');
        String javadoc = javadoc(text(file));
        Map<String, String> descriptions = new LinkedHashMap<>();
        Matcher matcher = PARAM.matcher(javadoc);
        while (matcher.find()) {
            descriptions.put(matcher.group(1), matcher.group(2).strip());
        }
        Class<?> type = load(name);
        String prefix = type.getAnnotation(ConfigurationProperties.class).value();
        List<Property> properties = new ArrayList<>();
        for (Parameter component : canonicalConstructor(type).getParameters()) {
            String variable = (prefix + "." + component.getName()).replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
            properties.add(new Property(variable, defaultValue(component), descriptions.getOrDefault(component.getName(), "")));
        }
        int summaryEnd = javadoc.indexOf("@param");
        return new PropertyRecord(module, type, (summaryEnd < 0 ? javadoc : javadoc.substring(0, summaryEnd)).strip(), properties);
    }

    private static String defaultValue(Parameter component) {
        DefaultValue value = component.getAnnotation(DefaultValue.class);
        String text = value == null ? "" : String.join(",", value.value());
        return component.getType() == Duration.class && text.matches("-?\\d+") ? text + " s" : text;
    }

    /** The text of the comment before the record, in one line, its tags in words. */
    private static String javadoc(String source) {
        Matcher matcher = Pattern.compile("/\\*\\*(.*?)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:public )?record", Pattern.DOTALL).matcher(source);
        String text = matcher.find() ? matcher.group(1) : "";
        return MarkdownText.ofJavadoc(text);
    }

    private static Constructor<?> canonicalConstructor(Class<?> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents()).map(component -> component.getType()).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is in the sources and not on the class path", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
