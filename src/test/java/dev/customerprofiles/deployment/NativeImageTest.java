package dev.customerprofiles.deployment;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.ws.rs.HttpMethod;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.mongodb.panache.common.MongoEntity;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Json;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

/** A native image holds only what it is told of: what is found by reflection or by name at run time has to be listed. */
class NativeImageTest {

    private static final String ROOT = "dev.customerprofiles";
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path LISTED =
            RESOURCES.resolve("META-INF/native-image/dev.customerprofiles/customer-profiles/reflect-config.json");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/local/"))
            .importPackages(ROOT);

    @Test
    void every_class_that_is_read_or_written_by_reflection_is_listed() throws Exception {
        Set<String> needed = closure(Stream.of(stored(), answers(), documents(), serializers()));

        Set<String> listed = StreamSupport.stream(
                        new ObjectMapper().readTree(LISTED.toFile()).spliterator(), false)
                .map(entry -> entry.path("name").textValue())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).as("classes in %s", LISTED).containsExactlyInAnyOrderElementsOf(needed);
    }

    @Test
    void every_resource_that_is_read_at_run_time_is_included() throws Exception {
        // what is served from META-INF/resources, and what it is configured by, Quarkus includes
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(RESOURCES::relativize)
                            .filter(file -> file.getNameCount() > 1)
                            .filter(file -> !file.startsWith("META-INF") && !file.startsWith("local")))
                    .hasSizeGreaterThan(10)
                    .allMatch(NativeImageTest::isIncluded);
        }
    }

    @Test
    void the_data_of_the_phone_numbers_library_is_included() throws Exception {
        Path jar = Path.of(PhoneNumberUtil.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (FileSystem inside = FileSystems.newFileSystem(jar);
                Stream<Path> files = Files.walk(inside.getPath("/com"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> Path.of(file.toString().substring(1)))
                            .filter(file -> !file.toString().endsWith(".class")))
                    .hasSizeGreaterThan(400)
                    .allMatch(NativeImageTest::isIncluded);
        }
    }

    @Test
    void nothing_makes_or_finds_classes_while_it_runs() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.reflect.Proxy")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ClassLoader.class)
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .check(OURS);
    }

    @Test
    void no_randomness_of_the_build_is_kept_for_every_start() {
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(JavaClass.Predicates.assignableTo(Random.class))
                .check(OURS);
    }

    /** What the store's JSON is read into; nothing is written that is not read. */
    private static Stream<JavaClass> stored() {
        return OURS.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Json.class)
                                && call.getName().equals("read")))
                .flatMap(NativeImageTest::classesNamedIn);
    }

    private static Stream<JavaClass> classesNamedIn(JavaCodeUnit unit) {
        return unit.getReferencedClassObjects().stream().map(reference -> reference.getRawType());
    }

    /** What answers are made of, unless Quarkus finds it in the signature of an operation. */
    private static Stream<JavaClass> answers() {
        Set<String> found = closure(Stream.of(OURS.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                .flatMap(method -> Stream.concat(
                        method.getReturnType().getAllInvolvedRawTypes().stream(),
                        method.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream())))));
        return OURS.stream()
                .filter(JavaClass::isRecord)
                .filter(type -> type.getMethods().stream().anyMatch(each -> each.isAnnotatedWith(JsonProperty.class)))
                .filter(type -> !found.contains(type.getName()));
    }

    private static Stream<JavaClass> documents() {
        return OURS.stream().filter(type -> type.isAnnotatedWith(MongoEntity.class));
    }

    private static Stream<JavaClass> serializers() {
        return OURS.stream()
                .filter(type ->
                        type.isAssignableTo(JsonDeserializer.class) || type.isAssignableTo(JsonSerializer.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT));
    }

    /** Our classes among these, with all that their members are made of. */
    private static Set<String> closure(Stream<Stream<JavaClass>> roots) {
        Set<String> names = new TreeSet<>();
        roots.flatMap(types -> types).forEach(type -> add(type, names));
        return names;
    }

    private static void add(JavaClass type, Set<String> names) {
        if (!type.getPackageName().startsWith(ROOT) || !names.add(type.getName())) {
            return;
        }
        type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                .forEach(member -> add(member, names));
        if (type.isInterface()) {
            type.getSubclasses().forEach(kind -> add(kind, names));
        }
    }

    private static boolean isIncluded(Path file) {
        return patterns().stream().anyMatch(pattern -> pattern.matches(file));
    }

    private static List<PathMatcher> patterns() {
        var properties = new Properties();
        try (var in = Files.newInputStream(RESOURCES.resolve("application.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Arrays.stream(properties
                        .getProperty("quarkus.native.resources.includes")
                        .split(","))
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();
    }
}
