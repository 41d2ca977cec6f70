package io.minova.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.minova.architecture.offenders.api.ImportsTheConductor;
import io.minova.architecture.offenders.compute.AsksForTheBackend;
import io.minova.architecture.offenders.compute.OpensADatabase;
import io.minova.architecture.offenders.compute.ReadsTheClock;
import io.minova.architecture.offenders.conductor.AnswersHttp;
import io.minova.architecture.offenders.conductor.MakesAThread;
import io.minova.architecture.offenders.conductor.MakesAnExecutor;
import io.minova.architecture.offenders.conductor.RunsOnTheCommonPool;
import io.minova.architecture.offenders.conductor.SetsATimer;
import io.minova.architecture.offenders.conductor.Sleeps;
import io.minova.architecture.offenders.objects.Mutable;
import io.minova.architecture.offenders.rpc.UsesTheService;
import io.minova.architecture.offenders.scheduler.filters.ReadsAFile;
import io.minova.architecture.offenders.service.ReadsTheEnvironment;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule holds for the product, and is broken by its offenders: a rule that matches nothing would pass for ever. */
class ArchitectureTest {
    private static final String PRODUCT = "io.minova";
    private static final String OFFENDERS = "io.minova.architecture.offenders";

    private static final JavaClasses PRODUCT_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Which knows folders of tests, and not the jars of them that other modules' tests use.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(PRODUCT);
    private static final JavaClasses OFFENDER_CLASSES = new ClassFileImporter().importPackages(OFFENDERS);

    @Test
    void seesEveryPartOfTheProduct() {
        assertThat(PRODUCT_CLASSES.stream().map(type -> ArchitectureRules.part(PRODUCT, type)).distinct())
                .containsAll(Stream.concat(ArchitectureRules.COMMON.keySet().stream(), ArchitectureRules.PROGRAMS.stream()).toList());
    }

    @Test
    void servicesDoNotImportEachOther() {
        holdsAndBites(ArchitectureRules::servicesDoNotImportEachOther, ImportsTheConductor.class);
    }

    @Test
    void computeReachesNoDatabase() {
        holdsAndBites(ArchitectureRules::computeReachesNoDatabase, OpensADatabase.class);
    }

    @Test
    void commonGoesOneWay() {
        holdsAndBites(ArchitectureRules::commonGoesOneWay, UsesTheService.class);
    }

    @Test
    void commonIsFreeOfCycles() {
        holdsAndBites(ArchitectureRules::commonIsFreeOfCycles, UsesTheService.class);
    }

    @Test
    void onlyConcurrencyMakesThreads() {
        holdsAndBites(ArchitectureRules::onlyConcurrencyMakesThreads,
                MakesAThread.class, MakesAnExecutor.class, RunsOnTheCommonPool.class, SetsATimer.class, Sleeps.class);
    }

    @Test
    void onlyTheBootReadsTheEnvironment() {
        holdsAndBites(ArchitectureRules::onlyTheBootReadsTheEnvironment, ReadsTheEnvironment.class);
    }

    @Test
    void onlyTimeReadsTheClock() {
        holdsAndBites(ArchitectureRules::onlyTimeReadsTheClock, ReadsTheClock.class);
    }

    @Test
    void messagesAreValues() {
        holdsAndBites(ArchitectureRules::messagesAreValues, Mutable.class);
    }

    @Test
    void httpStaysAtTheDoors() {
        holdsAndBites(ArchitectureRules::httpStaysAtTheDoors, AnswersHttp.class);
    }

    @Test
    void filtersAndWeightsDoNoIo() {
        holdsAndBites(ArchitectureRules::filtersAndWeightsDoNoIo, ReadsAFile.class);
    }

    @Test
    void onlyMainsMentionTheBackend() {
        holdsAndBites(ArchitectureRules::onlyMainsMentionTheBackend, AsksForTheBackend.class);
    }

    /** The offenders are the ones named and no others: what a rule allows is among them too. */
    private static void holdsAndBites(Function<ArchitectureRules, ArchRule> rule, Class<?>... offenders) {
        List<String> complaints = rule.apply(new ArchitectureRules(OFFENDERS))
                .allowEmptyShould(true)
                .evaluate(OFFENDER_CLASSES)
                .getFailureReport()
                .getDetails();
        for (Class<?> offender : offenders) {
            assertThat(complaints).as("complaints about the offenders").anyMatch(complaint -> complaint.contains(offender.getName()));
        }
        assertThat(complaints).as("complaints about what is allowed")
                .noneMatch(complaint -> complaint.contains(".Allowed") || complaint.contains(".ServiceBoot."));
        rule.apply(new ArchitectureRules(PRODUCT)).check(PRODUCT_CLASSES);
    }
}
