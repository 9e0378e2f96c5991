package dev.customerprofiles.doors.rest.dialect;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

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
    private static final int BEFORE_ALL = BEFORE_THE_SERVERS_OWN_LIMIT + 1;

    /** Health and metrics are asked for most when the service is crowded. */
    private static final String OPERATION = "/q/";

    /** Answers that never end, and take next to nothing; they have a limit of their own. */
    private static final Pattern LIVE = Pattern.compile("/domains/[^/]+/changes");

    static final String LIMIT = "quarkus.http.limits.max-body-size";

    @ConfigProperty(name = LIMIT)
    MemorySize limit;

    @Inject
    RestSettings settings;

    private final AtomicInteger underWay = new AtomicInteger();

    void register(@Observes Filters filters) {
        filters.register(this::checkRoom, BEFORE_ALL);
        filters.register(this::checkLength, BEFORE_THE_SERVERS_OWN_LIMIT);
        filters.register(ServerRefusals::leaveTheRestToTheReader, AFTER_THE_SERVERS_OWN_LIMIT);
    }

    /** A body that turns out too large while it is read is refused by who reads it; the server would say nothing. */
    private static void leaveTheRestToTheReader(RoutingContext request) {
        request.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        request.next();
    }

    private void checkRoom(RoutingContext request) {
        String path = request.normalizedPath();
        if (path.startsWith(OPERATION) || LIVE.matcher(path).matches()) {
            request.next();
        } else if (underWay.incrementAndGet() > settings.concurrentRequests()) {
            underWay.decrementAndGet();
            request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            refuse(request, ApiError.Type.THROTTLING, "Too many requests are under way; try again later.");
        } else {
            request.addEndHandler(ended -> underWay.decrementAndGet());
            request.next();
        }
    }

    private void checkLength(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || isWithinLimit(length)) {
            request.next();
        } else {
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
            refuse(request, ApiError.Type.TOO_LARGE, ApiError.TOO_LARGE);
        }
    }

    private boolean isWithinLimit(String length) {
        try {
            return Long.parseLong(length) <= limit.asLongValue();
        } catch (NumberFormatException e) {
            return true; // the server's own parser refuses it
        }
    }

    private static void refuse(RoutingContext request, ApiError.Type type, String message) {
        request.response()
                .setStatusCode(type.status())
                .putHeader(Errors.TYPE_HEADER, type.shape())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject().put("Message", message).encode());
    }
}
