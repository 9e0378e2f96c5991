package dev.customerprofiles;

import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Four floors, each using only those below it, and every technology in one place. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    static final String ROOT = "dev.customerprofiles";

    private static final String CORE = ROOT + ".core..";
    private static final String STORE = ROOT + ".store..";
    private static final String MONGO = ROOT + ".store.mongo..";
    private static final String INGEST = ROOT + ".ingest..";
    private static final String TENANCY = ROOT + ".tenancy..";
    private static final String DOORS = ROOT + ".doors..";
    private static final String REST = ROOT + ".doors.rest..";
    private static final String AMQP = ROOT + ".doors.amqp..";
    private static final String LOCAL = ROOT + ".local..";

    @ArchTest
    static final ArchRule the_core_is_plain_java = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson..",
                    "com.github.jknack..",
                    "com.google.i18n.phonenumbers..",
                    "com.github.benmanes.caffeine..",
                    "org.apache.commons.text..",
                    CORE);

    @ArchTest
    static final ArchRule the_ports_of_the_store_know_no_database = classes()
            .that()
            .resideInAPackage(ROOT + ".store")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "com.fasterxml.jackson..",
                    "com.github.benmanes.caffeine..",
                    "io.smallrye.mutiny..",
                    CORE,
                    ROOT + ".store");

    @ArchTest
    static final ArchRule only_the_adapters_of_the_store_speak_to_the_database = noClasses()
            .that()
            .resideOutsideOfPackage(MONGO)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.mongodb..", "org.bson..", "io.quarkus.mongodb..");

    @ArchTest
    static final ArchRule only_the_rest_door_speaks_jax_rs = noClasses()
            .that()
            .resideOutsideOfPackages(REST, ROOT + ".doors.live..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

    @ArchTest
    static final ArchRule only_the_amqp_door_speaks_to_the_broker = noClasses()
            .that()
            .resideOutsideOfPackages(AMQP, LOCAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx.proton..",
                    "io.vertx.amqp..",
                    "io.vertx.mutiny.amqp..",
                    "org.apache.qpid..",
                    "org.apache.activemq..",
                    "io.smallrye.reactive.messaging..",
                    "org.eclipse.microprofile.reactive.messaging..");

    @ArchTest
    static final ArchRule a_floor_uses_the_floors_below_it = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
            .layer("core")
            .definedBy(CORE)
            .layer("store")
            .definedBy(STORE)
            .layer("ingest")
            .definedBy(INGEST)
            .layer("tenancy")
            .definedBy(TENANCY)
            .optionalLayer("use cases")
            .definedBy(ROOT + ".editing..", ROOT + ".objecttypes..", ROOT + ".lifecycle..", ROOT + ".resolution..")
            .layer("doors")
            .definedBy(DOORS)
            .layer("local")
            .definedBy(LOCAL)
            .ensureAllClassesAreContainedInArchitecture()
            .whereLayer("core")
            .mayNotAccessAnyLayer()
            .whereLayer("store")
            .mayOnlyAccessLayers("core")
            .whereLayer("ingest")
            .mayOnlyAccessLayers("tenancy", "store", "core")
            .whereLayer("tenancy")
            .mayOnlyAccessLayers("store", "core")
            .whereLayer("use cases")
            .mayOnlyAccessLayers("ingest", "tenancy", "store", "core")
            .whereLayer("doors")
            .mayOnlyAccessLayers("use cases", "ingest", "tenancy", "store", "core")
            .whereLayer("local")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule nobody_reaches_past_the_ports_of_the_store = noClasses()
            .that()
            .resideOutsideOfPackage(STORE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MONGO);

    @ArchTest
    static final ArchRule doors_do_not_know_each_other =
            slices().matching(ROOT + ".doors.(rest|amqp|live)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule no_package_depends_on_itself_by_a_detour =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobody_blocks_a_thread_for_an_answer = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "it waits for a Uni or a Multi",
                    call -> call.getTargetOwner().getPackageName().startsWith("io.smallrye.mutiny")
                            && Set.of("await", "asIterable", "asStream").contains(call.getName())));
}
