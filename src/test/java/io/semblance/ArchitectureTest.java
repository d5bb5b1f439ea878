package io.semblance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The plan of the house, as rules. Each says why; whoever needs to break one changes the plan first. */
@AnalyzeClasses(packages = "io.semblance", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] SPRING_MVC = {"org.springframework.web..", "jakarta.servlet.."};

    @ArchTest
    static final ArchRule dependenciesPointDown = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("start").definedBy("io.semblance").layer("cli").definedBy("io.semblance.cli").layer("web")
            .definedBy("io.semblance..web..").layer("lifecycle")
            .definedBy("io.semblance.lifecycle").layer("doctor")
            .definedBy("io.semblance.doctor", "io.semblance.doctor.data").layer("access")
            .definedBy("io.semblance.access..").layer("telemetry")
            .definedBy("io.semblance.telemetry..").layer("backend").definedBy("io.semblance.asset.backend..")
            .layer("snapshot").definedBy("io.semblance.snapshot")
            .layer("migration").definedBy("io.semblance.migration..").layer("json").definedBy("io.semblance.asset.json")
            .layer("service").definedBy("io.semblance.asset").layer("record").definedBy("io.semblance.record..")
            .layer("kernel").definedBy("io.semblance.kernel..").layer("graph").definedBy("io.semblance.graph..")
            .layer("code").definedBy("io.semblance.code..")
            .layer("admission").definedBy("io.semblance.admission")
            .layer("config").definedBy("io.semblance.config..").layer("problem").definedBy("io.semblance.problem")
            .whereLayer("start").mayNotBeAccessedByAnyLayer().whereLayer("web").mayNotBeAccessedByAnyLayer()
            .whereLayer("cli").mayOnlyBeAccessedByLayers("start").whereLayer("doctor")
            .mayOnlyBeAccessedByLayers("cli", "web")
            .whereLayer("lifecycle").mayOnlyBeAccessedByLayers("start", "web").whereLayer("access")
            .mayOnlyBeAccessedByLayers("start", "lifecycle", "web", "doctor").whereLayer("telemetry")
            .mayOnlyBeAccessedByLayers("start", "lifecycle", "web").whereLayer("backend")
            .mayOnlyBeAccessedByLayers("lifecycle", "telemetry", "cli", "doctor", "snapshot").whereLayer("snapshot")
            .mayOnlyBeAccessedByLayers("web", "lifecycle", "cli", "doctor").whereLayer("snapshot")
            .mayOnlyAccessLayers("service", "backend", "record", "code", "admission", "problem").whereLayer("json")
            .mayOnlyBeAccessedByLayers("web", "lifecycle", "migration").whereLayer("migration")
            .mayOnlyBeAccessedByLayers("cli").whereLayer("migration")
            .mayOnlyAccessLayers("service", "json", "code", "problem").whereLayer("record")
            .mayOnlyBeAccessedByLayers("backend", "snapshot", "lifecycle", "cli", "doctor").whereLayer("kernel")
            .mayOnlyBeAccessedByLayers("backend", "lifecycle", "telemetry", "doctor").whereLayer("graph")
            .mayOnlyBeAccessedByLayers("backend", "lifecycle", "telemetry", "doctor").whereLayer("config")
            .mayOnlyBeAccessedByLayers("start", "lifecycle", "access", "telemetry", "web", "cli", "doctor")
            .whereLayer("record").mayOnlyAccessLayers("problem").whereLayer("kernel").mayNotAccessAnyLayer()
            .whereLayer("admission").mayOnlyAccessLayers("problem").whereLayer("graph")
            .mayNotAccessAnyLayer().whereLayer("code").mayNotAccessAnyLayer().whereLayer("problem")
            .mayNotAccessAnyLayer().whereLayer("config")
            .mayOnlyAccessLayers("problem")
            .because(
                    "web calls services, services call backends, backends stand on record, kernel and code, and nothing "
                            + "points up: so a backend can be tested without HTTP, and a code without a disk");

    @ArchTest
    static final ArchRule evidenceIsWeighedOfCodesAlone = noClasses().that()
            .resideInAPackage("io.semblance.asset.evidence..").should().dependOnClassesThat()
            .resideInAnyPackage("io.semblance.asset", "io.semblance.asset.backend..", "io.semblance.kernel..",
                    "io.semblance.record..", "org.springframework..")
            .because("all backends ask the same questions there, and none may have another answer");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("io.semblance.(**)").should().beFreeOfCycles()
            .because("of two packages in a cycle neither can be understood, tested or replaced alone");

    @ArchTest
    static final ArchRule valuesAndKernelsKnowNoFramework = noClasses().that()
            .resideInAnyPackage("io.semblance.code..", "io.semblance.kernel..", "io.semblance.graph..",
                    "io.semblance.record..", "io.semblance.asset", "io.semblance.asset.backend..",
                    "io.semblance.migration..",
                    "io.semblance.problem", "io.semblance.snapshot", "io.semblance.admission")
            .should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "jakarta..", "io.micrometer..")
            .because("what is stored and how it is compared must not depend on how it is served or measured");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = noClasses().that(not(resideInAPackage("io.semblance.cli")))
            .should().dependOnClassesThat().resideInAPackage("picocli..")
            .because("a subcommand's words are read in one room; the work is done in values by the room it is about");

    @ArchTest
    static final ArchRule subcommandsStartNoServer = noClasses().that().resideInAPackage("io.semblance.cli").should()
            .dependOnClassesThat().resideInAnyPackage("io.semblance..web..", "org.springframework.context..")
            .because("a subcommand answers in a moment and must not open a port or build the service's beans");

    @ArchTest
    static final ArchRule codesDoNoInputOrOutput = noClasses().that().resideInAPackage("io.semblance.code..").should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.nio.channels..")
            .because("codes are values: reading one can neither block nor fail for a reason outside of its text");

    @ArchTest
    static final ArchRule springMvcStaysAtTheEdge = noClasses()
            .that(not(resideInAnyPackage("io.semblance..web..", "io.semblance.access..")))
            // A parser of URLs that happens to live among Spring's web classes; no request is near it.
            .and(not(name("io.semblance.asset.json.SourceUrl"))).should().dependOnClassesThat()
            .resideInAnyPackage(SPRING_MVC)
            .because("only the web edge and the filter of access see requests; below them there are values");

    @ArchTest
    static final ArchRule onlyTheRecordKnowsLmdb = noClasses().that(not(resideInAPackage("io.semblance.record..")))
            .should().dependOnClassesThat().resideInAPackage("org.lmdbjava..")
            .because("transactions, readers and the map of LMDB have rules that one room keeps for all");

    @ArchTest
    static final ArchRule onlyTheKernelKnowsTheVectorApi = noClasses()
            .that(not(resideInAPackage("io.semblance.kernel.."))).should().dependOnClassesThat()
            .resideInAPackage("jdk.incubator..")
            .because("the module may be absent, and only the kernel has a scalar twin that runs then");

    @ArchTest
    static final ArchRule onlyTheGraphCallsUsearch = noClasses()
            .that(not(resideInAnyPackage("io.semblance.graph..", "io.semblance.kernel.."))).should()
            .dependOnClassesThat().resideInAPackage("java.lang.foreign..")
            .because("a call with a wrong argument ends the process: the graph guards those of USearch, and the kernel "
                    + "takes memory for codes from the C library");

    @ArchTest
    static final ArchRule settingsAreReadInOneRoom = noClasses()
            .that(not(resideInAnyPackage("io.semblance.config..", "io.semblance.kernel..", "io.semblance.lifecycle..")))
            // The name of the host and the kind of machine, which are no settings.
            .and(not(name("io.semblance.record.DirectoryLock")))
            .and(not(name("io.semblance.graph.PackedLibrary"))).should()
            .callMethod(System.class, "getenv", String.class).orShould().callMethod(System.class, "getenv").orShould()
            .callMethod(System.class, "getProperty", String.class)
            .because("a setting that is read elsewhere is in no table and nobody refuses its misspelling");

    @ArchTest
    static final ArchRule nobodyPrints = noClasses().should(ACCESS_STANDARD_STREAMS)
            .because("what is worth saying goes to the log, where it has a level, a time and a request");

    @ArchTest
    static final ArchRule oneWayOfLogging = noClasses().should(USE_JAVA_UTIL_LOGGING)
            .because("slf4j is the one way of logging; a second one has levels that no setting reaches");

    @ArchTest
    static final ArchRule noRoomForOddments = noClasses().should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..manager..").orShould()
            .haveSimpleNameEndingWith("Impl").orShould().haveSimpleNameEndingWith("Helper").orShould()
            .haveSimpleNameEndingWith("Manager").orShould().haveSimpleNameEndingWith("Util").orShould()
            .haveSimpleNameEndingWith("Utils")
            .because("such a name says that nobody knew where the thing belongs, and draws the next one");

    @ArchTest
    static final ArchRule controllersStayAtTheEdge = classes().that()
            .areMetaAnnotatedWith("org.springframework.stereotype.Controller").should().resideInAPackage("..web..")
            .andShould().notBePublic()
            .because("a controller is reached by HTTP and by nothing else");
}
