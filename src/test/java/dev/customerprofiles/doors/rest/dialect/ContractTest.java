package dev.customerprofiles.doors.rest.dialect;

import java.util.List;
import java.util.Map;

import jakarta.ws.rs.HttpMethod;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.customerprofiles.core.events.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ContractTest {

    private final Contract contract = new Contract();

    @Test
    void every_operation_is_found_by_its_own_verb_and_path() {
        assertThat(contract.operations()).hasSizeGreaterThan(115).allSatisfy(operation -> {
            String path = operation.uri().replaceAll("\\{[^}]*}", "x");
            assertThat(contract.at(operation.method(), path)).contains(operation);
        });
    }

    @Test
    void what_is_supported_is_what_resources_serve() {
        List<String> supported = contract.operations().stream()
                .filter(contract::supports)
                .map(Operation::name)
                .toList();

        assertThat(served()).containsExactlyInAnyOrderElementsOf(supported);
    }

    @Test
    void every_reason_of_a_rejection_can_be_asked_for_and_no_other() {
        Operation redrive = contract.named("RedriveRejectedEvents");

        assertThat(Reason.values()).allSatisfy(reason -> redrive.checkBody(body(reason.code())));
        assertThatExceptionOfType(ApiError.class).isThrownBy(() -> redrive.checkBody(body("no-reason")));
    }

    private static ObjectNode body(String reason) {
        return JsonNodeFactory.instance.objectNode().put("Reason", reason);
    }

    private List<String> served() {
        return new ClassFileImporter()
                .importPackages("dev.customerprofiles.doors").stream()
                        .filter(type -> type.getSimpleName().endsWith("Resource"))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getAnnotations().stream()
                                .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class)))
                        .map(method -> contract.ofMethod(method.getName()).name())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /domains/d/integrations, ListIntegrations",
        "POST, /domains/d/integrations, GetIntegration",
        "PUT, /domains/d/integrations, PutIntegration",
        "POST, /domains/d/integrations/delete, DeleteIntegration",
        "GET, /domains/d/profiles/ruleBasedMatches, ListRuleBasedMatches",
        "GET, /domains/d/profiles/0123, GetProfile",
        "POST, /domains/d/profiles/0123/recommendations, GetProfileRecommendations",
        "POST, /domains/d/workflows/integrations, CreateIntegrationWorkflow",
        "GET, /tags/arn:aws:profile:us-east-1:1:domains/d/integrations/https:/crm.example, ListTagsForResource",
        "GET, /tags/arn%3Aaws%3Aprofile%3Aus-east-1%3A1%3Adomains%2Fd, ListTagsForResource",
    })
    void literal_segments_go_before_parameters(String method, String path, String name) {
        assertThat(contract.at(method, path)).map(Operation::name).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/domain", "/domains/", "/domains//profiles", "/domains/d/x", "domains"})
    void path_beside_the_contract_is_no_operation(String path) {
        assertThat(contract.at("GET", path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-b_9", "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"})
    void name_that_keeps_the_rules_is_taken(String name) {
        check(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "ä", "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"})
    void name_that_does_not_is_refused_without_being_quoted(String name) {
        assertThatExceptionOfType(ApiError.class)
                .isThrownBy(() -> check(name))
                .withMessageMatching("(?s)DomainName must (match|have) .*");
    }

    private void check(String name) {
        contract.named("GetDomain").checkParameters(Map.of("DomainName", List.of(name)), Map.of());
    }
}
