package dev.customerprofiles.doors.rest.dialect;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the server refuses before any operation is looked for, and would refuse without a word, in the dialect. */
@ApplicationScoped
public class ServerRefusals {

    private static final int BEFORE_THE_SERVERS_OWN_LIMIT = 250;
    private static final Map<Integer, String> MESSAGES =
            Map.of(400, "The request is malformed.", 413, "The body is too large.");

    @ConfigProperty(name = "quarkus.http.limits.max-body-size")
    MemorySize limit;

    void register(@Observes Filters filters) {
        filters.register(this::checkLength, BEFORE_THE_SERVERS_OWN_LIMIT);
    }

    private void checkLength(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || isWithinLimit(length)) {
            request.next();
        } else {
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
            refuse(request, ApiError.Type.TOO_LARGE.status());
        }
    }

    private boolean isWithinLimit(String length) {
        try {
            return Long.parseLong(length) <= limit.asLongValue();
        } catch (NumberFormatException e) {
            return true; // the server's own parser refuses it
        }
    }

    private static void refuse(RoutingContext request, int status) {
        if (!request.response().ended()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader(Errors.TYPE_HEADER, ApiError.Type.BAD_REQUEST.shape())
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(new JsonObject().put("Message", MESSAGES.get(status)).encode());
        }
    }
}
