package dev.customerprofiles.sdk;

import java.time.Instant;
import java.util.stream.IntStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
import software.amazon.awssdk.services.customerprofiles.model.DetectedProfileObjectType;
import software.amazon.awssdk.services.customerprofiles.model.ListObjectTypeAttributeItem;
import software.amazon.awssdk.services.customerprofiles.model.ListObjectTypeAttributeValuesItem;
import software.amazon.awssdk.services.customerprofiles.model.ResourceNotFoundException;
import software.amazon.awssdk.services.customerprofiles.model.StandardIdentifier;

import dev.customerprofiles.Records;
import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/** What the records of a type hold, and how records of an unknown type could be mapped, through the published SDK. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class ObjectTypeAttributesTest extends SdkScenario {

    private static final String USERS = "Zendesk-users";

    private static String user(int id, String role, int tickets) {
        return """
                {"id": %d, "name": "Ada Lovelace", "role": "%s", "tickets": %d, "photo": {"size": 3},
                 "updated_at": "2025-04-04T07:00:%02dZ"}"""
                .formatted(id, role, tickets, id);
    }

    @Test
    void attributes_of_a_type_are_listed_in_pages() {
        put(USERS, user(1, "end-user", 1));

        assertThat(sdk.listObjectTypeAttributesPaginator(request ->
                                request.domainName(domain).objectTypeName(USERS).maxResults(2))
                        .items())
                .extracting(ListObjectTypeAttributeItem::attributeName)
                .containsExactly("id", "name", "photo.size", "role", "tickets", "updated_at");
        assertThat(sdk.listObjectTypeAttributes(
                                request -> request.domainName(domain).objectTypeName(USERS))
                        .items()
                        .get(0)
                        .lastUpdatedAt())
                .isEqualTo(Instant.parse("2025-04-04T07:00:01Z"));
        assertThat(sdk.listObjectTypeAttributes(
                                request -> request.domainName(domain).objectTypeName("Zendesk-tickets"))
                        .items())
                .isEmpty();
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.listObjectTypeAttributes(
                        request -> request.domainName(domain).objectTypeName("nothing")));
    }

    @Test
    void values_of_an_attribute_are_listed_the_newest_first() {
        put(USERS, user(1, "end-user", 1));
        put(USERS, user(2, "admin", 1));
        put(USERS, user(3, "end-user", 1));

        var first = sdk.listObjectTypeAttributeValues(request -> request.domainName(domain)
                .objectTypeName(USERS)
                .attributeName("role")
                .maxResults(1));
        var second = sdk.listObjectTypeAttributeValues(request -> request.domainName(domain)
                .objectTypeName(USERS)
                .attributeName("role")
                .maxResults(1)
                .nextToken(first.nextToken()));

        assertThat(first.items())
                .extracting(ListObjectTypeAttributeValuesItem::value)
                .containsExactly("end-user");
        assertThat(first.items().get(0).lastUpdatedAt()).isEqualTo(Instant.parse("2025-04-04T07:00:03Z"));
        assertThat(second.items())
                .extracting(ListObjectTypeAttributeValuesItem::value)
                .containsExactly("admin");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void statistics_of_an_attribute_are_those_of_its_numbers() {
        IntStream.rangeClosed(1, 5).forEach(i -> put(USERS, user(i, "end-user", 10 * i)));

        var statistics = sdk.getObjectTypeAttributeStatistics(request ->
                        request.domainName(domain).objectTypeName(USERS).attributeName("tickets"))
                .statistics();

        assertThat(statistics.minimum()).isEqualTo(10);
        assertThat(statistics.maximum()).isEqualTo(50);
        assertThat(statistics.average()).isEqualTo(30);
        assertThat(statistics.standardDeviation()).isEqualTo(Math.sqrt(250), within(1e-9));
        assertThat(statistics.percentiles().p50()).isEqualTo(30);
        assertThat(statistics.percentiles().p25()).isBetween(10.0, 30.0);
        assertThat(statistics.percentiles().p95()).isBetween(40.0, 50.0);
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> sdk.getObjectTypeAttributeStatistics(request ->
                        request.domainName(domain).objectTypeName(USERS).attributeName("role")))
                .withMessageContaining("AttributeName");
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.getObjectTypeAttributeStatistics(request ->
                        request.domainName(domain).objectTypeName(USERS).attributeName("nothing")));
    }

    @Test
    void detected_mapping_can_be_put_and_used() {
        String contact = Records.salesforceContact("003-1", "+12065550101", "2025-04-04T07:00:00.000+0000");

        DetectedProfileObjectType detected = sdk.detectProfileObjectType(
                        request -> request.domainName(domain).objects(contact))
                .detectedProfileObjectTypes()
                .get(0);

        assertThat(detected.fields().get("MobilePhone").target()).isEqualTo("_profile.MobilePhoneNumber");
        assertThat(detected.fields().get("LastModifiedDate").target()).isEqualTo("_profile.SourceLastUpdatedTimestamp");
        assertThat(detected.keys().get("Id").get(0).standardIdentifiers())
                .containsExactlyInAnyOrder(StandardIdentifier.UNIQUE, StandardIdentifier.PROFILE);
        sdk.putProfileObjectType(request -> request.domainName(domain)
                .objectTypeName("people")
                .description("people of the shop")
                .allowProfileCreation(true)
                .sourceLastUpdatedTimestampFormat(detected.sourceLastUpdatedTimestampFormat())
                .fields(detected.fields())
                .keys(detected.keys()));
        put("people", contact);
        assertThat(sdk.searchProfiles(request ->
                                request.domainName(domain).keyName("_email").values("ada@example.com"))
                        .items())
                .singleElement()
                .satisfies(profile -> {
                    assertThat(profile.firstName()).isEqualTo("Ada");
                    assertThat(profile.mailingAddress().city()).isEqualTo("Seattle");
                });
    }

    @Test
    void samples_that_are_too_large_or_no_objects_are_refused() {
        StringBuilder wide = new StringBuilder("{\"id\": 1");
        IntStream.range(1, 121).forEach(i -> wide.append(", \"a").append(i).append("\": 1"));

        for (String sample : new String[] {"[]", "nothing", wide + "}"}) {
            assertThatExceptionOfType(BadRequestException.class)
                    .isThrownBy(() -> sdk.detectProfileObjectType(
                            request -> request.domainName(domain).objects("{\"id\": 1}", sample)))
                    .withMessageContaining("Objects[1]");
        }
        assertThat(sdk.detectProfileObjectType(
                                request -> request.domainName(domain).objects("{\"colour\": \"red\"}"))
                        .detectedProfileObjectTypes())
                .isEmpty();
    }
}
