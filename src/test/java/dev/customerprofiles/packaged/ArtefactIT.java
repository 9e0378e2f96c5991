package dev.customerprofiles.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.customerprofiles.CloudEvent;
import dev.customerprofiles.Producer;
import dev.customerprofiles.Records;
import dev.customerprofiles.Tenant;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is shipped, JVM or native: what is in it, what it answers to whom, and that all of it is there. */
class ArtefactIT {

    private static final Path APPLICATION = Path.of("target/quarkus-app");
    private static final List<String> NOT_FOR_PRODUCTION = List.of(
            "mongo-java-server",
            "h2",
            "artemis",
            "activemq",
            "junit",
            "assertj",
            "jqwik",
            "archunit",
            "rest-assured",
            "protonj2",
            "awssdk");

    private static final KeyPair KEYS = TokenKeys.generate();

    private static Servers servers;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws Exception {
        servers = new Servers();
        service = ServiceProcess.start(
                servers.settings(TokenKeys.base64(KEYS.getPublic().getEncoded())));
        RestAssured.baseURI = service.url();
    }

    @AfterAll
    static void stop() {
        RestAssured.reset();
        service.close();
        servers.close();
    }

    @Test
    @EnabledIf("isJvm")
    void it_carries_no_embedded_server_and_no_test_library() throws Exception {
        assertThat(jars()).hasSizeGreaterThan(100).noneMatch(jar -> NOT_FOR_PRODUCTION.stream()
                .anyMatch(jar.toLowerCase()::contains));
    }

    @Test
    @EnabledIf("isJvm")
    void it_carries_no_sample_data_and_no_open_access() throws Exception {
        Set<String> entries = new TreeSet<>();
        for (Path jar : find(APPLICATION.resolve("app"))) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> entries.add(entry.getName()));
            }
        }

        assertThat(entries)
                .contains("application.properties", "dialect/operations.json")
                .noneMatch(entry -> entry.contains("/local/") || entry.startsWith("local/"))
                .noneMatch(entry -> entry.contains("OpenAccess") || entry.endsWith("events.jsonl"));
    }

    @Test
    void every_operation_demands_a_token() {
        Map<String, Map<String, Object>> paths = given().accept("application/json")
                .queryParam("format", "json")
                .get("/q/openapi")
                .jsonPath()
                .getMap("paths");

        assertThat(paths).hasSizeGreaterThan(10);
        paths.forEach((path, methods) -> methods.keySet().stream()
                .filter(method ->
                        List.of("get", "put", "post", "delete", "patch").contains(method))
                .forEach(method -> assertThat(given().contentType("application/json")
                                .body("{}")
                                .request(method, path.replaceAll("\\{[^}]*}", "x"))
                                .statusCode())
                        .as(method + " " + path)
                        .isEqualTo(401)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/q/dev", "/q/dev-ui", "/q/dev-v1", "/q/swagger-ui", "/q/arc", "/q/info", "/local/events.jsonl"})
    void nothing_for_developers_is_reachable(String path) {
        given().redirects().follow(false).get(path).then().statusCode(404);
    }

    @Test
    void every_file_of_the_page_is_served() throws Exception {
        Path resources = Path.of("src/main/resources/META-INF/resources");
        for (Path file : find(resources)) {
            given().get("/" + resources.relativize(file)).then().statusCode(200);
        }
    }

    @Test
    void records_of_every_system_become_a_profile_over_both_doors() throws Exception {
        Tenant tenant = Tenant.create(
                service.url(), TestTokens.signedWith(KEYS.getPrivate(), Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN));
        String servicenow = tenant.register("servicenow", Map.of("user", "Servicenow-sys_user"));
        String profile = tenant.put(
                        "Salesforce-Contact",
                        Records.salesforceContact("003Hs00000JGrknIAV", "+12065550101", "2025-04-03T10:15:00.000+0000"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("ProfileId");
        try (Producer producer = new Producer(servers.brokerHost(), servers.brokerPort())) {
            producer.send(new CloudEvent("e1", servicenow, "user", tenant.name(), Records.servicenowUser("03e6"))
                    .structured());
        }
        await().until(() -> tenant.outcome(servicenow, "e1") != null);

        assertThat(tenant.outcome(servicenow, "e1")).isEqualTo("updated");
        assertThat(tenant.profile(profile).getString("MobilePhoneNumber")).isEqualTo("+12065550101");
        assertThat(tenant.profile(profile).getList("Sources")).hasSize(2);
    }

    /** Whether there are jars to look into. */
    static boolean isJvm() {
        return Files.isDirectory(APPLICATION);
    }

    private static Set<String> jars() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path jar : find(APPLICATION)) {
            if (jar.toString().endsWith(".jar")) {
                names.add(jar.getFileName().toString());
            }
        }
        return names;
    }

    private static List<Path> find(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
