package io.minova.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rules that hold Minova's shape, for the packages below one root: the product's, or that of the offenders that break them.
 *
 * <p>A rule that needs an exception twice is a wrong rule: change it, or delete it.
 */
final class ArchitectureRules {

    /** What each package of {@code common} may use; the order in which the module map of docs/architecture.md draws them. */
    static final Map<String, List<String>> COMMON = Map.of(
            "concurrency", List.of(),
            "objects", List.of(),
            "rpcapi", List.of("objects"),
            "rpc", List.of("concurrency", "objects", "rpcapi"),
            "service", List.of("concurrency", "objects", "rpcapi", "rpc"),
            "store", List.of("concurrency", "objects"));

    /** What runs as a process of its own. */
    static final List<String> PROGRAMS = List.of("api", "conductor", "scheduler", "compute", "cli");

    private static final Set<String> THREAD_METHODS = Set.of("start", "sleep", "startVirtualThread", "ofVirtual", "ofPlatform", "<init>");

    private final String root;

    ArchitectureRules(String root) {
        this.root = root;
    }

    ArchRule servicesDoNotImportEachOther() {
        return each(PROGRAMS, program -> noClasses()
                .that().resideInAPackage(in(program))
                .should().dependOnClassesThat().resideInAnyPackage(others(PROGRAMS, program))
                .because("services meet over HTTP, messages and databases only: that is what lets one be switched or replaced alone"));
    }

    ArchRule computeReachesNoDatabase() {
        return noClasses()
                .that().resideInAPackage(in("compute"))
                .should().dependOnClassesThat(resideInAnyPackage(
                        in("store"), "java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.flywaydb..", "org.h2..", "com.zaxxer.."))
                .because("a compute host is the least trusted machine of a cloud: as in Nova, it asks the conductor");
    }

    ArchRule commonGoesOneWay() {
        return each(List.copyOf(COMMON.keySet()), jar -> noClasses()
                .that().resideInAPackage(in(jar))
                .should().dependOnClassesThat(resideInAPackage(root + "..").and(DescribedPredicate.not(resideInAnyPackage(allowed(jar)))))
                .because(jar + " is a capability of its own and may use " + COMMON.get(jar)
                        + " only, so that each can be read and tested without the rest"));
    }

    ArchRule commonIsFreeOfCycles() {
        return slices().matching(root + ".(*)..")
                .should().beFreeOfCycles()
                .because("two packages that need each other are one package with two names");
    }

    ArchRule onlyConcurrencyMakesThreads() {
        return noClasses()
                .that().resideOutsideOfPackages(in("concurrency"), in("cli"))
                .and().doNotHaveFullyQualifiedName(named("store.DatabaseServer"))
                .should().accessTargetWhere(makesAThreadOrWaits())
                .orShould().dependOnClassesThat(resideInAnyPackage("org.springframework.scheduling..", "org.springframework.core.task.."))
                .orShould().dependOnClassesThat().belongToAnyOf(Timer.class)
                .because(
                        "who runs a task and how it waits is what the two backends differ in: ask for an executor by Nova's name, and Time for a sleep"
                                + " (the command line is no service; the database process only closes in a shutdown hook)");
    }

    ArchRule onlyTheBootReadsTheEnvironment() {
        return noClasses()
                .that().resideOutsideOfPackage(in("cli"))
                .and().doNotHaveFullyQualifiedName(named("concurrency.BackendSelector"))
                .and().doNotHaveFullyQualifiedName(named("service.ServiceBoot"))
                .and().doNotHaveFullyQualifiedName(named("store.DatabaseServer"))
                .and().doNotHaveFullyQualifiedName(named("store.DatabaseSetup"))
                .should().callMethod(System.class, "getenv")
                .orShould().callMethod(System.class, "getenv", String.class)
                .because("a variable that is read anywhere else escapes the check for unknown names and the table printed at the start"
                        + " (DatabaseServer and DatabaseSetup are mains of their own, without Spring)");
    }

    ArchRule onlyTimeReadsTheClock() {
        return noClasses()
                .that().resideOutsideOfPackages(in("concurrency"), in("cli"))
                .should().accessTargetWhere(readsTheClock())
                .because("time is an argument (concurrency.Time), so that tests can move it");
    }

    ArchRule messagesAreValues() {
        return classes()
                .that().resideInAnyPackage(in("objects"), in("rpcapi"))
                .should().beRecords().orShould().beEnums().orShould().beInterfaces()
                .orShould().beAssignableTo(Annotation.class)
                .orShould().beAssignableTo(RuntimeException.class)
                .orShould().haveSimpleName("Builder")
                .orShould().haveSimpleName("package-info")
                .because("what travels between processes has no behaviour and no state that could differ between two of them"
                        + " (the one exception class carries an error code; a builder collects a record)");
    }

    ArchRule httpStaysAtTheDoors() {
        return noClasses()
                .that().resideInAPackage(root + "..")
                .and().resideOutsideOfPackages(in("api.web"), in("scheduler.placement.web"), in("rpc.http"), in("service"), in("cli"))
                .and(areNot("a controller, filter, interceptor or main of the API", type -> type.getPackageName().startsWith(root + ".api")
                        && Stream.of("Controller", "Filter", "Interceptor", "Application").anyMatch(type.getSimpleName()::endsWith)))
                .should().dependOnClassesThat(resideInAnyPackage(
                        "jakarta.servlet..", "org.springframework.web..", "org.springframework.http..", "org.apache.hc..", "org.apache.catalina..",
                        "org.apache.coyote..", "java.net.http..", "com.sun.net.httpserver.."))
                .because("what a server is does not depend on how it was asked for; the next transport must touch a door only");
    }

    ArchRule filtersAndWeightsDoNoIo() {
        return noClasses()
                .that().resideInAnyPackage(in("scheduler.filters"), in("scheduler.weights"))
                .should().dependOnClassesThat(resideInAnyPackage(
                        "java.io..", "java.nio..", "java.net..", "java.sql..", "javax.sql..", "org.springframework.jdbc..",
                        "org.springframework.web..",
                        in("store"), in("rpc"), in("service")).and(
                                describe("is no exception", type -> !type.isAssignableTo(Throwable.class)
                                        && !type.getFullName().equals("java.io.Serializable"))))
                .because("they run for every host of every request: what they need is in HostState already");
    }

    ArchRule onlyMainsMentionTheBackend() {
        return noClasses()
                .that().resideInAnyPackage(PROGRAMS.stream().filter(program -> !program.equals("cli")).map(this::in).toArray(String[]::new))
                .and(areNot("a main", ArchitectureRules::isMain))
                .should().dependOnClassesThat().haveFullyQualifiedName(named("concurrency.Backend"))
                .orShould().dependOnClassesThat().haveFullyQualifiedName(named("concurrency.BackendSelector"))
                .because("code that asks which backend runs behaves differently in the two: the difference belongs into PoolSizes or an executor");
    }

    /** The first package below the root that a class lives in, such as {@code rpc} for {@code rpc.http}; empty for a class elsewhere. */
    static String part(String root, JavaClass type) {
        String below = type.getPackageName().startsWith(root + ".") ? type.getPackageName().substring(root.length() + 1) : "";
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    private static DescribedPredicate<JavaAccess<?>> makesAThreadOrWaits() {
        return describe("makes a thread, an executor or a timer, or waits by itself", access -> {
            JavaClass owner = access.getTargetOwner();
            String name = access.getName();
            return owner.isAssignableTo(Thread.class) && THREAD_METHODS.contains(name)
                    || owner.isEquivalentTo(Executors.class)
                    || owner.isAssignableTo(Executor.class) && name.equals("<init>")
                    || owner.isAssignableTo(CompletableFuture.class) && (name.endsWith("Async") || name.equals("orTimeout"))
                    || owner.isEquivalentTo(TimeUnit.class) && name.equals("sleep")
                    || owner.getFullName().startsWith("java.util.concurrent.StructuredTaskScope")
                    || name.equals("parallelStream") || name.equals("parkNanos");
        });
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheClock() {
        return describe("reads the clock", access -> {
            String owner = access.getTargetOwner().getFullName();
            String name = access.getName();
            return owner.equals("java.lang.System") && (name.equals("nanoTime") || name.equals("currentTimeMillis"))
                    || owner.startsWith("java.time.") && name.equals("now")
                    || owner.equals("java.time.Clock") && name.startsWith("system")
                    || owner.equals("java.util.Date") && name.equals("<init>") && access.getTarget().getFullName().endsWith("()");
        });
    }

    private static boolean isMain(JavaClass type) {
        return type.getMethods().stream().anyMatch(method -> method.getName().equals("main") && method.getModifiers().contains(JavaModifier.STATIC));
    }

    private static DescribedPredicate<JavaClass> areNot(String what, Predicate<JavaClass> test) {
        return describe("are not " + what, type -> !test.test(outermost(type)));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
    }

    private String[] allowed(String jar) {
        return Stream.concat(Stream.of(jar), COMMON.get(jar).stream()).map(this::in).toArray(String[]::new);
    }

    private String[] others(List<String> all, String one) {
        return all.stream().filter(other -> !other.equals(one)).map(this::in).toArray(String[]::new);
    }

    private static ArchRule each(List<String> parts, Function<String, ArchRule> rule) {
        return CompositeArchRule.of(parts.stream().sorted().map(rule).toList());
    }

    private String in(String part) {
        return root + "." + part + "..";
    }

    private String named(String name) {
        return root + "." + name;
    }
}
