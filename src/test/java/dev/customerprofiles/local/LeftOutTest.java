package dev.customerprofiles.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeftOutTest {

    @Test
    void the_packaged_application_carries_nothing_of_the_local_package_and_its_samples() throws Exception {
        Path classes = Path.of(EmbeddedServers.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var properties = new Properties();
        try (var in = Files.newInputStream(classes.resolve("application.properties"))) {
            properties.load(in);
        }
        List<String> leftOut = List.of(properties
                .getProperty("quarkus.package.jar.user-configured-ignored-entries")
                .split(","));

        assertThat(leftOut)
                .containsAll(filesBelow(classes, "dev/customerprofiles/local"))
                .containsAll(filesBelow(Path.of("src/main/resources"), "local"));
    }

    private static List<String> filesBelow(Path root, String folder) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }
}
