package io.minova.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/architecture.md} to the classes it names, and draws its map of packages. */
class ArchitecturePageTest {

    private static final String ROOT = "io.minova.";
    private static final String BEGIN = "<!-- modules: mvn verify -Dupdate -->\n";
    private static final String END = "<!-- end of modules -->";
    /** Two capitals at least, such as {@code HostManager}: words of the page that are no classes have one, or only capitals. */
    private static final Pattern CLASS_NAME = Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z0-9]*)+\\b");
    /** Written like classes, and none of Minova's. */
    private static final Set<String> OTHERS = Set.of("NoValidHost");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.minova");

    @Test
    void namesOnlyClassesThatExist() throws IOException {
        Set<String> known = CLASSES.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
        Set<String> tests = Set.of("ArchitecturePageTest", "ArchitectureRules");
        Set<String> named = CLASS_NAME.matcher(page()).results().map(match -> match.group()).collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(OTHERS);
        named.removeAll(tests);
        assertThat(known).as("classes that docs/architecture.md names").containsAll(named);
    }

    @Test
    void drawsTheMapOfPackages() throws IOException {
        String page = page();
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        GeneratedPage.mustBe("architecture.md", page.substring(0, begin) + map() + page.substring(page.indexOf(END)));
    }

    private static String map() {
        Set<String> arrows = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String from = part(type);
                String to = part(dependency.getTargetClass());
                if (!from.isEmpty() && !to.isEmpty() && !from.equals(to)) {
                    arrows.add("    " + from + " --> " + to + "\n");
                }
            }
        }
        return "```mermaid\nflowchart TD\n" + String.join("", arrows) + "```\n";
    }

    private static String part(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()).split("\\.")[0] : "";
    }

    private static String page() throws IOException {
        return Files.readString(GeneratedPage.root().resolve("docs/architecture.md"));
    }
}
