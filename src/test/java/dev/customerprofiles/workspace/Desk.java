package dev.customerprofiles.workspace;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;

/** An agent at a browser window. */
final class Desk implements AutoCloseable {

    private final URI service;
    private final String domain;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Desk(Browser browser, URI service, String authority, String domain, Look look) {
        this.service = service;
        this.domain = domain;
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setDeviceScaleFactor(look.zoom())
                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB")
                .setTimezoneId("Europe/London"));
        context.setDefaultTimeout(30_000);
        context.addCookies(List.of(new Cookie("user", look.user()).setUrl(authority)));
        page = context.newPage();
        page.onPageError(error -> complaints.add("error: " + error));
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")
                    || message.text().contains("Trusted")) {
                complaints.add(message.text());
            }
        });
    }

    /**
     * @param user  name and role, {@code dana:agent}
     * @param width in CSS pixels, as the height
     * @param zoom  how many pixels of the screen a CSS pixel is wide
     */
    record Look(String user, int width, int height, boolean dark, int zoom) {

        Look(String user, int width, int height, boolean dark) {
            this(user, width, height, dark, 1);
        }

        static final Look DANA = new Look("dana:agent", 1280, 900, false);

        Look wide(int pixels) {
            return new Look(user, pixels, height, dark, zoom);
        }

        /** The same window, enlarged as by the browser's own zoom. */
        Look zoomed(int times) {
            return new Look(user, width / times, height / times, dark, zoom * times);
        }
    }

    /** @param place within the domain: {@code /profiles/1} */
    Desk open(String place) {
        page.navigate(service.resolve("/") + "#/" + domain + place);
        return this;
    }

    Desk openEmbedded(String place) {
        page.navigate(service.resolve("/") + "?embedded#/" + domain + place);
        return this;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Locator name() {
        return page.locator("cp-identity h1").last();
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name)));
    }

    Locator text(String text) {
        return page.getByText(text);
    }

    Locator field(String name) {
        return page.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
    }

    Locator candidate(String name) {
        return page.locator("cp-candidates button", new Page.LocatorOptions().setHasText(name));
    }

    Locator pane(String name) {
        return page.locator("cp-pane[data-pane=" + name + "]");
    }

    /** What sorts a pane by the column of this title. */
    Locator heading(String pane, String title) {
        return pane(pane).locator(".head .opener", new Locator.LocatorOptions().setHasText(title));
    }

    /** What went wrong in the page: errors, dialogs, what its policy kept from happening. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        context.close();
    }
}
