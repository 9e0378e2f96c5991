package dev.customerprofiles.doors.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * What the static files of the workspace cannot be: their security policy, where its users sign in, and addresses that browsers may
 * keep what they fetched from.
 */
@ApplicationScoped
class WorkspacePage {

    private static final String ROOT = "META-INF/resources/";
    private static final String PAGE = "index.html";
    private static final int AFTER_AUTHENTICATION = 10;
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    /** Also of another version: while instances are replaced, the page may come from one and its files from another. */
    private static final Pattern VERSIONED = Pattern.compile("/(page/[0-9a-f]{16}/)(.+)");

    private final WorkspaceSettings settings;
    private final VersionedPage page;
    private final String policy;

    WorkspacePage(WorkspaceSettings settings, LaunchMode mode) {
        this.settings = settings;
        String html = read(PAGE);
        // while developing, files change and the page does not start anew
        this.page = mode == LaunchMode.DEVELOPMENT ? null : VersionedPage.of(html, WorkspacePage::read);
        this.policy = PagePolicy.of(html, settings);
    }

    void protect(@Observes Filters filters) {
        filters.register(this::protect, AFTER_AUTHENTICATION);
    }

    void serve(@Observes Router router) {
        router.get("/page/settings.json").handler(request -> request.response()
                .putHeader("Content-Type", "application/json")
                .end(signIn().encode()));
        if (page != null) {
            router.get("/").handler(this::serve);
            router.get("/" + PAGE).handler(this::serve);
        }
    }

    private void serve(RoutingContext request) {
        request.response().putHeader("Content-Type", "text/html;charset=UTF-8").end(page.html());
    }

    private void protect(RoutingContext request) {
        String path = request.normalizedPath();
        Matcher versioned = VERSIONED.matcher(path);
        if (page != null && versioned.matches()) {
            serveVersioned(request, versioned.group(1), versioned.group(2));
            return;
        }
        if (request.get(FOR_GOOD) != null) { // on its second way, which has forgotten all handlers of the first
            request.addHeadersEndHandler(ignored -> keep(request.response()));
        }
        if (path.equals("/") || path.equals("/" + PAGE)) {
            request.response().putHeader("Content-Security-Policy", policy);
        }
        request.next();
    }

    private void serveVersioned(RoutingContext request, String folder, String file) {
        if (folder.equals(page.folder())) {
            request.put(FOR_GOOD, true);
        }
        request.reroute("/page/" + file);
    }

    private static void keep(HttpServerResponse answer) {
        if (answer.getStatusCode() == 200) {
            answer.putHeader("Cache-Control", FOR_GOOD);
        }
    }

    private JsonObject signIn() {
        JsonObject facts = new JsonObject();
        settings.authority().ifPresent(authority -> facts.put("Authority", authority)
                .put("ClientId", settings.clientId())
                .put("Scope", settings.scope()));
        return facts;
    }

    private static String read(String file) {
        try (InputStream stream = WorkspacePage.class.getResourceAsStream("/" + ROOT + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
