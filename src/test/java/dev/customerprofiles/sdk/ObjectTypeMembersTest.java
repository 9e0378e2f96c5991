package dev.customerprofiles.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.customerprofiles.model.FieldContentType;
import software.amazon.awssdk.services.customerprofiles.model.ListProfileObjectTypeItem;
import software.amazon.awssdk.services.customerprofiles.model.ListProfileObjectTypeTemplateItem;
import software.amazon.awssdk.services.customerprofiles.model.ObjectTypeField;
import software.amazon.awssdk.services.customerprofiles.model.ObjectTypeKey;
import software.amazon.awssdk.services.customerprofiles.model.Profile;
import software.amazon.awssdk.services.customerprofiles.model.PutProfileObjectTypeResponse;
import software.amazon.awssdk.services.customerprofiles.model.ResourceNotFoundException;
import software.amazon.awssdk.services.customerprofiles.model.StandardIdentifier;

import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a mapping says comes back, and so do the templates and tags. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class ObjectTypeMembersTest extends SdkScenario {

    private static final String MEMBER = "{\"id\": 7, \"name\": \"Ada\", \"mail\": \"ada@example.com\"}";

    private static ObjectTypeField field(String source, String target, FieldContentType content) {
        return ObjectTypeField.builder()
                .source(source)
                .target(target)
                .contentType(content)
                .build();
    }

    private PutProfileObjectTypeResponse haveMembers() {
        return sdk.putProfileObjectType(request -> request.domainName(domain)
                .objectTypeName("members")
                .description("club")
                .expirationDays(30)
                .allowProfileCreation(true)
                .maxProfileObjectCount(600)
                .fields(Map.of(
                        "id",
                        field("_source.id", null, null),
                        "name",
                        field("_source.name", "_profile.FirstName", FieldContentType.NAME),
                        "mail",
                        field("_source.mail", "_profile.EmailAddress", FieldContentType.EMAIL_ADDRESS)))
                .keys(Map.of(
                        "memberId",
                        List.of(ObjectTypeKey.builder()
                                .standardIdentifiers(StandardIdentifier.UNIQUE, StandardIdentifier.PROFILE)
                                .fieldNames("id")
                                .build()),
                        "memberMail",
                        List.of(ObjectTypeKey.builder().fieldNames("mail").build())))
                .tags(Map.of("team", "club")));
    }

    private List<Profile> found(String key, String value) {
        return sdk.searchProfiles(
                        request -> request.domainName(domain).keyName(key).values(value))
                .items();
    }

    @Test
    void type_keeps_every_member() {
        var put = haveMembers();
        var read =
                sdk.getProfileObjectType(request -> request.domainName(domain).objectTypeName("members"));

        assertThat(read.description()).isEqualTo("club");
        assertThat(read.expirationDays()).isEqualTo(30);
        assertThat(read.allowProfileCreation()).isTrue();
        assertThat(read.maxProfileObjectCount()).isEqualTo(600);
        assertThat(read.maxAvailableProfileObjectCount()).isEqualTo(400);
        assertThat(read.tags()).isEqualTo(Map.of("team", "club"));
        assertThat(read.fields()).isEqualTo(put.fields()).containsOnlyKeys("id", "name", "mail");
        assertThat(read.fields().get("mail"))
                .isEqualTo(field("_source.mail", "_profile.EmailAddress", FieldContentType.EMAIL_ADDRESS));
        assertThat(read.keys().get("memberId").get(0).standardIdentifiers())
                .containsExactlyInAnyOrder(StandardIdentifier.UNIQUE, StandardIdentifier.PROFILE);
        assertThat(read.keys().get("memberMail").get(0).fieldNames()).containsExactly("mail");
        assertThat(read.createdAt()).isEqualTo(put.createdAt()).isEqualTo(read.lastUpdatedAt());
    }

    @Test
    void types_are_listed_page_by_page() {
        haveMembers();
        sdk.putProfileObjectType(request -> request.domainName(domain)
                .objectTypeName("calls")
                .description("contact records")
                .templateId("CTR"));

        var page =
                sdk.listProfileObjectTypes(request -> request.domainName(domain).maxResults(1));
        var rest =
                sdk.listProfileObjectTypes(request -> request.domainName(domain).nextToken(page.nextToken()));

        assertThat(page.items())
                .extracting(ListProfileObjectTypeItem::objectTypeName)
                .containsExactly("calls");
        assertThat(rest.items())
                .extracting(ListProfileObjectTypeItem::objectTypeName)
                .containsExactly("members");
        assertThat(rest.items().get(0).description()).isEqualTo("club");
        assertThat(rest.items().get(0).tags()).isEqualTo(Map.of("team", "club"));
        assertThat(rest.nextToken()).isNull();
    }

    @Test
    void records_of_the_type_make_profiles_that_its_keys_find() {
        haveMembers();
        put("members", MEMBER);

        assertThat(found("memberId", "7")).extracting(Profile::firstName).containsExactly("Ada");
        assertThat(found("memberMail", "ADA@example.com"))
                .extracting(Profile::emailAddress)
                .containsExactly("ada@example.com");
        assertThat(found("_email", "ada@example.com")).hasSize(1);
    }

    @Test
    void templates_are_listed_page_by_page_and_read() {
        List<ListProfileObjectTypeTemplateItem> templates = new ArrayList<>();
        String token = null;
        do {
            String from = token;
            var page = sdk.listProfileObjectTypeTemplates(
                    request -> request.maxResults(4).nextToken(from));
            assertThat(page.items()).hasSizeBetween(1, 4);
            templates.addAll(page.items());
            token = page.nextToken();
        } while (token != null);

        assertThat(templates)
                .extracting(ListProfileObjectTypeTemplateItem::templateId)
                .doesNotHaveDuplicates()
                .contains("CTR", "CTR-NoInferred", "Salesforce-Contact", "Zendesk-tickets", "Servicenow-incident");
        var contact = sdk.getProfileObjectTypeTemplate(request -> request.templateId("Salesforce-Contact"));
        assertThat(contact.sourceName()).isEqualTo("Salesforce");
        assertThat(contact.sourceObject()).isEqualTo("Contact");
        assertThat(contact.fields().values())
                .extracting(ObjectTypeField::target)
                .contains("_profile.LastName", "_profile.MailingAddress.City");
        assertThat(contact.keys()).containsKeys("_salesforceContactId", "_salesforceAccountId");
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.getProfileObjectTypeTemplate(request -> request.templateId("Nothing")));
    }

    @Test
    void tags_of_a_type_are_those_it_shows() {
        haveMembers();
        String arn = "arn:aws:profile:eu-central-1:1:domains/" + domain + "/object-types/members";

        sdk.tagResource(request -> request.resourceArn(arn).tags(Map.of("owner", "ada")));
        assertThat(sdk.listTagsForResource(request -> request.resourceArn(arn)).tags())
                .isEqualTo(Map.of("team", "club", "owner", "ada"));
        sdk.untagResource(request -> request.resourceArn(arn).tagKeys("team"));

        var read =
                sdk.getProfileObjectType(request -> request.domainName(domain).objectTypeName("members"));
        assertThat(read.tags()).isEqualTo(Map.of("owner", "ada"));
        put("members", MEMBER);
        assertThat(found("memberId", "7")).hasSize(1);
    }
}
