package dev.customerprofiles.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.customerprofiles.model.AdditionalSearchKey;
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
import software.amazon.awssdk.services.customerprofiles.model.ListProfileObjectsItem;
import software.amazon.awssdk.services.customerprofiles.model.LogicalOperator;
import software.amazon.awssdk.services.customerprofiles.model.Profile;
import software.amazon.awssdk.services.customerprofiles.model.ResourceNotFoundException;
import software.amazon.awssdk.services.customerprofiles.model.SearchProfilesResponse;

import dev.customerprofiles.Records;
import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Records go in, and profiles and objects come out. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class ObjectsTest extends SdkScenario {

    private static final String CONTACT = "003Hs00000JGrknIAV";
    private static final String PHONE = "+12065550101";
    private static final long REQUESTER = 377935745237L;

    private String contactKey;
    private String ada;
    private String bob;

    @BeforeEach
    void haveTwoCustomers() {
        contactKey =
                put("Salesforce-Contact", Records.salesforceContact(CONTACT, PHONE, "2025-04-03T10:15:00.000+0000"));
        put("Zendesk-users", Records.zendeskUser(REQUESTER));
        put("Zendesk-tickets", Records.zendeskTicket(48102, REQUESTER, "Charged twice"));
        put("Zendesk-tickets", Records.zendeskTicket(48103, REQUESTER, "Router blinks"));
        put("Zendesk-users", "{\"id\": 5, \"name\": \"Bob Byron\", \"email\": \"ADA@example.com\"}");
        ada = search("_zendeskUserId", Long.toString(REQUESTER)).items().get(0).profileId();
        bob = search("_zendeskUserId", "5").items().get(0).profileId();
    }

    private SearchProfilesResponse search(String key, String... values) {
        return sdk.searchProfiles(
                request -> request.domainName(domain).keyName(key).values(values));
    }

    private List<ListProfileObjectsItem> objects(String type) {
        List<ListProfileObjectsItem> found = new ArrayList<>();
        String token = null;
        do {
            String from = token;
            var page = sdk.listProfileObjects(request -> request.domainName(domain)
                    .profileId(ada)
                    .objectTypeName(type)
                    .maxResults(1)
                    .nextToken(from));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(1);
            found.addAll(page.items());
            token = page.nextToken();
        } while (token != null);
        return found;
    }

    @Test
    void records_of_two_systems_make_one_profile() {
        Profile profile = sdk.batchGetProfile(
                        request -> request.domainName(domain).profileIds(ada))
                .profiles()
                .get(0);

        assertThat(ada).isNotEqualTo(bob);
        assertThat(profile.firstName()).isEqualTo("Ada");
        assertThat(profile.lastName()).isEqualTo("Lovelace");
        assertThat(profile.mobilePhoneNumber()).isEqualTo(PHONE);
        assertThat(profile.mailingAddress().city()).isEqualTo("Seattle");
        assertThat(profile.attributes()).containsEntry("ZendeskUserId", Long.toString(REQUESTER));
    }

    @Test
    void same_record_again_has_the_same_key() {
        assertThat(put("Salesforce-Contact", Records.salesforceContact(CONTACT, PHONE, "2025-05-03T10:15:00.000+0000")))
                .isEqualTo(contactKey);
        assertThat(objects("Salesforce-Contact"))
                .extracting(ListProfileObjectsItem::profileObjectUniqueKey)
                .containsExactly(contactKey);
    }

    @Test
    void object_of_an_unknown_type_is_not_found_and_one_that_is_no_json_is_refused() {
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> put("Unknown", "{}"));
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> put("CTR", "no JSON"))
                .withMessageContaining("Object must be a JSON object");
    }

    @Test
    void objects_are_listed_as_they_were_sent() {
        assertThat(objects("Zendesk-tickets"))
                .extracting(item -> json(item.object()))
                .containsExactlyInAnyOrder(
                        json(Records.zendeskTicket(48102, REQUESTER, "Charged twice")),
                        json(Records.zendeskTicket(48103, REQUESTER, "Router blinks")));
        assertThat(objects("Salesforce-Contact")).hasSize(1).allSatisfy(item -> {
            assertThat(item.objectTypeName()).isEqualTo("Salesforce-Contact");
            assertThat(item.profileObjectUniqueKey()).isEqualTo(contactKey);
        });
        assertThat(objects("CTR")).isEmpty();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void standard_objects_are_listed_as_they_are_shown() {
        assertThat(objects("_case"))
                .hasSize(2)
                .extracting(ListProfileObjectsItem::object)
                .anySatisfy(object -> assertThat(object).contains("\"Title\":\"Router blinks\""));
    }

    @Test
    void standard_object_is_found_and_filtered_by_its_id_and_its_names() {
        String id = put("Salesforce-Asset", Records.salesforceAsset("02iHs00000ExAmpIAV", CONTACT));

        assertThat(objects("_asset"))
                .extracting(item -> json(item.object()).path("AssetId").asText())
                .containsExactly(id);
        Map.of("_assetId", id, "_assetName", "FiberHub 5 router", "_serialNumber", "FH5-1")
                .forEach((key, value) -> {
                    assertThat(search(key, value).items())
                            .extracting(Profile::profileId)
                            .containsExactly(ada);
                    assertThat(filtered("_asset", key, value)).hasSize(1);
                    assertThat(filtered("_asset", key, "another")).isEmpty();
                });
    }

    @Test
    void object_that_shows_in_no_pane_is_stored_and_listed() {
        put(
                "WebAnalytics-Clickstream",
                "{\"EventId\": \"e-1\", \"EventType\": \"purchase\", \"User\": {\"Id\": \"u-1\"}}");
        ada = search("_webAnalyticsUserId", "u-1").items().get(0).profileId();

        assertThat(objects("_webAnalytics"))
                .extracting(item -> json(item.object()).path("EventType").asText())
                .containsExactly("purchase");
    }

    @Test
    void standard_object_cannot_be_put_directly() {
        for (String type : List.of("_profile", "_asset", "_loyalty", "_webAnalytics")) {
            assertThatExceptionOfType(BadRequestException.class)
                    .isThrownBy(() -> put(type, "{}"))
                    .withMessageContaining("ObjectTypeName");
        }
    }

    private List<ListProfileObjectsItem> filtered(String type, String key, String value) {
        return sdk.listProfileObjects(request -> request.domainName(domain)
                        .profileId(ada)
                        .objectTypeName(type)
                        .objectFilter(filter -> filter.keyName(key).values(value)))
                .items();
    }

    @Test
    void objects_are_filtered_by_key() {
        var found = sdk.listProfileObjects(request -> request.domainName(domain)
                .profileId(ada)
                .objectTypeName("Zendesk-tickets")
                .objectFilter(filter -> filter.keyName("_zendeskTicketId").values("48103", "1")));

        assertThat(found.items()).hasSize(1).first().satisfies(item -> assertThat(item.object())
                .contains("Router blinks"));
    }

    @Test
    void profiles_are_found_by_any_or_by_all_of_the_keys() {
        var either = search("_email", " ada@EXAMPLE.com");
        var both = sdk.searchProfiles(request -> request.domainName(domain)
                .keyName("_email")
                .values("ada@example.com")
                .additionalSearchKeys(AdditionalSearchKey.builder()
                        .keyName("_phone")
                        .values("(206) 555-0101")
                        .build())
                .logicalOperator(LogicalOperator.AND));

        assertThat(either.items()).extracting(Profile::profileId).containsExactlyInAnyOrder(ada, bob);
        assertThat(both.items()).extracting(Profile::profileId).containsExactly(ada);
        assertThat(both.items().get(0).foundByItems()).hasSize(2).first().satisfies(found -> {
            assertThat(found.keyName()).isEqualTo("_email");
            assertThat(found.values()).containsExactly("ada@example.com");
        });
    }

    @Test
    void profiles_are_found_by_their_ids_and_page_by_page() {
        assertThat(search("_profileId", bob, "c".repeat(32)).items())
                .extracting(Profile::profileId)
                .containsExactly(bob);

        var first = sdk.searchProfiles(request -> request.domainName(domain)
                .keyName("_email")
                .values("ada@example.com")
                .maxResults(1));
        var second = sdk.searchProfiles(request -> request.domainName(domain)
                .keyName("_email")
                .values("ada@example.com")
                .maxResults(1)
                .nextToken(first.nextToken()));
        assertThat(List.of(
                        first.items().get(0).profileId(), second.items().get(0).profileId()))
                .containsExactlyInAnyOrder(ada, bob);
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void batch_names_the_profiles_that_do_not_exist() {
        String nobody = "c".repeat(32);
        var batch = sdk.batchGetProfile(request -> request.domainName(domain).profileIds(bob, nobody));

        assertThat(batch.profiles()).extracting(Profile::profileId).containsExactly(bob);
        assertThat(batch.errors()).hasSize(1).first().satisfies(error -> {
            assertThat(error.profileId()).isEqualTo(nobody);
            assertThat(error.code()).isEqualTo("ResourceNotFoundException");
        });
    }
}
