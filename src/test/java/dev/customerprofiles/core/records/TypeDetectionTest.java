package dev.customerprofiles.core.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Normalisation;

import static dev.customerprofiles.core.identity.StandardIdentifier.PROFILE;
import static dev.customerprofiles.core.identity.StandardIdentifier.SECONDARY;
import static dev.customerprofiles.core.identity.StandardIdentifier.UNIQUE;
import static org.assertj.core.api.Assertions.assertThat;

class TypeDetectionTest {

    private final TypeDetection detection = new TypeDetection(new Normalisation("US"));

    private ObjectType detect(String... samples) {
        List<ObjectNode> records = new ArrayList<>();
        for (String sample : samples) {
            records.add((ObjectNode) RecordJson.read(sample));
        }
        return detection.detect(records).orElseThrow();
    }

    private static String target(ObjectType type, String field) {
        return type.fields().get(field).target();
    }

    @Test
    @Timeout(20)
    void values_that_are_made_to_be_tried_for_ever_are_not() {
        ObjectType type =
                detect("{\"id\": 1, \"mail\": \"a@" + ".".repeat(200_000) + "@\", \"size\": \"1e2147483647\"}");

        assertThat(target(type, "mail")).isEqualTo("_profile.Attributes.mail");
    }

    @Test
    void person_of_a_shop_is_recognised_by_names_and_shapes() {
        ObjectType type = detect(
                """
                {"customerId": 7, "firstName": "Ada", "surname": "Lovelace", "contactMail": "ada@example.com",
                 "mobile": "+1 206 555 0100", "dob": "1815-12-10", "company": "Engines", "loyaltyPoints": 12,
                 "billingAddress": {"street": "12 St James's Square", "city": "London", "postcode": "SW1Y"},
                 "city": "Paris", "updated_at": "2026-03-01T12:00:00Z", "favourites": ["a"]}""");

        assertThat(target(type, "firstName")).isEqualTo("_profile.FirstName");
        assertThat(target(type, "surname")).isEqualTo("_profile.LastName");
        assertThat(target(type, "contactMail")).isEqualTo("_profile.EmailAddress");
        assertThat(target(type, "mobile")).isEqualTo("_profile.MobilePhoneNumber");
        assertThat(target(type, "dob")).isEqualTo("_profile.BirthDate");
        assertThat(target(type, "company")).isEqualTo("_profile.BusinessName");
        assertThat(target(type, "billingAddress_street")).isEqualTo("_profile.BillingAddress.Address1");
        assertThat(target(type, "billingAddress_postcode")).isEqualTo("_profile.BillingAddress.PostalCode");
        assertThat(target(type, "city")).isEqualTo("_profile.Address.City");
        assertThat(target(type, "updated_at")).isEqualTo("_profile.SourceLastUpdatedTimestamp");
        assertThat(type.sourceLastUpdatedTimestampFormat()).isEqualTo("yyyy-MM-dd'T'HH:mm:ssX");
        assertThat(type.fields().get("loyaltyPoints"))
                .isEqualTo(new Field("_source.loyaltyPoints", "_profile.Attributes.loyaltyPoints", ContentType.NUMBER));
        assertThat(type.fields()).doesNotContainKey("favourites");
        assertThat(type.keys())
                .isEqualTo(Map.of(
                        "customerId",
                        List.of(new KeyDefinition(Set.of(UNIQUE, PROFILE), List.of("customerId"))),
                        "_email",
                        List.of(new KeyDefinition(Set.of(PROFILE, SECONDARY), List.of("contactMail")))));
    }

    @Test
    void one_text_with_both_names_is_split() {
        ObjectType type = detect("{\"id\": \"1\", \"name\": \"Ada King Lovelace\", \"phone\": \"206-555-0100\"}");

        assertThat(type.fields().get("first_name").source()).isEqualTo("{{firstName _source.name}}");
        assertThat(target(type, "last_name")).isEqualTo("_profile.LastName");
        assertThat(target(type, "phone")).isEqualTo("_profile.PhoneNumber");
    }

    @Test
    void shape_decides_where_a_name_misleads() {
        ObjectType type = detect("{\"id\": 1, \"phone\": \"see notes\", \"login\": \"ada@example.com\"}");

        assertThat(target(type, "phone")).isEqualTo("_profile.Attributes.phone");
        assertThat(target(type, "login")).isEqualTo("_profile.EmailAddress");
    }

    @Test
    void identifier_is_what_tells_the_samples_apart() {
        ObjectType type = detect(
                "{\"id\": 1, \"contact_id\": \"a\", \"tenantId\": 5}",
                "{\"id\": 1, \"contact_id\": \"b\", \"tenantId\": 5}");

        assertThat(type.keys()).containsOnlyKeys("contact_id");
        assertThat(detection.detect(List.of((ObjectNode) RecordJson.read("{\"colour\": \"red\"}"))))
                .isEmpty();
    }

    @Test
    void time_format_is_the_one_that_all_samples_have() {
        assertThat(detect("{\"id\": 1, \"modified\": 1772366400000}").sourceLastUpdatedTimestampFormat())
                .isEqualTo("EpochMilli");
        assertThat(detect("{\"id\": 1, \"sys_updated_on\": \"2025-04-05 06:00:00\"}")
                        .sourceLastUpdatedTimestampFormat())
                .isEqualTo("yyyy-MM-dd HH:mm:ss");
    }

    @Property(tries = 500)
    void whatever_is_proposed_can_be_put(
            @ForAll @Size(max = 20) List<@StringLength(min = 1, max = 70) String> names,
            @ForAll @Size(20) List<String> values) {
        ObjectNode record = JsonNodeFactory.instance.objectNode().put("id", "1");
        for (int i = 0; i < names.size(); i++) {
            record.put(names.get(i), values.get(i));
        }

        detection.detect(List.of(record)).ifPresent(type -> {
            ObjectNode wire = type.toWire();
            assertThat(ObjectType.parse("detected", wire).fields()).isEqualTo(type.fields());
            assertThat(Mapping.compile(type, new Normalisation("US")).uniqueKey(record))
                    .isPresent();
        });
    }
}
