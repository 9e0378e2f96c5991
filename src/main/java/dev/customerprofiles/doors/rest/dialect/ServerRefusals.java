package dev.customerprofiles.doors.rest.dialect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the server refuses before any operation is looked for, and would refuse without a word, in the dialect. */
@ApplicationScoped
public class ServerRefusals {

    private static final int BEFORE_THE_SERVERS_OWN_LIMIT = 250;
    private static final int AFTER_THE_SERVERS_OWN_LIMIT = 1;

    static final String LIMIT = "quarkus.http.limits.max-body-size";

    @ConfigProperty(name = LIMIT)
    MemorySize limit;

    void register(@Observes Filters filters) {
        filters.register(this::checkLength, BEFORE_THE_SERVERS_OWN_LIMIT);
        filters.register(ServerRefusals::leaveTheRestToTheReader, AFTER_THE_SERVERS_OWN_LIMIT);
    }

    /** A body that turns out too large while it is read is refused by who reads it; the server would say nothing. */
    private static void leaveTheRestToTheReader(RoutingContext request) {
        request.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        request.next();
    }

    private void checkLength(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || isWithinLimit(length)) {
            request.next();
        } else {
            refuse(request);
        }
    }

    private boolean isWithinLimit(String length) {
        try {
            return Long.parseLong(length) <= limit.asLongValue();
        } catch (NumberFormatException e) {
            return true; // the server's own parser refuses it
        }
    }

    private static void refuse(RoutingContext request) {
        request.response()
                .setStatusCode(ApiError.Type.TOO_LARGE.status())
                .putHeader(HttpHeaders.CONNECTION, "close")
                .putHeader(Errors.TYPE_HEADER, ApiError.Type.TOO_LARGE.shape())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject().put("Message", ApiError.TOO_LARGE).encode());
    }
}
