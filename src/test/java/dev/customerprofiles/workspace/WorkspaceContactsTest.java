package dev.customerprofiles.workspace;

import java.util.regex.Pattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.doors.security.TokenKeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Contacts that arrive, and whose they are. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@QuarkusTestResource(IdentityProvider.class)
class WorkspaceContactsTest extends WorkspaceScene {

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
    void nobody_is_found_and_a_profile_is_created_and_associated() {
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
}
