package dev.customerprofiles.doors.rest;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TokenKeys;

import static dev.customerprofiles.doors.rest.Door.as;
import static dev.customerprofiles.doors.rest.Door.haveDomain;
import static dev.customerprofiles.doors.rest.Door.notFound;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@TestProfile(AtTheDoor.class)
@QuarkusTestResource(TokenKeys.class)
class ProfileTest {

    private static final String ADA = "ada0".repeat(8);
    private static final String AT = "/domains/profile-view/profiles/" + ADA;

    @Inject
    FakeCustomers customers;

    @BeforeEach
    void haveAda() {
        if (as(Roles.ADMIN).get("/domains/profile-view").statusCode() == 404) {
            haveDomain("profile-view");
        }
        customers.add(
                "profile-view",
                Kind.PROFILE,
                ADA,
                42,
                "{'createdAt': 1700000000123, 'updatedAt': 1700000001000,"
                        + " 'profile': {'FirstName': 'Ada', 'Attributes': {'tier': 'gold'}},"
                        + " 'sources': [{'type': 'Zendesk-users', 'records': 2, 'updatedAt': 2000, 'fields':"
                        + " {'FirstName': {'v': 'Ada', 'at': 2000, 'record': 'z1'}}},"
                        + " {'type': 'Salesforce-Contact', 'records': 1, 'updatedAt': 1000, 'fields':"
                        + " {'FirstName': {'v': 'A.', 'at': 1000, 'record': 's1'},"
                        + " 'Attributes.tier': {'v': 'gold', 'at': 1000, 'record': 's1'}}}],"
                        + " 'cases': [{'record': 'c1', 'type': 'Zendesk-tickets', 'at': 5000, 'fields': {'Title': 'Late'}}],"
                        + " 'keys': [{'name': '_phone', 'value': '+12065550100'}, {'name': '_phone', 'value': '+1'}],"
                        + " 'words': ['ada', 'lovelace', '12065550100']}");
        customers.add(
                "profile-view",
                Kind.OBJECT,
                "Zendesk-tickets|c1",
                1,
                "{'type': 'Zendesk-tickets', 'record': 'c1', 'owner': '" + ADA
                        + "', 'at': 5000, 'item': {'kind': 'CASE', 'fields': {'Title': 'Late'}}}");
        customers.add(
                "profile-view",
                Kind.REJECTED,
                "r1",
                1,
                "{'source': 's', 'event': 'e', 'type': 'CTR', 'reason': 'not-json', 'message': 'm', 'at': 1500,"
                        + " 'attempts': 1, 'object': 'what was sent'}");
        customers.add(
                "profile-view",
                Kind.HISTORY,
                "h1",
                1,
                "{'source': 'urn:crm/1', 'event': 'a/b c', 'outcome': 'created', 'profile': '" + ADA
                        + "', 'type': 'CTR', 'record': 'k', 'at': 1500}");
    }

    @Test
    void whole_profile_says_what_is_known_and_where_from() {
        as(Roles.AGENT)
                .get(AT)
                .then()
                .statusCode(200)
                .header("ETag", "\"42\"")
                .body("ProfileId", is(ADA))
                .body("FirstName", is("Ada"))
                .body("Revision", is(42))
                .body("CreatedAt", is(1700000000.123f))
                .body("Cases[0].Title", is("Late"))
                .body("Cases[0].ObjectTypeName", is("Zendesk-tickets"))
                .body("Cases[0].ProfileObjectUniqueKey", is("c1"))
                .body("Cases[0].At", is(5.0f))
                .body("Orders", empty())
                .body("Keys[0].KeyName", is("_phone"))
                .body("Keys[0].Values", contains("+12065550100", "+1"))
                .body("Sources[0].SourceName", is("Zendesk"))
                .body("Sources[0].Records", is(2))
                .body("Provenance.FirstName.Value", is("Ada"))
                .body("Provenance.FirstName.ObjectTypeName", is("Zendesk-users"))
                .body("Provenance.FirstName.Because", is("newest"))
                .body("Provenance.FirstName.Others[0].Value", is("A."))
                .body("Provenance.'Attributes.tier'.Because", is("only-source"));
    }

    @Test
    void profile_that_is_known_already_is_not_sent_again() {
        as(Roles.AGENT).header("If-None-Match", "\"42\"").get(AT).then().statusCode(304);
    }

    @Test
    void profile_that_does_not_exist_is_not_found() {
        String missing = "/domains/profile-view/profiles/" + "0".repeat(32);
        for (String part : new String[] {"", "/cases", "/contacts", "/assets", "/orders"}) {
            notFound(as(Roles.AGENT).get(missing + part).then()).body("Message", containsString("profile"));
        }
    }

    @Test
    void pane_pages_through_all_items() {
        as(Roles.AGENT)
                .get(AT + "/cases?max-results=1")
                .then()
                .statusCode(200)
                .body("Items.Title", contains("Late"))
                .body("Total", is(1))
                .body("NextToken", nullValue());
        as(Roles.AGENT)
                .get(AT + "/orders")
                .then()
                .statusCode(200)
                .body("Items", empty())
                .body("Total", is(0));
    }

    @Test
    void profile_is_found_by_what_is_typed() {
        for (String typed : new String[] {"LOVE", "ada%20lov", "(120)%206555"}) {
            as(Roles.AGENT)
                    .get("/domains/profile-view/profiles?q=" + typed)
                    .then()
                    .statusCode(200)
                    .body("Items.ProfileId", contains(ADA));
        }
        as(Roles.AGENT)
                .get("/domains/profile-view/profiles?q=ada%20byron")
                .then()
                .statusCode(200)
                .body("Items", empty());
    }

    @Test
    void event_is_looked_up_by_its_id_and_source() {
        for (String source : new String[] {"", "?source=urn%3Acrm%2F1"}) {
            as(Roles.INTEGRATOR)
                    .get("/domains/profile-view/events/a%2Fb%20c" + source)
                    .then()
                    .statusCode(200)
                    .body("EventId", is("a/b c"))
                    .body("Source", is("urn:crm/1"))
                    .body("Outcome", is("created"))
                    .body("ProfileId", is(ADA))
                    .body("At", is(1.5f));
        }
        notFound(as(Roles.INTEGRATOR)
                .get("/domains/profile-view/events/a%2Fb%20c?source=other")
                .then());
    }

    @Test
    void event_that_was_tried_again_tells_what_became_of_it() {
        as(Roles.ADMIN)
                .post("/domains/profile-view/rejected-events/r1/redrive")
                .then()
                .statusCode(200)
                .body("Outcome", is("rejected"))
                .body("Reason", is("no-unique-key"));
        notFound(as(Roles.ADMIN)
                .post("/domains/profile-view/rejected-events/r2/redrive")
                .then());
    }

    @Test
    void events_that_were_tried_again_are_counted_and_the_list_goes_on() {
        as(Roles.ADMIN)
                .contentType(ContentType.JSON)
                .body("{\"Reason\": \"no-unique-key\"}")
                .post("/domains/profile-view/rejected-events/redrive")
                .then()
                .statusCode(200)
                .body("Redriven", is(1))
                .body("Rejected", is(1))
                .body("NextToken", is("next"));
    }

    @Test
    void rejected_event_is_listed_and_shows_what_was_sent() {
        as(Roles.ADMIN)
                .get("/domains/profile-view/rejected-events")
                .then()
                .statusCode(200)
                .body("Items[0].Id", is("r1"))
                .body("Items[0].Reason", is("not-json"))
                .body("Items[0].Attempts", is(1))
                .body("Items[0].ReceivedAt", is(1.5f))
                .body("Items[0].Object", nullValue());
        as(Roles.ADMIN)
                .get("/domains/profile-view/rejected-events/r1")
                .then()
                .statusCode(200)
                .body("Object", is("what was sent"));
        notFound(as(Roles.ADMIN).get("/domains/profile-view/rejected-events/r2").then());
    }

    @Test
    void object_that_waits_for_its_profile_is_taken() {
        as(Roles.INTEGRATOR)
                .contentType("application/json")
                .body("{\"ObjectTypeName\": \"CTR\", \"Object\": \"{\\\"wants\\\": \\\"parked\\\"}\"}")
                .put("/domains/profile-view/profiles/objects")
                .then()
                .statusCode(200)
                .body("Outcome", is("parked"))
                .body("ProfileId", nullValue())
                .body("ProfileObjectUniqueKey", is(FakeIngest.UNIQUE_KEY));
    }
}
