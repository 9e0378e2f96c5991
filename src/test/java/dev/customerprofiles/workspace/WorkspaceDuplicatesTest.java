package dev.customerprofiles.workspace;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.Records;
import dev.customerprofiles.doors.security.TokenKeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Customers that are there twice, become one, and two again. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@QuarkusTestResource(IdentityProvider.class)
class WorkspaceDuplicatesTest extends WorkspaceScene {

    private static final String SIMILAR_BY_SCORES =
            "{\"MatchType\":\"ML_BASED_MATCHING\",\"SearchKey\":\"_profileId\",\"SearchValue\":\"%s\"}";

    @Test
    void possible_duplicate_is_shown_side_by_side_merged_and_given_back() {
        String ada = ada();
        String other = countess();
        Desk desk = desk(Desk.Look.DANA);
        List<String> asked = new CopyOnWriteArrayList<>();
        answer(desk, "matches", asked, "{\"RuleLevel\":2,\"ProfileIds\":[\"%s\",\"%s\"]}".formatted(ada, other));
        answer(desk, "profiles/objects/merge", asked, "{\"Message\":\"Merged.\"}");
        answer(
                desk,
                "profiles/unmerge",
                asked,
                "{\"ProfileId\":\"%s\",\"MergedProfileId\":\"%s\"}".formatted(ada, other));
        desk.open("/profiles/" + ada);

        Locator pane = desk.page().locator("cp-duplicates");
        pane.getByText("Possible duplicate").first().click();
        assertThat(pane.locator("table")).containsText("countess@example.com");
        assertThat(pane.locator("table")).containsText("by rule 2");
        accessible(desk, "duplicates");
        asked.clear();
        desk.button("Merge into this customer").click();
        assertThat(pane.getByRole(AriaRole.STATUS)).containsText("Merged with");
        desk.button("Undo").click();
        assertThat(pane.getByRole(AriaRole.STATUS)).hasCount(0);
        assertThat(asked)
                .containsSubsequence(
                        "{\"MainProfileId\":\"%s\",\"ProfileIdsToBeMerged\":[\"%s\"]}".formatted(ada, other),
                        "{\"ProfileId\":\"%s\",\"MergedProfileId\":\"%s\"}".formatted(ada, other));
        harmless(desk);
    }

    @Test
    void duplicate_that_the_rules_find_becomes_one_customer_and_two_again() {
        rules("FirstName", "LastName");
        String ada = ada();
        String other = countess();
        Desk desk = deskWith(ada);

        Locator pane = desk.page().locator("cp-duplicates");
        pane.getByText("Possible duplicate").first().click();
        assertThat(pane.locator("table")).containsText("ada@example.com");
        assertThat(pane.locator("table")).containsText("countess@example.com");
        assertThat(pane.locator("table")).containsText("by rule 1");
        desk.button("Merge into this customer").click();

        assertThat(pane.getByRole(AriaRole.STATUS)).containsText("Merged with Ada Lovelace");
        assertThat(pane.locator("table")).hasCount(0);
        assertThat(desk.pane("cases").locator(".row")).containsText("Of the other");
        assertThat(desk.page().locator("cp-identity .sources")).containsText("Zendesk");
        assertThat(tenant.profile(other).getString("ProfileId")).isEqualTo(ada);
        assertThat(tenant.profile(ada).getList("MergedProfiles.ProfileId")).containsExactly(other);

        desk.button("Undo").click();
        assertThat(pane.getByRole(AriaRole.STATUS)).hasCount(0);
        assertThat(desk.pane("cases")).containsText("No cases.");
        assertThat(desk.page().locator("cp-identity .sources")).not().containsText("Zendesk");
        assertThat(pane.locator("table")).hasCount(0); // a person has said that they are two
        assertThat(tenant.profile(other).getString("ProfileId")).isEqualTo(other);
        assertThat(tenant.profile(ada).getList("MergedProfiles")).isEmpty();
        desk.open("/profiles/" + other);
        assertThat(desk.page().locator("cp-identity")).containsText("countess@example.com");
        assertThat(desk.pane("cases").locator(".row")).containsText("Of the other");
        harmless(desk);
    }

    @Test
    void duplicate_that_the_scores_find_becomes_one_customer_and_two_again() {
        for (int stranger = 1; stranger <= 40; stranger++) {
            profile(
                    "First" + stranger % 8,
                    "Last" + stranger % 7,
                    "stranger%d@example.com".formatted(stranger),
                    "19%02d-%02d-%02d".formatted(40 + stranger, 1 + stranger % 12, 1 + stranger * 7 % 28));
        }
        String ada = profile("Ada", "Lovelace", "ada@example.com", "1975-12-10");
        String other = profile("Ada", "Lovelase", "ada@example.com", "1975-12-10");
        domain("{\"Matching\":{\"Enabled\":true}}");
        tenant.post("/identity-resolution-jobs", "");
        await().until(() -> tenant.get("/identity-resolution-jobs")
                .getList("IdentityResolutionJobsList.Status")
                .equals(List.of("COMPLETED")));
        Desk desk = deskWith(ada);

        Locator pane = desk.page().locator("cp-duplicates");
        pane.getByText("Possible duplicate").first().click();
        assertThat(pane.locator("table")).containsText("Ada Lovelase");
        assertThat(pane.locator("table")).containsText("% alike");
        desk.button("Merge into this customer").click();
        assertThat(pane.getByRole(AriaRole.STATUS)).containsText("Merged with Ada Lovelase");
        assertThat(pane.locator("table")).hasCount(0);
        assertThat(tenant.profile(other).getString("ProfileId")).isEqualTo(ada);

        desk.button("Undo").click();
        assertThat(pane.getByRole(AriaRole.STATUS)).hasCount(0);
        assertThat(tenant.profile(other).getString("ProfileId")).isEqualTo(other);
        desk.page().waitForResponse("**/matches", () -> desk.page().reload());
        assertThat(desk.name()).hasText("Ada Lovelace");
        assertThat(tenant.post("/matches", SIMILAR_BY_SCORES.formatted(ada)).getList("ProfileIds"))
                .isEmpty(); // a person has said that they are two
        assertThat(pane.locator("table")).hasCount(0);
        harmless(desk);
    }

    @Test
    void who_looks_at_a_customer_that_is_merged_elsewhere_goes_on_with_what_it_became() {
        String ada = ada();
        String other = countess();
        Desk desk = deskWith(other);
        assertThat(desk.page().locator("cp-identity .sources")).hasText(Pattern.compile("^\\s*Zendesk"));

        tenant.post(
                "/profiles/objects/merge",
                "{\"MainProfileId\":\"%s\",\"ProfileIdsToBeMerged\":[\"%s\"]}".formatted(ada, other));
        assertThat(desk.page().locator("cp-identity .sources")).containsText("Salesforce");
        ada("King");
        assertThat(desk.name()).hasText("Ada King");

        tenant.post("/profiles/unmerge", "{\"ProfileId\":\"%s\",\"MergedProfileId\":\"%s\"}".formatted(ada, other));
        assertThat(desk.name()).hasText("Ada Lovelace");
        assertThat(desk.page().locator("cp-identity .sources")).not().containsText("Salesforce");
        harmless(desk);
    }

    /** The same person, whom another system knows by another address. */
    private String countess() {
        String countess = put("Zendesk-users", Records.zendeskUser(ZENDESK_ID).replace("ada@", "countess@"));
        ticket(1, "Of the other");
        return countess;
    }

    /** What the rule compares is listed; nothing is merged by it. */
    private void rules(String... attributes) {
        domain(new JsonObject()
                .put(
                        "RuleBasedMatching",
                        new JsonObject()
                                .put("Enabled", true)
                                .put("MatchingRules", List.of(new JsonObject().put("Rule", List.of(attributes)))))
                .encode());
    }

    private void domain(String changes) {
        tenant.call().body(changes).put("/domains/" + tenant.name()).then().statusCode(200);
    }

    private String profile(String first, String last, String mail, String birth) {
        return tenant.post(
                        "/profiles",
                        new JsonObject()
                                .put("FirstName", first)
                                .put("LastName", last)
                                .put("EmailAddress", mail)
                                .put("BirthDate", birth)
                                .encode())
                .getString("ProfileId");
    }

    private static void answer(Desk desk, String path, List<String> asked, String body) {
        desk.page().route("**/domains/*/" + path, route -> {
            asked.add(route.request().postData());
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(body));
        });
    }
}
