package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.events.TypeDefinitions.Definition;
import dev.customerprofiles.core.records.DefinedType;
import dev.customerprofiles.core.records.Tags;

import static org.assertj.core.api.Assertions.assertThat;

class TypeDefinitionsTest {

    private static final String SHOP =
            """
            {"Description": "shop", "AllowProfileCreation": true, "Fields": {
              "id": {"Source": "{{_source.id}}"},
              "mail": {"Source": "{{_source.mail}}", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"}},
             "Keys": {
              "shopId": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}],
              "_email": [{"StandardIdentifiers": [], "FieldNames": ["mail"]}]}}""";

    private final TestDomain domain = new TestDomain();

    @Test
    void a_defined_type_reads_records_from_then_on() {
        defined(domain.defines("shop", SHOP));

        Outcome outcome = domain.receives(told("s1"));

        assertThat(outcome.status()).isEqualTo(Outcome.Status.CREATED);
        assertThat(domain.owners("shopId", "s1").only()).contains(outcome.profileId());
    }

    @Test
    void a_new_definition_keeps_when_the_type_was_made_and_its_tags() {
        DefinedType first = defined(domain.defines("shop", SHOP.replaceFirst("\\{", "{\"Tags\": {\"a\": \"b\"},")));
        domain.waits(TestDomain.DAY);

        DefinedType second = defined(
                domain.defines("shop", SHOP.replaceFirst("\\{", "{\"SourcePriority\": 3, \"Tags\": {\"c\": \"d\"},")));

        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(second.updatedAt()).isGreaterThan(first.updatedAt());
        assertThat(second.revision()).isNotEqualTo(first.revision());
        assertThat(second.definition().path("SourcePriority").asInt()).isEqualTo(3);
        assertThat(second.definition().path("Tags").toString()).isEqualTo("{\"a\":\"b\"}");
    }

    @Test
    void a_key_must_have_the_content_types_that_it_has_in_other_types() {
        defined(domain.defines("shop", SHOP));

        assertThat(refused(domain.defines(
                        "till",
                        SHOP.replace(
                                        "\"}},",
                                        "\"}, \"no\": {\"Source\": \"{{_source.no}}\","
                                                + " \"ContentType\": \"NUMBER\"}},")
                                .replace(
                                        "\"PROFILE\"], \"FieldNames\": [\"id\"]",
                                        "\"PROFILE\"], \"FieldNames\": [\"no\"]"))))
                .isEqualTo("Keys.shopId");
        // the type itself may change its mind
        defined(domain.defines(
                "shop", SHOP.replace("\"{{_source.id}}\"", "\"{{_source.id}}\", \"ContentType\": \"NUMBER\"")));
    }

    @Test
    void a_key_must_have_the_content_types_that_it_has_in_a_template_or_in_every_profile() {
        assertThat(refused(domain.defines("shop", SHOP.replace("\"_email\"", "\"_phone\""))))
                .isEqualTo("Keys._phone");
        assertThat(refused(domain.defines("shop", SHOP.replace("\"_email\"", "\"_zendeskUserId\""))))
                .isEqualTo("Keys._zendeskUserId");
        defined(domain.defines("shop", SHOP.replace("shopId", "_zendeskUserId")));
    }

    @Test
    void names_with_an_underscore_are_those_of_the_service() {
        assertThat(refused(domain.defines("_shop", SHOP))).isEqualTo("ObjectTypeName");
        assertThat(refused(domain.defines("_case", SHOP))).isEqualTo("ObjectTypeName");
        assertThat(refused(domain.defines("shop", SHOP.replace("shopId", "_shopId"))))
                .isEqualTo("Keys._shopId");
    }

    @Test
    void a_template_may_stand_for_fields_and_keys_but_not_beside_them() {
        DefinedType defined =
                defined(domain.defines("people", "{\"Description\": \"d\", \"TemplateId\": \"Zendesk-users\"}"));
        assertThat(defined.definition().has("Fields")).isFalse();
        assertThat(refused(domain.defines("people", SHOP.replaceFirst("\\{", "{\"TemplateId\": \"Zendesk-users\","))))
                .isEqualTo("TemplateId");
        assertThat(refused(domain.defines("people", "{\"Description\": \"d\", \"TemplateId\": \"Nothing\"}")))
                .isEqualTo("TemplateId");
        assertThat(refused(domain.defines("people", "{\"Description\": \"d\"}")))
                .isEqualTo("Fields");
        assertThat(
                        refused(
                                domain.defines(
                                        "people",
                                        "{\"Description\": \"d\", \"TemplateId\": \"Zendesk-users\", \"AllowProfileCreation\": false}")))
                .isEqualTo("AllowProfileCreation");
    }

    @Test
    void a_domain_has_no_more_types_than_it_may() {
        for (int i = 0; i < TestDomain.QUOTAS.types(); i++) {
            defined(domain.defines("t" + i, SHOP));
        }
        assertThat(refused(domain.defines("one-more", SHOP))).isEqualTo("ObjectTypeName");
        defined(domain.defines("t0", SHOP));
    }

    @Test
    void a_type_has_no_more_fields_and_keys_than_it_may() {
        defined(domain.defines("shop", with(4, 2)));
        assertThat(refused(domain.defines("shop", with(5, 2)))).isEqualTo("Fields");
        assertThat(refused(domain.defines("shop", with(4, 3)))).isEqualTo("Keys");
    }

    @Test
    void the_types_together_claim_no_more_records_than_a_profile_keeps() {
        defined(domain.defines("shop", SHOP.replaceFirst("\\{", "{\"MaxProfileObjectCount\": 60,")));
        assertThat(refused(domain.defines("till", SHOP.replaceFirst("\\{", "{\"MaxProfileObjectCount\": 41,"))))
                .isEqualTo("MaxProfileObjectCount");
        defined(domain.defines("till", SHOP.replaceFirst("\\{", "{\"MaxProfileObjectCount\": 40,")));
        defined(domain.defines("shop", SHOP.replaceFirst("\\{", "{\"MaxProfileObjectCount\": 59,")));
    }

    @Test
    void tags_are_changed_without_another_definition() {
        DefinedType before = defined(domain.defines("shop", SHOP));

        assertThat(retag("shop", tags -> tags.with(Map.of("a", "b")))).isEqualTo(Tags.Change.DONE);
        assertThat(retag("till", tags -> tags.with(Map.of("a", "b")))).isEqualTo(Tags.Change.NOT_FOUND);

        DefinedType after = domain.run(view -> view.get(Types.ref("shop")).flatMap(Types::read))
                .orElseThrow();
        assertThat(Tags.in(after.definition())).isEqualTo(new Tags(Map.of("a", "b")));
        assertThat(after.revision()).isEqualTo(before.revision());
        assertThat(new Tags(Map.of()).putInto(after.definition())).isEqualTo(before.definition());
    }

    private Tags.Change retag(String type, UnaryOperator<Tags> change) {
        return domain.run(view -> TypeDefinitions.retag(view, type, change, Instant.EPOCH));
    }

    private static String with(int fields, int keys) {
        StringBuilder wire = new StringBuilder("{\"Description\": \"d\", \"Fields\": {");
        for (int i = 0; i < fields; i++) {
            wire.append(i == 0 ? "" : ",").append("\"f" + i + "\": {\"Source\": \"{{_source.f" + i + "}}\"}");
        }
        wire.append("}, \"Keys\": {");
        for (int i = 0; i < keys; i++) {
            wire.append(i == 0 ? "" : ",")
                    .append("\"k" + i + "\": [{\"StandardIdentifiers\": [" + (i == 0 ? "\"UNIQUE\", \"PROFILE\"" : "")
                            + "], \"FieldNames\": [\"f0\"]}]");
        }
        return wire.append("}}").toString();
    }

    private static Told told(String id) {
        return new Told("shop", java.util.Map.of("id", id), 1, null);
    }

    private static DefinedType defined(Definition definition) {
        assertThat(definition).isInstanceOf(Definition.Defined.class);
        return ((Definition.Defined) definition).type();
    }

    private static String refused(Definition definition) {
        assertThat(definition).isInstanceOf(Definition.Refused.class);
        return ((Definition.Refused) definition).member();
    }
}
