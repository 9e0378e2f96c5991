package dev.customerprofiles.workspace;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import dev.customerprofiles.Records;
import dev.customerprofiles.Tenant;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A tenant, the desks of its agents in a real browser, signed in over OpenID, and the customers that the tests tell of. */
abstract class WorkspaceScene {

    static final String CONTACT = "CTR-AutoAssociateOnly";
    static final String SALESFORCE_ID = "003Hs00000JGrknIAV";
    static final String PHONE = "+12065550101";
    static final long ZENDESK_ID = 377935745237L;

    private static Chromium chromium;

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = IdentityProvider.AUTHORITY)
    String authority;

    private final List<Desk> desks = new ArrayList<>();

    Tenant tenant;

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

    Desk desk(Desk.Look look) {
        Desk desk = new Desk(chromium.browser(), service, authority, tenant.name(), look);
        desks.add(desk);
        return desk;
    }

    /** Dana's desk, with a customer open. */
    Desk deskWith(String profileId) {
        return desk(Desk.Look.DANA).open("/profiles/" + profileId);
    }

    static void harmless(Desk desk) {
        assertThat(desk.complaints()).isEmpty();
    }

    static void accessible(Desk desk, String view) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            desk.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat(new AxeBuilder(desk.page()).analyze().getViolations())
                    .as("%s, %s", view, scheme)
                    .extracting(Rule::getId, rule -> rule.getNodes().get(0).getHtml())
                    .isEmpty();
        }
    }

    String ada() {
        return ada("Lovelace");
    }

    /** Ada, by the last name that Salesforce knows now. */
    String ada(String lastName) {
        return put("Salesforce-Contact", salesforce(SALESFORCE_ID, lastName, "ada@example.com"));
    }

    /** A ticket of the user that Zendesk knows. */
    String ticket(long number, String title) {
        return put("Zendesk-tickets", Records.zendeskTicket(number, ZENDESK_ID, title));
    }

    String put(String type, String record) {
        return tenant.put(type, record).then().statusCode(200).extract().path("ProfileId");
    }

    /** Newer each time it is told. */
    static String salesforce(String id, String lastName, String email) {
        String modified =
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString().replace("Z", "+0000");
        return new JsonObject(Records.salesforceContact(id, PHONE, modified))
                .put("LastName", lastName)
                .put("Email", email)
                .encode();
    }

    static String contact(String id, String agent, String phone) {
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

    static String ended(String id, String agent, String phone) {
        return new JsonObject(contact(id, agent, phone))
                .put("DisconnectTimestamp", Instant.now().toString())
                .encode();
    }
}
