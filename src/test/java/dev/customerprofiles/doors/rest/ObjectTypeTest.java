package dev.customerprofiles.doors.rest;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TokenKeys;

import static dev.customerprofiles.doors.rest.Door.as;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** Object types over HTTP, with the whole service behind. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class ObjectTypeTest {

    static final String MEMBERS =
            """
            "Fields": {
              "id": {"Source": "_source.id"},
              "name": {"Source": "_source.name", "Target": "_profile.FirstName"},
              "mail": {"Source": "_source.mail", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"}},
            "Keys": {
              "memberId": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}],
              "memberMail": [{"FieldNames": ["mail"]}]}""";

    String domain;

    @BeforeEach
    void createDomain() {
        domain = "types-" + UUID.randomUUID();
        Door.haveDomain(domain);
    }

    @Test
    void type_is_put_read_changed_and_listed() {
        put(
                        "members",
                        "{\"Description\": \"club\", \"ExpirationDays\": 30, \"EncryptionKey\": \"key\","
                                + " \"AllowProfileCreation\": true, \"MaxProfileObjectCount\": 600, \"SourcePriority\": 2,"
                                + " \"Tags\": {\"team\": \"club\"}, \"Unknown\": 1, " + MEMBERS + "}")
                .statusCode(200)
                .body("ObjectTypeName", equalTo("members"))
                .body("MaxAvailableProfileObjectCount", equalTo(400))
                .body("CreatedAt", greaterThan(1.6e9f))
                .body("Unknown", nullValue());
        get("/members")
                .statusCode(200)
                .body("Description", equalTo("club"))
                .body("ExpirationDays", equalTo(30))
                .body("EncryptionKey", equalTo("key"))
                .body("AllowProfileCreation", equalTo(true))
                .body("MaxProfileObjectCount", equalTo(600))
                .body("SourcePriority", equalTo(2))
                .body("Tags.team", equalTo("club"))
                .body("Fields.mail.ContentType", equalTo("EMAIL_ADDRESS"))
                .body("Fields.id.ContentType", equalTo("STRING"))
                .body("Keys.memberId[0].StandardIdentifiers", contains("PROFILE", "UNIQUE"));
        put("members", "{\"Description\": \"other\", " + MEMBERS + "}").statusCode(200);
        put("calls", "{\"Description\": \"calls\", \"TemplateId\": \"CTR\"}")
                .statusCode(200)
                .body("TemplateId", equalTo("CTR"))
                .body("Fields", nullValue());

        get("?max-results=1")
                .statusCode(200)
                .body("Items.ObjectTypeName", contains("calls"))
                .body("NextToken", notNullValue());
        get("").statusCode(200)
                .body("Items.ObjectTypeName", contains("calls", "members"))
                .body("Items.Description", contains("calls", "other"))
                .body("Items[1].MaxProfileObjectCount", nullValue())
                .body("NextToken", nullValue());
    }

    @Test
    void type_reads_records_as_soon_as_it_is_defined() {
        Door.notFound(putObject("members", "{\"id\": 1}"));
        put("members", "{\"Description\": \"club\", \"AllowProfileCreation\": true, " + MEMBERS + "}");
        putObject("members", "{\"id\": 1, \"name\": \"Ada\"}").statusCode(200).body("Outcome", equalTo("created"));
    }

    @Test
    void unusable_type_is_refused_with_the_member_and_the_rule() {
        Door.badRequest(put("members", "{\"Description\": \"club\"}")).body("Message", startsWith("Fields must"));
        Door.badRequest(put("_case", "{\"Description\": \"club\", " + MEMBERS + "}"))
                .body("Message", startsWith("ObjectTypeName must not begin with an underscore"));
        Door.badRequest(put(
                        "members",
                        "{\"Description\": \"d\", " + MEMBERS.replace("_profile.FirstName", "_profile.ProfileId")
                                + "}"))
                .body("Message", startsWith("Fields.name.Target must"));
        Door.badRequest(put("members", "{\"Description\": \"d\", " + MEMBERS.replace("_source.name", "{{#if}}") + "}"))
                .body("Message", startsWith("Fields.name.Source must"));
        Door.notFound(get("/members"));
    }

    @Test
    void only_administrators_define_types() {
        Door.refused(
                as(Roles.AGENT)
                        .contentType(ContentType.JSON)
                        .body("{\"Description\": \"d\", " + MEMBERS + "}")
                        .put("/domains/" + domain + "/object-types/members")
                        .then(),
                403,
                "AccessDeniedException");
    }

    @Test
    void templates_are_listed_and_read() {
        as(Roles.AGENT)
                .get("/templates?max-results=2")
                .then()
                .statusCode(200)
                .body("Items.size()", equalTo(2))
                .body("NextToken", notNullValue());
        List<String> ids = as(Roles.AGENT).get("/templates").then().extract().path("Items.TemplateId");
        for (String id : ids) {
            as(Roles.AGENT)
                    .get("/templates/" + id)
                    .then()
                    .statusCode(200)
                    .body("TemplateId", equalTo(id))
                    .body("SourceName", notNullValue())
                    .body("SourceObject", notNullValue())
                    .body("AllowProfileCreation", notNullValue())
                    .body("Fields.size()", greaterThan(0))
                    .body("Keys.values().flatten().StandardIdentifiers.flatten()", hasItem("UNIQUE"));
        }
        Door.notFound(as(Roles.AGENT).get("/templates/Nothing").then());
    }

    @Test
    void preview_says_what_a_record_would_do_and_stores_nothing() {
        put("members", "{\"Description\": \"club\", \"AllowProfileCreation\": true, " + MEMBERS + "}");
        preview("{\"id\": 1, \"name\": \"Ada\", \"mail\": \"ADA@example.com\"}")
                .statusCode(200)
                .body("Outcome", equalTo("created"))
                .body("ProfileIds", empty())
                .body("Profile.FirstName", equalTo("Ada"))
                .body("Keys.find { it.KeyName == 'memberMail' }.Values", contains("ada@example.com"));
        preview("{\"name\": \"Ada\"}")
                .statusCode(200)
                .body("Outcome", equalTo("rejected"))
                .body("Reason", equalTo("no-unique-key"));
        as(Roles.ADMIN).get("/domains/" + domain).then().body("Stats.ProfileCount", equalTo(0));

        String ada =
                putObject("members", "{\"id\": 1, \"name\": \"Ada\"}").extract().path("ProfileId");
        preview("{\"id\": 1, \"mail\": \"ada@example.com\"}")
                .body("Outcome", equalTo("updated"))
                .body("ProfileIds", contains(ada))
                .body("Profile.FirstName", equalTo("Ada"))
                .body("Profile.EmailAddress", equalTo("ada@example.com"));
        profile(ada).body("EmailAddress", nullValue());
        Door.notFound(as(Roles.INTEGRATOR)
                .contentType(ContentType.JSON)
                .body("{\"Object\": \"{}\"}")
                .post("/domains/nowhere/object-types/members/preview")
                .then());
    }

    @Test
    void changed_mapping_is_replayed_over_what_is_stored() {
        put("members", "{\"Description\": \"club\", \"AllowProfileCreation\": true, " + MEMBERS + "}");
        String ada =
                putObject("members", "{\"id\": 1, \"name\": \"Ada\"}").extract().path("ProfileId");
        Door.notFound(as(Roles.ADMIN).get(replay("members")).then());
        Door.notFound(as(Roles.ADMIN).post(replay("nothing")).then());

        put(
                "members",
                "{\"Description\": \"club\", \"AllowProfileCreation\": true, "
                        + MEMBERS.replace("_profile.FirstName", "_profile.BusinessName") + "}");
        profile(ada).body("FirstName", equalTo("Ada"));
        as(Roles.ADMIN).post(replay("members")).then().statusCode(200).body("Total", equalTo(1));

        await().untilAsserted(() -> as(Roles.ADMIN)
                .get(replay("members"))
                .then()
                .body("Status", equalTo("COMPLETE"))
                .body("Done", equalTo(1)));
        profile(ada).body("BusinessName", equalTo("Ada")).body("FirstName", nullValue());
    }

    @Test
    void profiles_are_found_by_the_keys_of_the_domains_own_types_however_they_are_written() {
        put("members", "{\"Description\": \"club\", \"AllowProfileCreation\": true, " + MEMBERS + "}");
        String ada = putObject("members", "{\"id\": 1, \"mail\": \"ada@example.com\"}")
                .extract()
                .path("ProfileId");
        as(Roles.AGENT)
                .contentType(ContentType.JSON)
                .body("{\"KeyName\": \"memberMail\", \"Values\": [\" ADA@Example.com\"]}")
                .post("/domains/" + domain + "/profiles/search")
                .then()
                .body("Items.ProfileId", contains(ada));
    }

    private String replay(String type) {
        return "/domains/" + domain + "/object-types/" + type + "/replay";
    }

    private ValidatableResponse profile(String id) {
        return as(Roles.AGENT)
                .get("/domains/" + domain + "/profiles/" + id)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse preview(String record) {
        return as(Roles.INTEGRATOR)
                .contentType(ContentType.JSON)
                .body("{\"Object\": \"" + record.replace("\"", "\\\"") + "\"}")
                .post("/domains/" + domain + "/object-types/members/preview")
                .then();
    }

    private ValidatableResponse put(String type, String body) {
        return as(Roles.ADMIN)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/domains/" + domain + "/object-types/" + type)
                .then();
    }

    private ValidatableResponse get(String path) {
        return as(Roles.AGENT)
                .get("/domains/" + domain + "/object-types" + path)
                .then();
    }

    private ValidatableResponse putObject(String type, String record) {
        return as(Roles.INTEGRATOR)
                .contentType(ContentType.JSON)
                .body("{\"ObjectTypeName\": \"" + type + "\", \"Object\": \"" + record.replace("\"", "\\\"") + "\"}")
                .put("/domains/" + domain + "/profiles/objects")
                .then();
    }
}
