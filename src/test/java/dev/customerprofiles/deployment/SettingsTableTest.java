package dev.customerprofiles.deployment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsTableTest {

    private static final String ROOT = "dev.customerprofiles";
    private static final Path TABLES = Path.of("docs/settings.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(customer-profiles\\.[^`]+)` \\| (?:`([^`]+)`|—) \\| \\S.* \\|$", Pattern.MULTILINE);
    private static final String NONE = "—";

    /** @param value as it is written, or {@code —} where there is none */
    private record Default(String name, String value) {}

    @Test
    void tables_have_every_setting_of_the_application_with_its_default_and_no_other() throws Exception {
        List<Default> written = ROW.matcher(Files.readString(TABLES))
                .results()
                .map(SettingsTableTest::written)
                .toList();

        assertThat(written)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ofTheApplication().toList());
    }

    private static Default written(MatchResult row) {
        return new Default(row.group(1), Optional.ofNullable(row.group(2)).orElse(NONE));
    }

    private static Stream<Default> ofTheApplication() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT).stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .flatMap(type -> ofMapping(type.reflect()));
    }

    private static Stream<Default> ofMapping(Class<?> mapping) {
        return ConfigMappings.getProperties(ConfigClass.configClass(mapping)).entrySet().stream()
                .map(property -> new Default(
                        property.getKey(),
                        property.getValue().hasDefaultValue()
                                ? property.getValue().getDefaultValue()
                                : NONE));
    }
}
