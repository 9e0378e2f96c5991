package dev.customerprofiles.deployment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComposeTest {

    private static final Path FOLDER = Path.of("deploy");
    private static final JsonNode COMPOSE = Yaml.read(FOLDER.resolve("compose.yaml"));

    @Test
    void the_service_is_told_nothing_that_it_does_not_know() {
        Set<String> told = new TreeSet<>();
        COMPOSE.at("/services/service/environment").fieldNames().forEachRemaining(told::add);

        assertThat(told).contains("QUARKUS_MONGODB_CONNECTION_STRING", "AMQP_HOST", "QUARKUS_OIDC_AUTH_SERVER_URL");
        assertThat(Settings.AS_ENVIRONMENT_VARIABLES).containsAll(told);
    }

    @Test
    void the_service_starts_when_the_others_are_healthy() {
        COMPOSE.at("/services/service/depends_on")
                .forEach(dependency ->
                        assertThat(dependency.path("condition").textValue()).isEqualTo("service_healthy"));
        COMPOSE.path("services").properties().forEach(service -> assertThat(
                        service.getValue().path("healthcheck").path("test"))
                .as(service.getKey())
                .isNotEmpty());
    }

    @Test
    void versions_of_the_servers_are_pinned_and_nothing_listens_to_the_outside() {
        COMPOSE.path("services").forEach(service -> {
            if (!service.has("build")) {
                assertThat(service.path("image").textValue()).matches(".+:\\d+\\.\\d+\\.\\d+");
            }
            service.path("ports").forEach(port -> assertThat(port.textValue()).startsWith("127.0.0.1:"));
        });
    }

    @Test
    void every_file_that_a_server_gets_is_there() {
        List<String> files = new ArrayList<>();
        COMPOSE.path("services").forEach(service -> service.path("volumes").forEach(volume -> {
            String source = volume.textValue().split(":")[0];
            if (source.startsWith(".")) {
                files.add(source);
            } else {
                assertThat(COMPOSE.path("volumes").has(source)).as(source).isTrue();
            }
        }));

        assertThat(files).hasSizeGreaterThan(4).allSatisfy(file -> assertThat(FOLDER.resolve(file))
                .isRegularFile());
        String dockerfile = COMPOSE.at("/services/service/build/dockerfile").textValue();
        assertThat(Path.of(dockerfile)).isRegularFile();
    }

    @Test
    void images_run_without_rights_on_pinned_bases() throws Exception {
        for (String name : List.of("Dockerfile.jvm", "Dockerfile.native")) {
            List<String> lines = Files.readAllLines(FOLDER.resolve(name));
            List<String> last = lines.subList(lastBase(lines), lines.size());

            assertThat(lines)
                    .filteredOn(line -> line.startsWith("FROM"))
                    .allMatch(line -> line.matches("FROM \\S+:\\S+.*"));
            assertThat(lines).noneMatch(line -> line.contains(":latest"));
            assertThat(last).as(name).contains("USER 10001:10001").noneMatch(line -> line.startsWith("RUN"));
            assertThat(last)
                    .filteredOn(line -> line.startsWith("ENTRYPOINT"))
                    .allMatch(line -> line.startsWith("ENTRYPOINT ["));
        }
    }

    private static int lastBase(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).startsWith("FROM")) {
                return i;
            }
        }
        throw new IllegalStateException("no base");
    }
}
