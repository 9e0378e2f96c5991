package dev.customerprofiles.doors.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** What the static files of the workspace cannot be: their security policy, and where its users sign in. */
@ApplicationScoped
class WorkspacePage {

    private static final String PAGE = "META-INF/resources/index.html";
    private static final int AFTER_AUTHENTICATION = 10;

    private final WorkspaceSettings settings;
    private final String policy;

    WorkspacePage(WorkspaceSettings settings) {
        this.settings = settings;
        this.policy = PagePolicy.of(page(), settings);
    }

    void protect(@Observes Filters filters) {
        filters.register(this::protect, AFTER_AUTHENTICATION);
    }

    void serve(@Observes Router router) {
        router.get("/page/settings.json").handler(request -> request.response()
                .putHeader("Content-Type", "application/json")
                .end(signIn().encode()));
    }

    private void protect(RoutingContext request) {
        String path = request.normalizedPath();
        if (path.equals("/") || path.equals("/index.html")) {
            request.response().putHeader("Content-Security-Policy", policy);
        }
        request.next();
    }

    private JsonObject signIn() {
        JsonObject facts = new JsonObject();
        settings.authority().ifPresent(authority -> facts.put("Authority", authority)
                .put("ClientId", settings.clientId())
                .put("Scope", settings.scope()));
        return facts;
    }

    private static String page() {
        try (InputStream page = WorkspacePage.class.getResourceAsStream("/" + PAGE)) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
