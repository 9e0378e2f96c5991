package dev.customerprofiles.doors.rest.dialect;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.customerprofiles.doors.rest.AtTheDoor;
import dev.customerprofiles.doors.rest.dialect.Variations.Variation;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;

/** Every constraint of every served operation, kept and broken, from the contract's own table. */
@QuarkusTest
@TestProfile(AtTheDoor.class)
@QuarkusTestResource(TokenKeys.class)
class ConstraintsTest {

    private static final WireModel MODEL = new WireModel();
    private static final String DOMAIN = "constraints";

    @TestHTTPResource("/")
    URI service;

    static Stream<String> operations() {
        Contract contract = new Contract();
        return MODEL.operations().stream().filter(name -> contract.supports(contract.named(name)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void broken_constraint_is_named_and_kept_one_is_not(String operation) throws Exception {
        WireClient client = client();
        client.call("CreateDomain", MODEL.request("CreateDomain").put("DomainName", DOMAIN));
        List<String> wrong = new ArrayList<>();
        for (Variation variation : variations(operation)) {
            WireClient.Answer answer = client.call(operation, (ObjectNode) variation.value());
            String problem = variation.kept() ? kept(answer, variation) : broken(answer, variation);
            if (problem != null) {
                wrong.add(variation.where()
                        + ' '
                        + variation.rule()
                        + (variation.kept() ? " kept: " : " broken: ")
                        + problem);
            }
        }
        assertThat(wrong).as(operation).isEmpty();
    }

    @Test
    void every_pattern_of_the_contract_has_an_example_that_matches() {
        List<String> without = new ArrayList<>();
        MODEL.patterned().forEach((name, shape) -> {
            if (!WireModel.matches(shape, WireModel.text(shape, WireModel.shortest(shape)))) {
                without.add(name);
            }
        });
        assertThat(without).isEmpty();
    }

    private WireClient client() {
        return new WireClient(MODEL, service, TestTokens.of(Roles.ADMIN, Roles.AGENT, Roles.INTEGRATOR, Roles.PRIVACY));
    }

    private static List<Variation> variations(String operation) throws IOException {
        JsonNode input = MODEL.input(operation);
        Variations variations = new Variations(MODEL);
        List<Variation> all = new ArrayList<>();
        input.path("members").properties().forEach(entry -> {
            JsonNode member = entry.getValue();
            String place = member.path("in").asText();
            variations.ofMember(input, entry.getKey()).stream()
                    .filter(variation -> canBeSent(variation, entry.getKey(), place))
                    .map(variation -> new Variation(
                            inTheDomain(variation.value(), entry.getKey()),
                            label(variation.where(), entry.getKey(), member),
                            variation.rule(),
                            variation.kept()))
                    .forEach(all::add);
        });
        return all;
    }

    /** In path and query everything is text, nothing is null, and what is empty or left out of a path is another path. */
    private static boolean canBeSent(Variation variation, String name, String place) {
        JsonNode value = variation.value().path(name);
        boolean left = variation.rule().contains("is required");
        boolean typed = variation.rule().contains("must be a string")
                || variation.rule().contains("must be a list")
                || variation.rule().contains("must not be null");
        return switch (place) {
            case "path" -> !left && !typed && !value.asText().isEmpty();
            case "query" -> left || !typed && !(value.isArray() && value.isEmpty());
            default -> true;
        };
    }

    private static JsonNode inTheDomain(JsonNode request, String varied) {
        if (request.has("DomainName") && !varied.equals("DomainName")) {
            ((ObjectNode) request).put("DomainName", DOMAIN);
        }
        return request;
    }

    /** As violations name a member of the query: as the SDKs call it, and as it is sent. */
    private static String label(String where, String name, JsonNode member) {
        String sent = member.path("as").asText(name);
        return member.path("in").asText().equals("query") && !sent.equals(name)
                ? where.replace(name, name + " (" + sent + ')')
                : where;
    }

    private static String broken(WireClient.Answer answer, Variation variation) {
        boolean said = answer.status() == 400
                && "BadRequestException".equals(answer.error())
                && answer.message().startsWith(variation.where() + ' ')
                && variation.rule().stream().allMatch(answer.message()::contains);
        return said ? null : answer.status() + " " + answer.message();
    }

    private static String kept(WireClient.Answer answer, Variation variation) {
        boolean refused = answer.message().startsWith(variation.where() + ' ')
                && variation.rule().stream().allMatch(answer.message()::contains);
        boolean inTheDialect = answer.status() == 200 || answer.error() != null && answer.status() < 500;
        return !refused && inTheDialect ? null : answer.status() + " " + answer.message();
    }
}
