package dev.customerprofiles.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.LogWatch;
import dev.customerprofiles.Records;
import dev.customerprofiles.doors.rest.dialect.WireClient;
import dev.customerprofiles.doors.rest.dialect.WireModel;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;

/** What those see of a domain whom it is none of their business. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class TenantsTest extends SdkScenario {

    private static final String[] ALL_ROLES = {Roles.ADMIN, Roles.AGENT, Roles.INTEGRATOR, Roles.PRIVACY};

    private static final Pattern READS = Pattern.compile("Get|BatchGet|List|Search|Find|Explain");

    private static final List<JsonNode> OPERATORS = List.of(
            JsonNodeFactory.instance.textNode("{\"$ne\":null}"),
            JsonNodeFactory.instance.textNode("$where"),
            JsonNodeFactory.instance.textNode(".*"),
            JsonNodeFactory.instance.objectNode().putNull("$ne"),
            JsonNodeFactory.instance.objectNode().put("$where", "1"),
            JsonNodeFactory.instance.objectNode().put("$regex", ".*"));

    private final WireModel model = new WireModel();
    private WireClient owner;
    private WireClient stranger;

    @BeforeEach
    void callers() {
        owner = new WireClient(model, service, TestTokens.of(ALL_ROLES));
        stranger = new WireClient(model, service, TestTokens.forDomains(List.of("another-domain"), ALL_ROLES));
    }

    private Furnished furnished() {
        return Furnished.create(model, service, TestTokens.of(ALL_ROLES));
    }

    /** Each with names and ids of that domain and nothing to object to: the same request is served to whoever may send it. */
    @Test
    void every_operation_answers_about_a_domain_outside_the_token_as_about_one_that_does_not_exist() throws Exception {
        for (String operation : model.supported()) {
            if (!model.members(operation).contains("DomainName")) {
                continue;
            }
            try (Furnished hidden = furnished()) {
                ObjectNode request = hidden.request(operation);
                boolean creates = operation.equals("CreateDomain");

                WireClient.Answer answer = stranger.call(operation, request);
                assertThat(answer.status()).as(operation).isEqualTo(creates ? 403 : 404);
                assertThat(answer)
                        .as(operation)
                        .isEqualTo(stranger.call(operation, request.deepCopy().put("DomainName", "x" + domain)));
                WireClient.Answer served = owner.call(operation, request);
                assertThat(served.status())
                        .as("%s: %s", operation, served.message())
                        .isEqualTo(creates ? 400 : 200);
            }
        }
    }

    @Test
    void tags_of_what_is_in_a_domain_outside_the_token_are_neither_shown_nor_changed() throws Exception {
        try (Furnished hidden = furnished()) {
            String arn =
                    hidden.request("ListTagsForResource").get("resourceArn").textValue();
            String source = hidden.request("GetIntegration").get("Uri").textValue();
            for (String within : List.of("", "/object-types/Own", "/integrations/" + source)) {
                for (String operation : List.of("TagResource", "ListTagsForResource", "UntagResource")) {
                    ObjectNode request = hidden.request(operation).put("resourceArn", arn + within);

                    WireClient.Answer answer = stranger.call(operation, request);
                    assertThat(answer.status()).as(operation + within).isEqualTo(404);
                    assertThat(answer)
                            .as(operation + within)
                            .isEqualTo(stranger.call(
                                    operation,
                                    request.deepCopy()
                                            .put("resourceArn", arn.replace("domains/", "domains/x") + within)));
                    if (operation.equals("ListTagsForResource")) {
                        assertThat(owner.call(operation, request).body().path("tags"))
                                .as(within)
                                .isEmpty();
                    } else {
                        assertThat(owner.call(operation, request).status())
                                .as(operation + within)
                                .isEqualTo(200);
                        owner.call(
                                "UntagResource", hidden.request("UntagResource").put("resourceArn", arn + within));
                    }
                }
            }
        }
    }

    @Test
    void lists_over_domains_leave_out_those_outside_the_token() throws Exception {
        try (Furnished hidden = furnished()) {
            for (String operation : List.of("ListDomains", "ListAccountIntegrations")) {
                ObjectNode request = hidden.request(operation);
                assertThat(stranger.call(operation, request).body().path("Items"))
                        .as(operation)
                        .isEmpty();
                assertThat(owner.call(operation, request).body().toString())
                        .as(operation)
                        .contains(hidden.name());
            }
        }
    }

    /** An operator in the place of any text, as text and as JSON: never a fault, and never more to read than of what is not there. */
    @Test
    void operators_of_the_database_find_no_more_than_any_other_unknown_text() throws Exception {
        try (Furnished here = furnished();
                LogWatch log = LogWatch.open()) {
            for (String operation : model.supported()) {
                if (!operation.equals("DeleteDomain")) {
                    operators(here, operation);
                }
            }
            assertThat(log.alarms()).isEmpty();
        }
    }

    private void operators(Furnished here, String operation) throws Exception {
        for (String member : model.members(operation)) {
            ObjectNode request = here.request(operation);
            if (!request.has(member)) {
                ObjectNode added = JsonNodeFactory.instance.objectNode();
                here.fill(added.set(member, model.member(operation, member)));
                request.set(member, added.get(member));
            }
            for (JsonPointer place : texts(request)) {
                if (place.matchesProperty("DomainName")
                        || !place.getMatchingProperty().equals(member)) {
                    continue;
                }
                int unknown = read(operation, with(request, place, JsonNodeFactory.instance.textNode("unknown")));
                for (JsonNode operator : OPERATORS) {
                    assertThat(read(operation, with(request, place, operator)))
                            .as("%s with %s at %s", operation, operator, place)
                            .isLessThanOrEqualTo(unknown);
                }
            }
        }
    }

    /** How much an answer tells: the values in it; nothing, where the operation is not one that reads. */
    private int read(String operation, ObjectNode request) throws Exception {
        WireClient.Answer answer = owner.call(operation, request);
        assertThat(answer.status()).as("%s %s", operation, request).isLessThan(500);
        return answer.status() == 200
                        && answer.body() != null
                        && READS.matcher(operation).lookingAt()
                ? values(answer.body())
                : 0;
    }

    private static int values(JsonNode node) {
        int values = node.isValueNode() ? 1 : 0;
        for (JsonNode child : node) {
            values += values(child);
        }
        return values;
    }

    private static List<JsonPointer> texts(JsonNode node) {
        List<JsonPointer> found = new ArrayList<>();
        texts(node, "", found);
        return found;
    }

    private static void texts(JsonNode node, String path, List<JsonPointer> found) {
        if (node.isTextual()) {
            found.add(JsonPointer.compile(path));
        }
        node.properties()
                .forEach(member -> texts(
                        member.getValue(),
                        path + '/' + member.getKey().replace("~", "~0").replace("/", "~1"),
                        found));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            texts(node.get(i), path + '/' + i, found);
        }
    }

    private static ObjectNode with(ObjectNode request, JsonPointer place, JsonNode value) {
        ObjectNode changed = request.deepCopy();
        JsonNode parent = changed.at(place.head());
        if (parent instanceof ArrayNode list) {
            list.set(place.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(place.last().getMatchingProperty(), value);
        }
        return changed;
    }

    @Test
    void operators_of_the_database_in_a_text_are_text() {
        String operator = "{\"$gt\":\"\"}";
        put("Zendesk-users", Records.zendeskUser(1));
        String odd =
                put("Zendesk-users", "{\"id\":2,\"name\":\"$where 1\",\"external_id\":\"$ne\",\"$set\":{\"a.b\":1}}");

        assertThat(odd).isNotBlank();
        for (String text : List.of(operator, "$ne", ".*", "' || '1'=='1")) {
            assertThat(sdk.searchProfiles(request ->
                                    request.domainName(domain).keyName("_email").values(text))
                            .items())
                    .as(text)
                    .isEmpty();
        }
        assertThat(sdk.searchProfiles(request -> request.domainName(domain)
                                .keyName("_zendeskExternalId")
                                .values("$ne"))
                        .items())
                .hasSize(1);
    }
}
