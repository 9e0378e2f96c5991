package dev.customerprofiles.sdk;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.customerprofiles.CustomerProfilesClient;
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
import software.amazon.awssdk.services.customerprofiles.model.ListIntegrationItem;
import software.amazon.awssdk.services.customerprofiles.model.ResourceNotFoundException;
import software.amazon.awssdk.services.customerprofiles.model.Scope;
import software.amazon.awssdk.services.customerprofiles.model.SourceConnectorType;
import software.amazon.awssdk.services.customerprofiles.model.TriggerType;

import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class IntegrationsTest extends SdkScenario {

    private static final String URI = "https://crm.example/a?b=c&d";
    private static final String ROLE = "arn:aws:iam::1:role/reader";

    @Test
    void integration_keeps_every_member() {
        var put = sdk.putIntegration(request -> request.domainName(domain)
                .uri(URI)
                .objectTypeNames(Map.of("contact.changed", "Salesforce-Contact"))
                .roleArn(ROLE)
                .scope(Scope.PROFILE)
                .tags(Map.of("team", "care")));
        var read = sdk.getIntegration(request -> request.domainName(domain).uri(URI));

        assertThat(read.domainName()).isEqualTo(domain);
        assertThat(read.uri()).isEqualTo(URI);
        assertThat(read.objectTypeName()).isNull();
        assertThat(read.objectTypeNames())
                .isEqualTo(put.objectTypeNames())
                .isEqualTo(Map.of("contact.changed", "Salesforce-Contact"));
        assertThat(read.roleArn()).isEqualTo(put.roleArn()).isEqualTo(ROLE);
        assertThat(read.scope()).isEqualTo(put.scope()).isEqualTo(Scope.PROFILE);
        assertThat(read.tags()).isEqualTo(put.tags()).isEqualTo(Map.of("team", "care"));
        assertThat(read.createdAt()).isEqualTo(put.createdAt()).isEqualTo(put.lastUpdatedAt());
    }

    @Test
    void putting_it_again_replaces_it_but_for_its_tags() {
        var first = sdk.putIntegration(request ->
                request.domainName(domain).uri(URI).objectTypeName("CTR").tags(Map.of("team", "care")));
        var second = sdk.putIntegration(request -> request.domainName(domain)
                .uri(URI)
                .objectTypeNames(Map.of("call", "CTR-NoInferred"))
                .tags(Map.of("team", "sales")));

        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(second.objectTypeName()).isNull();
        assertThat(second.objectTypeNames()).containsOnlyKeys("call");
        assertThat(second.tags()).isEqualTo(Map.of("team", "care"));
    }

    @Test
    void integrations_are_listed_page_by_page_until_they_are_deleted() {
        for (String uri : List.of("urn:c", "urn:a", "urn:b")) {
            sdk.putIntegration(request -> request.domainName(domain).uri(uri).objectTypeName("CTR"));
        }

        var page = sdk.listIntegrations(
                request -> request.domainName(domain).maxResults(2).includeHidden(true));
        var rest = sdk.listIntegrations(request -> request.domainName(domain).nextToken(page.nextToken()));
        assertThat(page.items()).extracting(ListIntegrationItem::uri).containsExactly("urn:a", "urn:b");
        assertThat(rest.items()).extracting(ListIntegrationItem::uri).containsExactly("urn:c");
        assertThat(rest.nextToken()).isNull();

        assertThat(sdk.deleteIntegration(request -> request.domainName(domain).uri("urn:b"))
                        .message())
                .isNotEmpty();
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() ->
                        sdk.getIntegration(request -> request.domainName(domain).uri("urn:b")));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.deleteIntegration(
                        request -> request.domainName(domain).uri("urn:b")));
        assertThat(sdk.listIntegrations(request -> request.domainName(domain)).items())
                .hasSize(2);
    }

    @Test
    void one_source_is_found_in_all_domains_that_the_token_may_see() {
        String uri = "urn:" + domain;
        List<String> domains = List.of(domain + "-1", domain + "-2", domain + "-3");
        for (String name : domains) {
            sdk.createDomain(request -> request.domainName(name).defaultExpirationDays(1));
            sdk.putIntegration(request -> request.domainName(name).uri(uri).objectTypeName("CTR"));
        }
        sdk.putIntegration(
                request -> request.domainName(domain).uri("urn:other").objectTypeName("CTR"));

        var page = sdk.listAccountIntegrations(
                request -> request.uri(uri).maxResults(2).includeHidden(false));
        var rest = sdk.listAccountIntegrations(request -> request.uri(uri).nextToken(page.nextToken()));
        List<String> seen;
        try (CustomerProfilesClient some =
                client(TestTokens.forDomains(List.of(domains.get(0), domains.get(2)), Roles.ADMIN))) {
            seen = some.listAccountIntegrations(request -> request.uri(uri)).items().stream()
                    .map(ListIntegrationItem::domainName)
                    .toList();
        }
        domains.forEach(name -> sdk.deleteDomain(request -> request.domainName(name)));

        assertThat(page.items())
                .extracting(ListIntegrationItem::domainName)
                .containsExactly(domains.get(0), domains.get(1));
        assertThat(page.items().get(0).uri()).isEqualTo(uri);
        assertThat(page.items().get(0).objectTypeName()).isEqualTo("CTR");
        assertThat(rest.items()).extracting(ListIntegrationItem::domainName).containsExactly(domains.get(2));
        assertThat(rest.nextToken()).isNull();
        assertThat(seen).containsExactly(domains.get(0), domains.get(2));
        assertThat(sdk.listAccountIntegrations(request -> request.uri(uri)).items())
                .isEmpty();
    }

    @Test
    void what_the_service_does_not_run_is_refused() {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> sdk.putIntegration(request -> request.domainName(domain)
                        .objectTypeName("CTR")
                        .flowDefinition(flow -> flow.flowName("flow")
                                .kmsArn("arn:aws:kms:eu-west-1:1:key/1")
                                .tasks(List.of())
                                .triggerConfig(trigger -> trigger.triggerType(TriggerType.ON_DEMAND))
                                .sourceFlowConfig(source -> source.connectorType(SourceConnectorType.ZENDESK)
                                        .sourceConnectorProperties(
                                                properties -> properties.zendesk(zendesk -> zendesk.object("t")))))))
                .withMessageContaining("FlowDefinition is not supported");
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> sdk.putIntegration(request -> request.domainName(domain)
                        .uri(URI)
                        .objectTypeName("CTR")
                        .scope(Scope.DOMAIN)))
                .withMessageContaining("Scope DOMAIN is not supported");
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> sdk.putIntegration(request -> request.domainName(domain)
                        .uri(URI)
                        .objectTypeName("CTR")
                        .eventTriggerNames("trigger")))
                .withMessageContaining("EventTriggerNames is not supported");
    }
}
