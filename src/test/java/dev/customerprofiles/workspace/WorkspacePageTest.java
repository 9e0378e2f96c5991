package dev.customerprofiles.workspace;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import jakarta.inject.Inject;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.Records;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page as such: on every screen, for everybody, with hostile and with very many records. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
@QuarkusTestResource(IdentityProvider.class)
class WorkspacePageTest extends WorkspaceScene {

    private static final String NOBODY = "0".repeat(32);

    /** Asks for the pictures of the README; an ordinary run leaves them alone, as no two runs give the same bytes. */
    private static final String PICTURES = "screenshots.write";

    private static final Path IMAGES = Path.of("docs/images");

    @Inject
    ManyContacts contacts;

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
        ticket(1, "Charged twice");
        ticket(2, "No light");
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
        desk.heading("cases", "Title").focus();
        keyboard.press("Enter");
        assertThat(desk.pane("cases").locator("[aria-sort=ascending]")).hasText("Title");
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
        Desk desk = deskWith(ada);
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
        Desk desk = deskWith(ada);
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
            ada = ticket(ticket, "Ticket " + ticket);
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

    private static void picture(Desk desk, String name) {
        Path file = IMAGES.resolve(name + ".png");
        desk.page().screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    /** A customer with something in every pane. */
    private String busy() {
        String ada = ada();
        put("Zendesk-users", Records.zendeskUser(ZENDESK_ID));
        ticket(48102, "Charged twice");
        put(
                "Zendesk-tickets",
                Records.zendeskTicket(48200, ZENDESK_ID, "New address").replace("\"open\"", "\"solved\""));
        put("Servicenow-sys_user", Records.servicenowUser("03e684efd1d985a90dbde1e3cbc263af"));
        put("Servicenow-incident", Records.servicenowIncident("6a4b", "03e684efd1d985a90dbde1e3cbc263af"));
        put("Salesforce-Asset", Records.salesforceAsset("02iHs000001b8qbIAV", SALESFORCE_ID));
        put(CONTACT, Records.contactRecord("45a61306-3b16-4060-ac42-29445f2d9aa6", PHONE));
        return ada;
    }
}
