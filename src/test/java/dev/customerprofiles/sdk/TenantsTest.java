package dev.customerprofiles.sdk;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

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

    private final WireModel model = new WireModel();

    @Test
    void every_operation_answers_about_a_domain_outside_the_token_as_about_one_that_does_not_exist() throws Exception {
        put("Zendesk-users", Records.zendeskUser(1));
        WireClient stranger =
                new WireClient(model, service, TestTokens.forDomains(List.of("another-domain"), ALL_ROLES));
        String missing = "x".repeat(domain.length());
        for (String operation : model.operations()) {
            ObjectNode request = model.request(operation);
            if (request.has("DomainName")) {
                WireClient.Answer hidden = stranger.call(operation, request.put("DomainName", domain));
                WireClient.Answer absent = stranger.call(operation, request.put("DomainName", missing));
                assertThat(hidden).as(operation).isEqualTo(absent);
                assertThat(hidden.status()).as(operation).isIn(400, 403, 404);
            }
        }
        assertThat(sdk.getDomain(request -> request.domainName(domain)).stats().profileCount())
                .isEqualTo(1);
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
