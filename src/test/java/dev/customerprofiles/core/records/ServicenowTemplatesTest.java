package dev.customerprofiles.core.records;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static dev.customerprofiles.core.records.BuiltIn.PERSON;
import static dev.customerprofiles.core.records.BuiltIn.item;
import static dev.customerprofiles.core.records.BuiltIn.keys;
import static dev.customerprofiles.core.records.BuiltIn.map;
import static dev.customerprofiles.core.records.BuiltIn.template;
import static dev.customerprofiles.core.records.Json.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class ServicenowTemplatesTest {

    private static final ObjectNode SERVICENOW = Json.resource("servicenow.json");

    @Test
    void a_servicenow_user_reads_the_same_with_and_without_display_values() {
        Contribution user = map("Servicenow-sys_user", SERVICENOW, "user");
        assertThat(texts(user))
                .contains(
                        entry("Gender", "FEMALE"),
                        entry("PhoneNumber", "206-555-0100"),
                        entry(
                                "Address",
                                "{'Address1':'12 Mill Lane','Address2':'Flat 3','City':'Seattle','State':'WA','Country':'US','PostalCode':'98101'}"));
        Contribution displayed = map("Servicenow-sys_user", SERVICENOW, "displayedUser");
        assertThat(texts(displayed))
                .containsOnly(
                        entry("Attributes.ServiceNowSystemId", "5b7c200d0a640069006b3845b5d0fa7c"),
                        entry("FirstName", "Ada"),
                        entry("LastName", "King"),
                        entry("EmailAddress", "ada.king@example.com"));
        assertThat(keys(displayed))
                .isEqualTo(keys(user))
                .containsExactly("_serviceNowSystemId=5b7c200d0a640069006b3845b5d0fa7c [PROFILE, UNIQUE]", PERSON);
        for (String name : List.of("user", "displayedUser")) {
            assertThat(template("Servicenow-sys_user").sourceTime((ObjectNode) SERVICENOW.get(name)))
                    .contains(Instant.parse("2024-02-03T04:05:06Z"));
        }
    }

    @Test
    void an_incident_finds_its_caller_and_tells_its_status_in_words() {
        Contribution incident = map("Servicenow-incident", SERVICENOW, "incident");
        assertThat(item(incident))
                .isEqualTo(
                        Json.of(
                                """
                                {'Attributes':{'ServiceNowIncidentId':'ef43c6d40a0a0b5700c77f9bf387afe3',
                                 'ServiceNowSystemUserId':'5b7c200d0a640069006b3845b5d0fa7c','number':'INC0000050','priority':'1'},
                                 'CreatedBy':'5b7c200d0a640069006b3845b5d0fa7c','Title':'Kettle leaks','Status':'In Progress','Reason':'hardware','DataSource':'ServiceNow',
                                 'CreatedDate':'2024-02-01T10:00:00Z','UpdatedDate':'2024-02-03T04:05:06Z','ClosedDate':'2024-02-04T00:00:00Z'}
                                """));
        Contribution displayed = map("Servicenow-incident", SERVICENOW, "displayedIncident");
        assertThat(item(displayed).get("Status").textValue()).isEqualTo("Closed");
        assertThat(item(displayed).get("Reason").textValue()).isEqualTo("Hardware");
        assertThat(item(displayed).get("CreatedBy").textValue()).isEqualTo("Ada King");
        assertThat(keys(displayed))
                .isEqualTo(keys(incident))
                .containsExactly(
                        "_serviceNowIncidentId=ef43c6d40a0a0b5700c77f9bf387afe3 [CASE, UNIQUE]",
                        "_serviceNowSystemId=5b7c200d0a640069006b3845b5d0fa7c [PROFILE]");
        Contribution callerless = map("Servicenow-incident", SERVICENOW, "callerlessIncident");
        assertThat(keys(callerless)).hasSize(1);
        assertThat(item(callerless).get("Status").textValue()).isEqualTo("Resolved");
    }

    @Test
    void a_task_tells_its_status_in_the_words_of_its_class() {
        assertThat(item(map("Servicenow-task", SERVICENOW, "problem")))
                .isEqualTo(
                        Json.of(
                                """
                                {'Attributes':{'ServiceNowTaskId':'04ce72c9c0a8016600b5b7f75ac67b5b',
                                 'ServiceNowSystemUserId':'5b7c200d0a640069006b3845b5d0fa7c','number':'PRB0000012','priority':'4','taskType':'problem',
                                 'closeNotes':'New seal'},'CreatedBy':'itil','Title':'Kettles leak','Status':'Closed','CreatedDate':'2024-01-19T04:51:19Z',
                                 'UpdatedDate':'2024-01-19T04:52:04Z','ClosedDate':'2024-01-19T04:52:04Z','DataSource':'ServiceNow'}
                                """));
        assertThat(item(map("Servicenow-task", SERVICENOW, "displayedChange"))
                        .get("Status")
                        .textValue())
                .isEqualTo("Implement");
        assertThat(item(map("Servicenow-task", SERVICENOW, "customerCase"))
                        .get("Status")
                        .textValue())
                .isEqualTo("Open");
        assertThat(item(map("Servicenow-task", SERVICENOW, "plainTask"))
                        .get("Status")
                        .textValue())
                .isEqualTo("Work in Progress");
    }

    @Test
    void a_task_is_about_its_contact_rather_than_about_who_opened_it() {
        String ada = "_serviceNowSystemId=5b7c200d0a640069006b3845b5d0fa7c [PROFILE]";
        assertThat(keys(map("Servicenow-task", SERVICENOW, "problem")))
                .containsExactly("_serviceNowTaskId=04ce72c9c0a8016600b5b7f75ac67b5b [CASE, UNIQUE]", ada);
        assertThat(keys(map("Servicenow-task", SERVICENOW, "displayedChange")))
                .containsExactly("_serviceNowTaskId=c0ffee [CASE, UNIQUE]", ada);
        assertThat(keys(map("Servicenow-task", SERVICENOW, "customerCase")))
                .containsExactly("_serviceNowTaskId=ba325dbe64f01300964fae39b050e9a6 [CASE, UNIQUE]", ada);
        assertThat(keys(map("Servicenow-task", SERVICENOW, "plainTask")))
                .containsExactly("_serviceNowTaskId=7 [CASE, UNIQUE]");
    }

    @Test
    void a_code_that_says_nothing_is_no_reason() {
        assertThat(item(map("Servicenow-task", SERVICENOW, "customerCase")).has("Reason"))
                .isFalse();
        assertThat(item(map("Servicenow-task", SERVICENOW, "displayedChange"))
                        .get("Reason")
                        .textValue())
                .isEqualTo("Network");
    }
}
