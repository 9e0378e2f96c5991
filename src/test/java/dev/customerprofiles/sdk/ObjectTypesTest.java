package dev.customerprofiles.sdk;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
import software.amazon.awssdk.services.customerprofiles.model.FieldContentType;
import software.amazon.awssdk.services.customerprofiles.model.ListProfileObjectTypeItem;
import software.amazon.awssdk.services.customerprofiles.model.ObjectTypeField;
import software.amazon.awssdk.services.customerprofiles.model.ObjectTypeKey;
import software.amazon.awssdk.services.customerprofiles.model.Profile;
import software.amazon.awssdk.services.customerprofiles.model.PutProfileObjectTypeResponse;
import software.amazon.awssdk.services.customerprofiles.model.ResourceNotFoundException;
import software.amazon.awssdk.services.customerprofiles.model.StandardIdentifier;

import dev.customerprofiles.core.events.Job;
import dev.customerprofiles.core.events.TypeReplay;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** A domain's own types, from their definition to what is left when they are deleted. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class ObjectTypesTest extends JobScenario {

    private static final String ADA = "{\"id\": 1, \"name\": \"Augusta\", \"club\": \"gold\"}";

    private PutProfileObjectTypeResponse define(String type) {
        return sdk.putProfileObjectType(request -> request.domainName(domain)
                .objectTypeName(type)
                .description("members of the club")
                .allowProfileCreation(true)
                .tags(Map.of("team", "club"))
                .fields(Map.of(
                        "id", field("_source.id", null),
                        "name", field("_source.name", "_profile.FirstName"),
                        "club", field("_source.club", "_profile.Attributes.club")))
                .keys(Map.of(
                        "_zendeskUserId",
                        java.util.List.of(ObjectTypeKey.builder()
                                .standardIdentifiers(StandardIdentifier.UNIQUE, StandardIdentifier.PROFILE)
                                .fieldNames("id")
                                .build()))));
    }

    private static ObjectTypeField field(String source, String target) {
        return ObjectTypeField.builder()
                .source(source)
                .target(target)
                .contentType(FieldContentType.STRING)
                .build();
    }

    private Profile customer() {
        return sdk.searchProfiles(request ->
                        request.domainName(domain).keyName("_zendeskUserId").values("1"))
                .items()
                .get(0);
    }

    @Test
    void type_is_defined_read_and_listed() {
        var put = define("members");
        var read =
                sdk.getProfileObjectType(request -> request.domainName(domain).objectTypeName("members"));

        assertThat(read.description()).isEqualTo("members of the club");
        assertThat(read.fields()).isEqualTo(put.fields()).containsKeys("id", "name", "club");
        assertThat(read.keys()).isEqualTo(put.keys()).containsOnlyKeys("_zendeskUserId");
        assertThat(read.createdAt()).isEqualTo(put.createdAt());
        assertThat(read.maxAvailableProfileObjectCount()).isEqualTo(1000);
        assertThat(sdk.listProfileObjectTypes(request -> request.domainName(domain))
                        .items())
                .extracting(ListProfileObjectTypeItem::objectTypeName)
                .containsExactly("members");
    }

    @Test
    void templates_are_listed_and_read() {
        var templates = sdk.listProfileObjectTypeTemplates(request -> {});
        assertThat(templates.items()).isNotEmpty().allSatisfy(item -> {
            var template = sdk.getProfileObjectTypeTemplate(request -> request.templateId(item.templateId()));
            assertThat(template.sourceObject()).isEqualTo(item.sourceObject());
            assertThat(template.fields()).isNotEmpty();
        });
    }

    @Test
    void unusable_type_is_refused() {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> sdk.putProfileObjectType(request -> request.domainName(domain)
                        .objectTypeName("members")
                        .description("d")
                        .templateId("Nothing")))
                .withMessageContaining("TemplateId must be the id of a template");
    }

    @Test
    void deleted_type_is_gone_at_once_and_then_all_that_it_said() {
        define("members");
        put("Zendesk-users", "{\"id\": 1, \"name\": \"Ada Lovelace\"}");
        put("members", ADA);
        assertThat(customer().firstName()).isEqualTo("Augusta");

        sdk.deleteProfileObjectType(request -> request.domainName(domain).objectTypeName("members"));

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.getProfileObjectType(
                        request -> request.domainName(domain).objectTypeName("members")));
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> put("members", ADA));
        await().untilAsserted(() -> {
            assertThat(customer().firstName()).isEqualTo("Ada");
            assertThat(customer().attributes()).doesNotContainKey("club");
        });
    }

    @Test
    void name_of_a_deleted_type_is_used_again_with_none_of_its_records() {
        define("members");
        put("Zendesk-users", "{\"id\": 1, \"name\": \"Ada Lovelace\"}");
        put("members", ADA);
        String customer = customer().profileId();
        sdk.deleteProfileObjectType(request -> request.domainName(domain).objectTypeName("members"));
        define("members");

        assertThat(sdk.listProfileObjects(request ->
                                request.domainName(domain).profileId(customer).objectTypeName("members"))
                        .items())
                .isEmpty();
        put("members", "{\"id\": 1, \"name\": \"Countess\"}");
        await().untilAsserted(() -> {
            assertThat(customer().firstName()).isEqualTo("Countess");
            assertThat(customer().attributes()).doesNotContainKey("club");
        });
        assertThat(sdk.listProfileObjects(request -> request.domainName(domain)
                                .profileId(customer().profileId())
                                .objectTypeName("members"))
                        .items())
                .hasSize(1);
    }

    @Test
    void integrations_of_a_deleted_type_stop() {
        define("members");
        sdk.putIntegration(request -> request.domainName(domain).uri("urn:club").objectTypeName("members"));
        sdk.putIntegration(request -> request.domainName(domain)
                .uri("urn:both")
                .objectTypeNames(Map.of("member", "members", "ticket", "Zendesk-tickets")));

        sdk.deleteProfileObjectType(request -> request.domainName(domain).objectTypeName("members"));

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() ->
                        sdk.getIntegration(request -> request.domainName(domain).uri("urn:club")));
        assertThat(sdk.getIntegration(request -> request.domainName(domain).uri("urn:both"))
                        .objectTypeNames())
                .containsOnlyKeys("ticket");
    }

    @Test
    void work_that_an_instance_left_behind_when_it_died_is_finished_by_another() {
        define("members");
        put("members", ADA);
        sdk.putProfileObjectType(request -> request.domainName(domain)
                .objectTypeName("members")
                .description("members of the club")
                .allowProfileCreation(true)
                .fields(Map.of("id", field("_source.id", null), "name", field("_source.name", "_profile.BusinessName")))
                .keys(Map.of(
                        "_zendeskUserId",
                        java.util.List.of(ObjectTypeKey.builder()
                                .standardIdentifiers(StandardIdentifier.UNIQUE, StandardIdentifier.PROFILE)
                                .fieldNames("id")
                                .build()))));

        here((view, now) -> {
            decisions.replaying().begin(view, "members", 1);
            Ref ref = Job.ref(TypeReplay.WORK, "members");
            return dies(view, ref, Job.read(view.get(ref).orElseThrow()).state(), now);
        });

        await().untilAsserted(() -> assertThat(customer().businessName()).isEqualTo("Augusta"));
        assertThat(customer().firstName()).isNull();
    }
}
