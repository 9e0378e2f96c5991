package dev.customerprofiles.workspace;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.Records;
import dev.customerprofiles.Tenant;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What agents see and do, in a real browser, signed in over OpenID. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@QuarkusTestResource(IdentityProvider.class)
class WorkspaceTest {

    private static final String CONTACT = "CTR-AutoAssociateOnly";
    private static final String SALESFORCE_ID = "003Hs00000JGrknIAV";
    private static final String NOBODY = "0".repeat(32);

    /** Asks for the pictures of the README; an ordinary run leaves them alone, as no two runs give the same bytes. */
    private static final String PICTURES = "screenshots.write";

    private static final Path IMAGES = Path.of("docs/images");

    private static final String SIMILAR_BY_SCORES =
            "{\"MatchType\":\"ML_BASED_MATCHING\",\"SearchKey\":\"_profileId\",\"SearchValue\":\"%s\"}";

    private static final String PHONE = "+12065550101";
    private static final long ZENDESK_ID = 377935745237L;

    private static Chromium chromium;

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = IdentityProvider.AUTHORITY)
    String authority;

    @Inject
    ManyContacts contacts;

    private final List<Desk> desks = new ArrayList<>();
    private Tenant tenant;

    @BeforeAll
    static void launch() {
        PlaywrightAssertions.setDefaultAssertionTimeout(Duration.ofSeconds(30).toMillis());
        chromium = Chromium.launch().orElse(null);
        if (chromium == null) {
            System.err.println("*** THE WORKSPACE IS NOT TESTED: no Chromium on this machine; CHROMIUM names one ***");
        }
        Assumptions.assumeTrue(chromium != null, "no Chromium on this machine");
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void start() {
        tenant = Tenant.create(
                service.toString(), TestTokens.of(Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN, Roles.PRIVACY));
    }

    @AfterEach
    void leave() {
        desks.forEach(Desk::close);
    }

    @Test
    void call_arrives_and_the_customer_pops_up() {
        ada();
        Desk desk = desk(Desk.Look.DANA).open("");
        assertThat(desk.text("Who is calling?")).isVisible();
        assertThat(desk.page().locator(".state")).hasText("Live");
        accessible(desk, "nobody open");

        put(CONTACT, contact("call", "dana", PHONE));

        assertThat(desk.name()).hasText("Ada Lovelace");
        assertThat(desk.page().locator(".bound")).hasText("Associated");
        assertThat(desk.page().locator("cp-contacts .tab.current .name")).hasText("Ada Lovelace");
        assertThat(desk.pane("contacts").locator(".pill")).hasText("Live");

        put(CONTACT, ended("call", "dana", PHONE));
        assertThat(desk.page().locator("cp-contacts .tab .sub")).containsText("ended");
        desk.button("Close ended contact").click();
        assertThat(desk.text("Who is calling?")).isVisible();
        harmless(desk);
    }

    @Test
    void second_contact_waits_in_its_tab_and_an_unassigned_one_in_the_shared_list() {
        ada();
        put(CONTACT, contact("first", "dana", PHONE));
        Desk desk = desk(Desk.Look.DANA).open("/contacts/first");
        assertThat(desk.name()).hasText("Ada Lovelace");

        put(CONTACT, contact("second", "dana", "+12065550177"));
        put(CONTACT, contact("unassigned", "", "+12065550178"));
        put(CONTACT, contact("of somebody else", "omar", "+12065550179"));

        assertThat(desk.page().locator("cp-contacts .tab.fresh .name")).hasText("+12065550177");
        assertThat(desk.name()).hasText("Ada Lovelace");
        desk.button("Waiting").click();
        desk.button("\\+12065550178").click();
        assertThat(desk.page().locator("cp-contacts .tab")).hasCount(3);
        assertThat(desk.page().locator("cp-contact:not([hidden]) .banner")).containsText("+12065550178");
        harmless(desk);
    }

    @Test
    void several_matches_ask_the_agent_with_what_tells_them_apart() {
        String ada = ada();
        put("Salesforce-Contact", salesforce("003Hs00000JGrkoIAV", "Byron", "byron@example.com"));
        put(CONTACT, contact("call", "dana", PHONE));
        Desk desk = desk(Desk.Look.DANA).open("");

        assertThat(desk.text("2 customers fit")).isVisible();
        assertThat(desk.text("byron@example.com")).isVisible();
        accessible(desk, "several customers");
        desk.candidate("Lovelace").click();
        assertThat(desk.name()).hasText("Ada Lovelace");
        desk.button("Associate").click();
        assertThat(desk.page().locator(".bound")).isVisible();

        desk.open("/search/_phone/" + PHONE);
        assertThat(desk.text("2 customers found")).isVisible();
        desk.candidate("Lovelace").click();
        assertThat(desk.page()).hasURL(Pattern.compile(".*/profiles/" + ada));
        harmless(desk);
    }

    @Test
    void contact_is_matched_by_the_key_that_it_names() {
        ada();
        put(
                CONTACT,
                contact("keyed", "dana", "+12065550188")
                        .replace(
                                "\"Channel\"",
                                "\"Attributes\":{\"profileSearchKey\":\"_salesforceContactId\",\"profileSearchValue\":\""
                                        + SALESFORCE_ID + "\"},\"Channel\""));
        Desk desk = desk(Desk.Look.DANA).open("");

        assertThat(desk.name()).hasText("Ada Lovelace");
        assertThat(desk.button("Associate")).isVisible();
        harmless(desk);
    }

    @Test
    void value_tells_where_it_comes_from_and_what_others_say() {
        String ada = ada();
        put("Zendesk-users", Records.zendeskUser(ZENDESK_ID).replace("Ada Love", "Augusta Love"));
        put("Zendesk-users", Records.zendeskUser(ZENDESK_ID));
        Desk desk = desk(Desk.Look.DANA).open("/profiles/" + ada);

        desk.button("ada@example.com").click();
        Locator origin = desk.page().locator("cp-value [popover]:popover-open");
        assertThat(origin).containsText("Salesforce");
        desk.page().keyboard().press("Escape");
        assertThat(origin).hasCount(0);
        harmless(desk);
    }

    @Test
    void change_shows_at_once_and_leaves_alone_what_is_being_typed() {
        String ada = ada();
        Desk desk = desk(Desk.Look.DANA).open("/profiles/" + ada);
        desk.button("Edit").click();
        desk.field("First name").fill("Augusta A");

        put("Salesforce-Contact", salesforce(SALESFORCE_ID, "King", "ada@example.com"));

        assertThat(desk.field("Last name")).hasValue("King");
        assertThat(desk.field("First name")).hasValue("Augusta A");
        assertThat(desk.field("First name")).isFocused();
        put(CONTACT, contact("call", "dana", "+12065550177"));
        assertThat(desk.page().locator("cp-contacts .tab.fresh")).isVisible();
        assertThat(desk.field("First name")).hasValue("Augusta A");

        desk.button("Cancel").click();
        assertThat(desk.name()).hasText("Ada King");
        put("Salesforce-Contact", salesforce(SALESFORCE_ID, "Byron", "ada@example.com"));
        assertThat(desk.name()).hasText("Ada Byron");
        assertThat(desk.page().locator("cp-identity bdi.changed")).hasText("Byron");
        harmless(desk);
    }

    @Test
    void lost_connection_says_so_and_heals_itself() {
        String ada = ada();
        Desk desk = desk(Desk.Look.DANA).open("/profiles/" + ada);
        assertThat(desk.page().locator(".state")).hasText("Live");

        desk.context().setOffline(true);
        assertThat(desk.text("The connection is lost")).isVisible();
        accessible(desk, "connection lost");
        put("Salesforce-Contact", salesforce(SALESFORCE_ID, "King", "ada@example.com"));
        desk.context().setOffline(false);

        assertThat(desk.text("The connection is lost")).hasCount(0);
        assertThat(desk.name()).hasText("Ada King");
    }

    @Test
    void nothing_in_a_record_is_ever_markup_or_breaks_the_page() {
        String script = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        String long10k = "x".repeat(10_000);
        put(
                "Zendesk-users",
                new JsonObject(Records.zendeskUser(ZENDESK_ID))
                        .put("name", script + " \u0623\u062d\u0645\u062f")
                        .put("notes", script)
                        .put("phone", script)
                        .encode());
        String profile = put(
                "Zendesk-tickets",
                new JsonObject(Records.zendeskTicket(1, ZENDESK_ID, script + long10k))
                        .put("status", script)
                        .put("description", long10k + script)
                        .encode());
        put(
                CONTACT,
                new JsonObject(contact("hostile", "dana", "+12065550177"))
                        .put("Channel", script)
                        .put("Queue", new JsonObject().put("Name", long10k))
                        .put("Attributes", new JsonObject().put(script, script))
                        .encode());
        for (int width : List.of(360, 1280)) {
            Desk desk = desk(Desk.Look.DANA.wide(width)).open("/profiles/" + profile);
            assertThat(desk.name()).containsText("onerror");
            desk.pane("cases").locator(".opener").last().click();
            assertThat(desk.pane("cases").locator("dl")).containsText("alert(2)");
            fits(desk);
            desk.button("Timeline").click();
            assertThat(desk.page().locator("cp-timeline .row")).hasCount(1);
            fits(desk);
            desk.open("/contacts/hostile");
            assertThat(desk.page().locator("cp-contact:not([hidden]) .banner")).containsText("onerror");
            fits(desk);
            assertThat((Integer) desk.page().evaluate("document.images.length")).isZero();
            harmless(desk);
        }
    }

    @Test
    void everything_is_reached_with_the_keyboard() {
        ada();
        put("Zendesk-users", Records.zendeskUser(ZENDESK_ID));
        put("Zendesk-tickets", Records.zendeskTicket(1, ZENDESK_ID, "Charged twice"));
        put("Zendesk-tickets", Records.zendeskTicket(2, ZENDESK_ID, "No light"));
        Desk desk = desk(Desk.Look.DANA).open("");
        assertThat(desk.text("Who is calling?")).isVisible();
        var keyboard = desk.page().keyboard();

        keyboard.press("/");
        keyboard.type("lovel");
        assertThat(desk.page().locator("cp-search .result")).hasCount(1);
        keyboard.press("Enter");
        assertThat(desk.name()).hasText("Ada Lovelace");
        assertThat(desk.name()).isFocused();

        keyboard.press("Tab");
        keyboard.press("Enter");
        assertThat(desk.page().locator("cp-value [popover]:popover-open")).containsText("Salesforce");
        keyboard.press("Escape");

        desk.pane("cases").locator(".row .opener").first().focus();
        keyboard.press("ArrowDown");
        keyboard.press("Enter");
        assertThat(desk.pane("cases").locator(".row").nth(1).locator(".opener")).hasAttribute("aria-expanded", "true");
        desk.pane("cases")
                .locator(".head .opener", new Locator.LocatorOptions().setHasText("Title"))
                .focus();
        keyboard.press("Enter");
        assertThat(desk.pane("cases").locator("[aria-sort=ascending]")).hasText("Title");
        harmless(desk);
    }

    @Test
    void name_with_an_apostrophe_and_a_hyphen_is_found_by_its_parts() {
        String sinead =
                put("Salesforce-Contact", salesforce("003Hs00000JGrkoIAV", "O'Brien-Kelly", "sinead@example.com"));
        ada();
        Desk desk = desk(Desk.Look.DANA).open("");
        for (String typed : List.of("kelly", "obrien", "o'brien-k", "kelly obrien")) {
            assertThat(tenant.get("/profiles?q={typed}", typed).getList("Items.ProfileId"))
                    .as(typed)
                    .containsExactly(sinead);
            desk.field("Find a customer").fill(typed);
            assertThat(desk.page().locator("cp-search .result .name")).hasText("Ada O'Brien-Kelly");
        }
        harmless(desk);
    }

    @Test
    void cases_are_sorted_and_filtered() {
        ada();
        put("Zendesk-users", Records.zendeskUser(ZENDESK_ID));
        put("Zendesk-tickets", Records.zendeskTicket(1, ZENDESK_ID, "Alpha"));
        String ada = put(
                "Zendesk-tickets", Records.zendeskTicket(2, ZENDESK_ID, "Beta").replace("\"open\"", "\"solved\""));
        Desk desk = desk(Desk.Look.DANA).open("/profiles/" + ada);
        Locator titles = desk.pane("cases").locator(".row .opener");

        desk.pane("cases")
                .locator(".head .opener", new Locator.LocatorOptions().setHasText("Title"))
                .click();
        assertThat(titles).hasText(new String[] {"Alpha", "Beta"});
        desk.pane("cases")
                .locator(".head .opener", new Locator.LocatorOptions().setHasText("Title"))
                .click();
        assertThat(titles).hasText(new String[] {"Beta", "Alpha"});
        desk.page().getByLabel("Cases by status").selectOption("Solved");
        assertThat(titles).hasText(new String[] {"Beta"});
        harmless(desk);
    }

    @Test
    void edit_is_saved_and_a_conflict_shows_both_values() {
        requires("PUT", "/profiles", "{\"ProfileId\":\"" + NOBODY + "\"}");
        String ada = ada();
        Desk desk = desk(Desk.Look.DANA).open("/profiles/" + ada);
        desk.button("Edit").click();
        desk.field("First name").fill("Augusta");
        desk.button("Save").click();
        assertThat(desk.name()).hasText("Augusta Lovelace");

        Desk other = desk(new Desk.Look("omar:agent", 1280, 900, false)).open("/profiles/" + ada);
        other.button("Edit").click();
        desk.button("Edit").click();
        desk.field("Last name").fill("King");
        other.field("Last name").fill("Byron");
        other.field("Middle name").fill("Ada");
        other.button("Save").click();
        assertThat(other.name()).hasText("Augusta Ada Byron");

        Locator conflict = desk.page().getByRole(AriaRole.RADIOGROUP);
        assertThat(conflict).containsText("King");
        assertThat(conflict).containsText("Byron");
        assertThat(desk.button("Save")).isDisabled();
        accessible(desk, "conflict");
        desk.page().getByLabel("King yours").check();
        desk.button("Save").click();
        assertThat(desk.name()).hasText("Augusta Ada King");
        harmless(desk);
        harmless(other);
    }

    @Test
    void nobody_is_found_and_a_profile_is_created_and_associated() {
        requires("POST", "/profiles", "{\"FirstName\":\"Probe\"}");
        put(CONTACT, contact("call", "dana", "+12065550177"));
        Desk desk = desk(Desk.Look.DANA).open("");
        assertThat(desk.text("Nobody is known by this contact")).isVisible();
        assertThat(desk.field("Phone")).hasValue("+12065550177");
        desk.field("First name").fill("Grace");
        desk.field("Last name").fill("Hopper");
        desk.button("Create profile").click();

        assertThat(desk.name()).hasText("Grace Hopper");
        assertThat(desk.page().locator(".bound")).isVisible();
        assertThat(desk.pane("contacts").locator(".pill")).hasText("Live");
        harmless(desk);
    }

    @Test
    void agent_associates_a_contact_with_whom_the_search_finds() {
        requires("POST", "/profiles/keys", "{\"ProfileId\":\"" + NOBODY + "\",\"KeyName\":\"k\",\"Values\":[\"v\"]}");
        ada();
        put(CONTACT, contact("call", "dana", "+12065550177"));
        Desk desk = desk(Desk.Look.DANA).open("/contacts/call");
        assertThat(desk.text("Nobody is known by this contact")).isVisible();
        desk.page().keyboard().type("lovel");
        assertThat(desk.page().locator("cp-search .result")).hasCount(1);
        desk.page().keyboard().press("Enter");
        assertThat(desk.name()).hasText("Ada Lovelace");
        desk.button("Associate").click();
        assertThat(desk.page().locator(".bound")).isVisible();
        put(CONTACT, ended("call", "dana", "+12065550177"));
        assertThat(desk.pane("contacts").locator(".count")).hasText("1");
        harmless(desk);
    }

    /** The service's answers are set here: what counts is what the page asks, and makes of them. */
    @Test
    void possible_duplicate_is_shown_side_by_side_merged_and_given_back() {
        String ada = ada();
        String other = put("Zendesk-users", Records.zendeskUser(ZENDESK_ID).replace("ada@", "countess@"));
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
        Desk desk = desk(Desk.Look.DANA).open("/profiles/" + ada);

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
        Desk desk = desk(Desk.Look.DANA).open("/profiles/" + ada);

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
        Desk desk = desk(Desk.Look.DANA).open("/profiles/" + other);
        assertThat(desk.page().locator("cp-identity .sources")).hasText(Pattern.compile("^\\s*Zendesk"));

        tenant.post(
                "/profiles/objects/merge",
                "{\"MainProfileId\":\"%s\",\"ProfileIdsToBeMerged\":[\"%s\"]}".formatted(ada, other));
        assertThat(desk.page().locator("cp-identity .sources")).containsText("Salesforce");
        put("Salesforce-Contact", salesforce(SALESFORCE_ID, "King", "ada@example.com"));
        assertThat(desk.name()).hasText("Ada King");

        tenant.post("/profiles/unmerge", "{\"ProfileId\":\"%s\",\"MergedProfileId\":\"%s\"}".formatted(ada, other));
        assertThat(desk.name()).hasText("Ada Lovelace");
        assertThat(desk.page().locator("cp-identity .sources")).not().containsText("Salesforce");
        harmless(desk);
    }

    @Test
    void edit_made_elsewhere_shows_soon() {
        String ada = ada();
        Desk desk = desk(Desk.Look.DANA).open("/profiles/" + ada);
        assertThat(desk.page().locator(".state")).hasText("Live");
        Locator lastName = desk.page().locator("cp-identity h1 bdi").last();
        assertThat(lastName).hasText("Lovelace");

        List<Long> delays = new ArrayList<>();
        for (int edit = 1; edit <= 20; edit++) {
            String name = "Lovelace-" + edit;
            lastName.evaluate(
                    """
                    (element, name) => {
                      window.shown = new Promise((done) => {
                        const look = () => (element.textContent === name ? done(Date.now()) : requestAnimationFrame(look));
                        look();
                      });
                    }""",
                    name);
            tenant.call()
                    .body("{\"ProfileId\":\"%s\",\"LastName\":\"%s\"}".formatted(ada, name))
                    .put("/domains/" + tenant.name() + "/profiles")
                    .then()
                    .statusCode(200);
            long answered = System.currentTimeMillis();
            assertThat(lastName).hasText(name);
            delays.add(((Number) desk.page().evaluate("window.shown")).longValue() - answered);
        }
        Collections.sort(delays);
        System.out.printf(
                Locale.ROOT,
                "Workspace: an edit made elsewhere shows %d ms after it was answered (median of %d; at most %d ms)%n",
                delays.get(delays.size() / 2),
                delays.size(),
                delays.get(delays.size() - 1));
        harmless(desk);
    }

    @Test
    void profile_is_whole_at_200_percent_zoom_and_on_a_telephone() {
        String ada = busy();
        put("Zendesk-users", Records.zendeskUser(ZENDESK_ID).replace("Ada Lovelace", "Augusta Ada Byron Lovelace"));
        for (Desk.Look look :
                List.of(new Desk.Look("dana:agent", 1280, 800, false).zoomed(2), Desk.Look.DANA.wide(360))) {
            Desk desk = desk(look).open("/profiles/" + ada);
            assertThat(desk.pane("cases").locator(".row")).hasCount(3);
            fits(desk);
            assertThat(cutOff(desk)).isEmpty();
            desk.name().click(new Locator.ClickOptions().setTrial(true));
            assertThat(desk.name()).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
            for (String pane : List.of("cases", "contacts", "assets")) {
                Locator opener = desk.pane(pane).locator(".row .opener").first();
                opener.click();
                assertThat(opener).hasAttribute("aria-expanded", "true");
                assertThat(opener).isInViewport();
            }
            fits(desk);
            assertThat(cutOff(desk)).isEmpty();
            accessible(desk, look.toString());
            harmless(desk);
        }
    }

    @Test
    void ten_thousand_contacts_scroll_without_ten_thousand_rows() {
        String ada = ada();
        put(CONTACT, ended("call", "dana", PHONE));
        contacts.multiply(ada, 10_000);
        Desk desk = desk(Desk.Look.DANA).open("/profiles/" + ada);
        Locator pane = desk.pane("contacts");
        assertThat(pane.locator(".count")).hasText("10,000");

        pane.locator(".scroller")
                .evaluate("scroller => scroller.scrollTo(0, 2500 * scroller.querySelector('.row').offsetHeight)");
        assertThat(pane.locator(".row[data-index='2502']")).isVisible();
        pane.locator(".scroller").evaluate("scroller => scroller.scrollTo(0, scroller.scrollHeight)");
        assertThat(pane.locator(".row[data-index='9999']")).isVisible();
        assertThat((Integer) pane.evaluate(
                        "pane => pane.shadowRoot.querySelector('cp-rows').shadowRoot.querySelectorAll('.row').length"))
                .isLessThan(60);
        pane.locator(".row[data-index='9998'] .opener").press("ArrowUp");
        assertThat(pane.locator(".row[data-index='9997'] .opener")).isFocused();
        harmless(desk);
    }

    @Test
    void pictures_for_the_readme() {
        Assumptions.assumeTrue(System.getProperty(PICTURES) != null, "no pictures asked for");
        busy();
        put(CONTACT, contact("known", "dana", PHONE));
        put(CONTACT, contact("unknown", "dana", "+12065550177"));
        for (boolean dark : List.of(false, true)) {
            Desk desk = desk(new Desk.Look("dana:agent", 1280, 800, dark)).open("/contacts/known");
            assertThat(desk.page().locator(".bound")).isVisible();
            assertThat(desk.pane("cases").locator(".row")).hasCount(3);
            desk.page()
                    .getByLabel("Domain")
                    .locator("option:checked")
                    .evaluate(
                            "option => { option.textContent = 'demo'; }"); // the test's own name tells a reader nothing
            picture(desk, dark ? "workspace-dark" : "workspace-light");
        }
    }

    @Test
    void user_without_the_role_is_told_so() {
        Desk desk = desk(new Desk.Look("ingo:integrator", 1280, 900, false)).open("");
        assertThat(desk.text("Not allowed")).isVisible();
        assertThat(desk.text("It needs the role “agent”")).isVisible();
        accessible(desk, "not allowed");
    }

    @Test
    void one_customer_shows_without_the_frame() {
        String ada = ada();
        Desk desk = desk(Desk.Look.DANA).openEmbedded("/profiles/" + ada);
        assertThat(desk.name()).hasText("Ada Lovelace");
        assertThat(desk.page().locator("header.bar")).hasCount(0);
        accessible(desk, "embedded");
        harmless(desk);
    }

    @Test
    void component_works_in_a_page_of_somebody_else() {
        String ada = ada();
        Desk desk = desk(Desk.Look.DANA);
        desk.page()
                .route(
                        "**/elsewhere.html",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("text/html")
                                .setBody(
                                        """
                                        <!doctype html><title>A desk</title><script src="page/embed.js"></script>
                                        <customer-profile domain="%s" profile-id="%s"></customer-profile>
                                        <script>document.querySelector("customer-profile").token = () => "%s";</script>
                                        """
                                                .formatted(tenant.name(), ada, TestTokens.of(Roles.AGENT)))));
        desk.page().navigate(service.resolve("/elsewhere.html").toString());

        assertThat(desk.name()).hasText("Ada Lovelace");
    }

    @Test
    void no_view_has_an_accessibility_violation_in_light_or_dark() {
        String ada = busy();
        put(CONTACT, contact("known", "dana", PHONE));
        put(CONTACT, contact("unknown", "dana", "+12065550177"));
        put(CONTACT, contact("waiting", "", "+12065550178"));
        Desk desk = desk(Desk.Look.DANA).open("/profiles/" + ada);
        assertThat(desk.name()).hasText("Ada Lovelace");
        accessible(desk, "profile");
        desk.pane("cases").locator(".row .opener").first().click();
        desk.button("ada@example.com").click();
        accessible(desk, "details and origin");
        desk.button("Edit").click();
        accessible(desk, "edit");
        desk.button("Cancel").click();
        desk.button("Timeline").click();
        assertThat(desk.page().locator("cp-timeline .row").first()).isVisible();
        accessible(desk, "timeline");
        desk.open("/contacts/known");
        assertThat(desk.page().locator(".bound")).isVisible();
        assertThat(desk.page().locator("cp-contact:not([hidden]) h1")).hasText("Ada Lovelace");
        accessible(desk, "contact");
        desk.open("/contacts/unknown");
        assertThat(desk.text("Nobody is known by this contact")).isVisible();
        accessible(desk, "unknown contact");
        desk.open("/search/_phone/+12065550199");
        assertThat(desk.text("Nobody found")).isVisible();
        accessible(desk, "search");
        desk.button("Waiting").click();
        accessible(desk, "waiting contacts");
        desk.open("/profiles/" + NOBODY);
        assertThat(desk.text("No such customer")).isVisible();
        accessible(desk, "no such customer");
        harmless(desk);
    }

    @Test
    void page_is_light_and_paints_a_profile_with_100_cases_at_once() {
        ada();
        put("Zendesk-users", Records.zendeskUser(ZENDESK_ID));
        String ada = null;
        for (int ticket = 1; ticket <= 100; ticket++) {
            ada = put("Zendesk-tickets", Records.zendeskTicket(ticket, ZENDESK_ID, "Ticket " + ticket));
        }
        Desk desk = desk(Desk.Look.DANA);
        long opened = System.nanoTime();
        desk.open("/profiles/" + ada);
        assertThat(desk.name()).isVisible();
        Duration first = Duration.ofNanos(System.nanoTime() - opened);
        assertThat(desk.pane("cases").locator(".count")).hasText("100");
        Object painted = desk.page()
                .evaluate(
                        "performance.getEntriesByType('paint').find((entry) => entry.name === 'first-contentful-paint').startTime");
        Object shown = desk.page().evaluate("performance.getEntriesByName('customer-shown')[0].startTime");
        int weight = ((Number)
                        desk.page()
                                .evaluate(
                                        "performance.getEntries().filter((entry) => !entry.name.includes('/domains')).reduce((sum, entry) => sum + (entry.encodedBodySize ?? 0), 0)"))
                .intValue();
        System.out.printf(
                Locale.ROOT,
                "Workspace: customer with 100 cases shown after %.0f ms (first contentful paint %.0f ms); the first time, with signing in, after %d ms; page weight %.1f kB compressed%n",
                ((Number) shown).doubleValue(),
                ((Number) painted).doubleValue(),
                first.toMillis(),
                weight / 1000.0);
        assertThat(weight).isPositive().isLessThan(150_000);
        harmless(desk);
    }

    private Desk desk(Desk.Look look) {
        Desk desk = new Desk(chromium.browser(), service, authority, tenant.name(), look);
        desks.add(desk);
        return desk;
    }

    private static void answer(Desk desk, String path, List<String> asked, String body) {
        desk.page().route("**/domains/*/" + path, route -> {
            asked.add(route.request().postData());
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(body));
        });
    }

    private static void harmless(Desk desk) {
        assertThat(desk.complaints()).isEmpty();
    }

    private static void fits(Desk desk) {
        assertThat((Boolean) desk.page()
                        .evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("the page fits into its window")
                .isTrue();
    }

    /** What hides a part of what it contains, and does not say so by an ellipsis. */
    private static List<?> cutOff(Desk desk) {
        return (List<?>)
                desk.page()
                        .evaluate(
                                """
                        () => {
                          const found = [];
                          const look = (root) => root.querySelectorAll("*").forEach((element) => {
                            const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
                            const hides = ["hidden", "clip"].includes(overflowX) && textOverflow !== "ellipsis" && clipPath === "none";
                            if (hides && element.scrollWidth > element.clientWidth) found.push(element.outerHTML.slice(0, 200));
                            if (element.shadowRoot) look(element.shadowRoot);
                          });
                          look(document);
                          return found;
                        }""");
    }

    private static void accessible(Desk desk, String view) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            desk.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat(new AxeBuilder(desk.page()).analyze().getViolations())
                    .as("%s, %s", view, scheme)
                    .extracting(Rule::getId, rule -> rule.getNodes().get(0).getHtml())
                    .isEmpty();
        }
    }

    private static void picture(Desk desk, String name) {
        Path file = IMAGES.resolve(name + ".png");
        desk.page().screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    /** Skips a test of what the service says it does not do yet. */
    private void requires(String method, String path, String body) {
        String answer = tenant.call()
                .body(body)
                .request(method, "/domains/" + tenant.name() + path)
                .asString();
        Assumptions.assumeFalse(answer.contains("is not supported yet."), method + ' ' + path);
    }

    private String ada() {
        return put("Salesforce-Contact", salesforce(SALESFORCE_ID, "Lovelace", "ada@example.com"));
    }

    /** The same person, whom another system knows by another address. */
    private String countess() {
        String countess = put("Zendesk-users", Records.zendeskUser(ZENDESK_ID).replace("ada@", "countess@"));
        put("Zendesk-tickets", Records.zendeskTicket(1, ZENDESK_ID, "Of the other"));
        return countess;
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

    /** A customer with something in every pane. */
    private String busy() {
        String ada = ada();
        put("Zendesk-users", Records.zendeskUser(ZENDESK_ID));
        put("Zendesk-tickets", Records.zendeskTicket(48102, ZENDESK_ID, "Charged twice"));
        put(
                "Zendesk-tickets",
                Records.zendeskTicket(48200, ZENDESK_ID, "New address").replace("\"open\"", "\"solved\""));
        put("Servicenow-sys_user", Records.servicenowUser("03e684efd1d985a90dbde1e3cbc263af"));
        put("Servicenow-incident", Records.servicenowIncident("6a4b", "03e684efd1d985a90dbde1e3cbc263af"));
        put("Salesforce-Asset", Records.salesforceAsset("02iHs000001b8qbIAV", SALESFORCE_ID));
        put(CONTACT, Records.contactRecord("45a61306-3b16-4060-ac42-29445f2d9aa6", PHONE));
        return ada;
    }

    private String put(String type, String record) {
        return tenant.put(type, record).then().statusCode(200).extract().path("ProfileId");
    }

    /** Newer each time it is told. */
    private static String salesforce(String id, String lastName, String email) {
        String modified =
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString().replace("Z", "+0000");
        return new JsonObject(Records.salesforceContact(id, PHONE, modified))
                .put("LastName", lastName)
                .put("Email", email)
                .encode();
    }

    private static String contact(String id, String agent, String phone) {
        String now = Instant.now().toString();
        return new JsonObject()
                .put("ContactId", id)
                .put("Channel", "VOICE")
                .put("InitiationTimestamp", now)
                .put("LastUpdateTimestamp", now)
                .put("Agent", new JsonObject().put("Username", agent))
                .put("Queue", new JsonObject().put("Name", "Technical support"))
                .put(
                        "CustomerEndpoint",
                        new JsonObject().put("Type", "TELEPHONE_NUMBER").put("Address", phone))
                .encode();
    }

    private static String ended(String id, String agent, String phone) {
        return new JsonObject(contact(id, agent, phone))
                .put("DisconnectTimestamp", Instant.now().toString())
                .encode();
    }
}
