package dev.customerprofiles.doors.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets in SDKs that sign their requests and cannot send a bearer token: the session token they send beside the signature is
 * taken as one. The signature itself says nothing to us.
 */
@ApplicationScoped
public class SessionTokenDoor {

    static final String SIGNED = "AWS4-HMAC-SHA256";
    static final String SESSION_TOKEN = "X-Amz-Security-Token";
    private static final int BEFORE_AUTHENTICATION = 300;

    void register(@Observes Filters filters) {
        filters.register(this::open, BEFORE_AUTHENTICATION);
    }

    private void open(RoutingContext request) {
        MultiMap headers = request.request().headers();
        String authorization = headers.get(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.startsWith(SIGNED)) {
            String token = headers.get(SESSION_TOKEN);
            headers.remove(HttpHeaders.AUTHORIZATION);
            if (token != null && !token.isBlank()) {
                headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
            }
        }
        request.next();
    }
}
