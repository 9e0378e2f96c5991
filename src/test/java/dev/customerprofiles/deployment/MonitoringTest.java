package dev.customerprofiles.deployment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.doors.security.TokenKeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class MonitoringTest {

    private static final Path FOLDER = Path.of("deploy/monitoring");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Set<String> LANGUAGE =
            Set.of("by", "without", "on", "ignoring", "and", "or", "unless", "bool");

    @Test
    void every_metric_of_the_alerts_and_of_the_dashboard_exists() throws Exception {
        given().get("/q/health").then().statusCode(200);
        given().get("/domains").then().statusCode(401);

        Set<String> existing = given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> used = new TreeSet<>();
        expressions().forEach(expression -> used.addAll(metrics(expression)));

        assertThat(used).contains("customer_profiles_events_oldest_seconds", "customer_profiles_ready");
        assertThat(existing).containsAll(used);
    }

    @Test
    void every_alert_is_explained_in_the_runbook() throws Exception {
        String runbook = Files.readString(Path.of("docs/operations.md"));
        for (JsonNode rule : Yaml.read(FOLDER.resolve("alerts.yaml")).at("/groups/0/rules")) {
            String name = rule.path("alert").textValue();
            assertThat(runbook).contains("### " + name + "\n");
            assertThat(rule.at("/annotations/runbook_url").textValue()).endsWith("#" + name.toLowerCase());
        }
    }

    private static List<String> expressions() throws Exception {
        List<String> expressions = new ArrayList<>();
        Yaml.read(FOLDER.resolve("alerts.yaml"))
                .findValues("expr")
                .forEach(expression -> expressions.add(expression.textValue()));
        new ObjectMapper()
                .readTree(FOLDER.resolve("dashboard.json").toFile())
                .findValues("expr")
                .forEach(expression -> expressions.add(expression.textValue()));
        return expressions;
    }

    /** What is left of an expression without its labels, ranges, groupings, functions and numbers. */
    private static Set<String> metrics(String expression) {
        String names = expression
                .replaceAll("\\{[^}]*}", "")
                .replaceAll("\\[[^]]*]", "")
                .replaceAll("\\b(by|without)\\s*\\([^)]*\\)", "")
                .replaceAll("[a-z_]+\\s*\\(", "(");
        return WORD.matcher(names)
                .results()
                .map(match -> match.group())
                .filter(word -> !LANGUAGE.contains(word))
                .collect(Collectors.toSet());
    }
}
