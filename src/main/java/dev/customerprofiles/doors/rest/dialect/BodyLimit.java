package dev.customerprofiles.doors.rest.dialect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body that says it is too large, in the dialect, before the server does it without a word. */
@ApplicationScoped
public class BodyLimit {

    private static final int BEFORE_THE_SERVERS_OWN_LIMIT = 250;

    @ConfigProperty(name = "quarkus.http.limits.max-body-size")
    MemorySize limit;

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVERS_OWN_LIMIT);
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || isWithinLimit(length)) {
            request.next();
            return;
        }
        request.response()
                .setStatusCode(ApiError.Type.TOO_LARGE.status())
                .putHeader(Errors.TYPE_HEADER, ApiError.Type.TOO_LARGE.shape())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(new JsonObject().put("Message", "The body is too large.").encode());
    }

    private boolean isWithinLimit(String length) {
        try {
            return Long.parseLong(length) <= limit.asLongValue();
        } catch (NumberFormatException e) {
            return true; // the server's own parser refuses it
        }
    }
}
