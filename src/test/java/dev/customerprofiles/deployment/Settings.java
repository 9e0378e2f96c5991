package dev.customerprofiles.deployment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Every setting that the application has, as an environment variable; settings whose name holds a name of one's own are left out. */
final class Settings {

    private static final String ROOT = "dev.customerprofiles";
    private static final String ROOTS_OF_EXTENSIONS = "META-INF/quarkus-config-roots.list";

    static final Set<String> AS_ENVIRONMENT_VARIABLES = Stream.of(ofExtensions(), ofMappings(), injected())
            .flatMap(names -> names)
            .filter(name -> !name.contains("*") && !name.contains("[") && !name.contains("\""))
            .map(name -> name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));

    private Settings() {}

    private static Stream<String> ofExtensions() {
        try {
            return Collections.list(loader().getResources(ROOTS_OF_EXTENSIONS)).stream()
                    .flatMap(Settings::lines)
                    .filter(name -> !name.isBlank())
                    .map(Settings::load)
                    .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                    .flatMap(Settings::names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> ofMappings() {
        return ours().filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(JavaClass::getName)
                .map(Settings::load)
                .flatMap(Settings::names);
    }

    private static Stream<String> injected() {
        return ours().flatMap(Settings::placesToInject)
                .filter(place -> place.isAnnotatedWith(ConfigProperty.class))
                .map(place -> place.getAnnotationOfType(ConfigProperty.class).name());
    }

    private static Stream<HasAnnotations<?>> placesToInject(JavaClass type) {
        return Stream.concat(
                type.getFields().stream(), type.getCodeUnits().stream().flatMap(unit -> unit.getParameters().stream()));
    }

    private static Stream<JavaClass> ours() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT).stream();
    }

    private static Stream<String> names(Class<?> mapping) {
        return ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet().stream();
    }

    private static Stream<String> lines(URL file) {
        try (var reader = new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
            return reader.lines().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ClassLoader loader() {
        return Settings.class.getClassLoader();
    }
}
