package dev.customerprofiles.core.records;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.identity.Normalisation;

import static dev.customerprofiles.core.records.BuiltIn.TEMPLATES;
import static dev.customerprofiles.core.records.BuiltIn.item;
import static dev.customerprofiles.core.records.BuiltIn.keys;
import static dev.customerprofiles.core.records.BuiltIn.template;
import static dev.customerprofiles.core.records.Json.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TemplatesTest {

    private static final List<String> FILES = List.of(
            "salesforce.json",
            "marketo.json",
            "zendesk.json",
            "servicenow.json",
            "segment.json",
            "shopify.json",
            "clickstream.json",
            "contacts.json");

    @Test
    void no_template_fails_on_a_record_of_any_other() {
        for (Templates.Template template : TEMPLATES.templates()) {
            for (String file : FILES) {
                Json.resource(file).forEach(record -> {
                    ObjectNode each = JsonNodeFactory.instance.objectNode().setAll((ObjectNode) record);
                    assertThat(template.mapping().map(once(each))).isNotNull();
                });
            }
        }
    }

    @Test
    void templates_are_listed_and_read_back_as_object_types() {
        assertThat(TEMPLATES.templates()).hasSize(36).allSatisfy(template -> {
            assertThat(template.sourceName()).isNotBlank();
            assertThat(template.sourceObject()).isNotBlank();
            ObjectType type = template.mapping().type();
            assertThat(ObjectType.parse(type.name(), type.toWire())).isEqualTo(type);
            assertThat(type.sourceLastUpdatedTimestampFormat()).isNotNull();
        });
        assertThat(TEMPLATES.find("Nothing")).isEmpty();
    }

    @Test
    void a_type_that_names_a_template_gets_its_mapping_under_its_own_name_and_priority() {
        ObjectType type = ObjectType.parse("Calls", Json.of("{'TemplateId':'CTR','SourcePriority':3}"));
        ObjectType expanded = TEMPLATES.expanded(type);
        assertThat(expanded.name()).isEqualTo("Calls");
        assertThat(expanded.sourcePriority()).isEqualTo(3);
        assertThat(expanded.fields()).isEqualTo(template("CTR").type().fields());
        assertThatThrownBy(() -> TEMPLATES.expanded(ObjectType.parse("X", Json.of("{'TemplateId':'No'}"))))
                .isInstanceOf(InvalidObjectType.class);
    }

    @Test
    void every_published_template_is_there() {
        assertThat(TEMPLATES.templates().stream().map(Templates.Template::id))
                .contains(
                        "CTR",
                        "CTR-NoInferred",
                        "CTR-AutoAssociateOnly",
                        "Salesforce-Account",
                        "Salesforce-Contact",
                        "Salesforce-Asset",
                        "Salesforce-Multi-Contact-Account-Link",
                        "Salesforce-Multi-Asset-Account-Link",
                        "Marketo-leads",
                        "Marketo-Multi-Lead-Account-Link",
                        "Zendesk-users",
                        "Zendesk-tickets",
                        "Servicenow-sys_user",
                        "Servicenow-task",
                        "Servicenow-incident",
                        "Segment-Identify",
                        "Segment-Customer",
                        "Shopify-Customer",
                        "Shopify-DraftOrder",
                        "Shopify-Order",
                        "WebAnalytics-Clickstream");
    }

    @Test
    void every_published_search_key_is_given_by_some_template_or_object() {
        Stream<String> ofTemplates = TEMPLATES.all().stream().flatMap(type -> type.keys().keySet().stream());
        Stream<String> ofObjects = Stream.of(ItemKind.values())
                .flatMap(kind -> Stream.concat(kind.idKey().stream(), kind.indexed().values().stream()));
        assertThat(Stream.concat(ofTemplates, ofObjects))
                .contains(
                        "_assetId",
                        "_caseId",
                        "_orderId",
                        "_ctrContactId",
                        "_marketoLeadId",
                        "_salesforceAccountId",
                        "_salesforceContactId",
                        "_salesforceAssetId",
                        "_zendeskUserId",
                        "_zendeskExternalId",
                        "_zendeskTicketId",
                        "_serviceNowSystemId",
                        "_serviceNowIncidentId",
                        "_serviceNowTaskId",
                        "_segmentUserId",
                        "_shopifyCustomerId",
                        "_shopifyOrderId",
                        "_assetName",
                        "_serialNumber",
                        "_communicationRecordId",
                        "_loyaltyId",
                        "_loyaltyMembershipId");
    }

    @Test
    void a_standard_object_type_is_a_template_and_no_implicit_type() {
        assertThat(TEMPLATES.find("_loyalty")).isEmpty();
        ObjectType members = TEMPLATES.expanded(ObjectType.parse("Members", Json.of("{'TemplateId':'_loyalty'}")));
        Contribution member = Mapping.compile(members, new Normalisation("US"))
                .map(
                        once(
                                Json.of(
                                        """
                                        {'LoyaltyId':'L-1','ProfileId':'0123456789abcdef0123456789abcdef','MembershipId':'M-7','Status':'Active',
                                         'Tier':{'CurrentTier':'Gold'},'Points':{'Balance':1200},'UpdatedDate':'2024-03-01T00:00:00Z',
                                         'PointExpirations':[{'Points':100,'Date':'2025-01-31'},{'Points':20}],'Attributes':{'since':2019}}
                                        """)));
        assertThat(item(member))
                .isEqualTo(
                        Json.of(
                                """
                                {'MembershipId':'M-7','Status':'Active','UpdatedDate':'2024-03-01T00:00:00Z','Tier':{'CurrentTier':'Gold'},
                                 'Points':{'Balance':'1200'},'PointExpirations':[{'Points':'100','Date':'2025-01-31'},{'Points':'20'}],
                                 'Attributes':{'since':'2019'}}
                                """));
        assertThat(keys(member))
                .containsExactly(
                        "_loyaltySourceId=L-1 [LOYALTY, UNIQUE]",
                        "_profileId=0123456789abcdef0123456789abcdef [PROFILE, LOOKUP_ONLY]",
                        "_loyaltyMembershipId=M-7 []");
    }
}
