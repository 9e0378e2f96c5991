package dev.customerprofiles.doors.rest.dialect;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.customerprofiles.doors.security.NoSuchDomain;
import dev.customerprofiles.ingest.DomainQueue;
import dev.customerprofiles.ingest.Ingest;
import dev.customerprofiles.store.BadPageToken;
import dev.customerprofiles.store.StoreFailure;

/** Every failure as the contract says it: status, {@code x-amzn-ErrorType} and {@code {"Message": ...}}. */
class Errors {

    private static final Logger LOG = Logger.getLogger(Errors.class);
    static final String TYPE_HEADER = "x-amzn-ErrorType";

    record Body(@JsonProperty("Message") String message) {}

    @ServerExceptionMapper
    Response expected(ApiError error) {
        return answer(error.type(), error.getMessage());
    }

    @ServerExceptionMapper
    Response noSuchDomain(NoSuchDomain error) {
        return answer(ApiError.Type.NOT_FOUND, error.getMessage());
    }

    @ServerExceptionMapper(priority = Priorities.USER)
    Response unauthorized(UnauthorizedException error) {
        return answer(ApiError.Type.UNAUTHORIZED, "The request carries no bearer token.");
    }

    @ServerExceptionMapper(priority = Priorities.USER)
    Response authenticationFailed(AuthenticationFailedException error) {
        return answer(ApiError.Type.UNAUTHORIZED, "The token is not valid.");
    }

    @ServerExceptionMapper(priority = Priorities.USER)
    Response authenticationIncomplete(AuthenticationCompletionException error) {
        return answer(ApiError.Type.UNAUTHORIZED, "The token is not valid.");
    }

    @ServerExceptionMapper(priority = Priorities.USER)
    Response forbidden(ForbiddenException error) {
        return answer(ApiError.Type.ACCESS_DENIED, "The token has no role that may do this.");
    }

    @ServerExceptionMapper
    Response unreadable(JsonProcessingException error) {
        return answer(ApiError.Type.BAD_REQUEST, "The body is not valid JSON.");
    }

    @ServerExceptionMapper
    Response badToken(BadPageToken error) {
        return answer(ApiError.Type.BAD_REQUEST, ApiError.BAD_TOKEN);
    }

    @ServerExceptionMapper
    Response queueFull(DomainQueue.Full error) {
        return answer(ApiError.Type.THROTTLING, "Too much waits to be written; try again later.");
    }

    @ServerExceptionMapper
    Response stopping(DomainQueue.Closed error) {
        return answer(ApiError.Type.INTERNAL, "This instance stops; the request can be sent again.");
    }

    @ServerExceptionMapper
    Response outcomeUnknown(Ingest.OutcomeUnknown error) {
        return answer(
                ApiError.Type.INTERNAL,
                "The outcome is not known yet, as database or broker do not answer; the record can be sent again.");
    }

    /** One line each: while the database is away there are many. */
    @ServerExceptionMapper
    Response databaseAway(StoreFailure error) {
        LOG.warnf("a request failed: %s", error.getMessage());
        return answer(ApiError.Type.INTERNAL, "The database did not answer; try again later.");
    }

    /** What the framework finds wrong before a resource is reached. */
    @ServerExceptionMapper
    Response framework(WebApplicationException error) {
        return switch (error.getResponse().getStatus()) {
            case 401 -> answer(ApiError.Type.UNAUTHORIZED, "The request carries no bearer token.");
            case 403 -> answer(ApiError.Type.ACCESS_DENIED, "The token has no role that may do this.");
            case 404, 405 -> answer(ApiError.Type.NOT_FOUND, "There is no such operation.");
            case 406 -> answer(ApiError.Type.BAD_REQUEST, "Accept must allow application/json.");
            case 413 -> answer(ApiError.Type.TOO_LARGE, ApiError.TOO_LARGE);
            case 415 -> answer(ApiError.Type.BAD_REQUEST, "Content-Type must be application/json.");
            case 429 -> answer(ApiError.Type.THROTTLING, "Too many requests.");
            default ->
                error.getResponse().getStatus() < 500
                        ? answer(ApiError.Type.BAD_REQUEST, "The request is malformed.")
                        : unexpected(error);
        };
    }

    @ServerExceptionMapper
    Response unexpected(Throwable error) {
        LOG.error("a request failed", withoutMessages(error));
        return answer(ApiError.Type.INTERNAL, "The request failed for a reason of the service's own.");
    }

    /** Where it happened and what kind of failure it was; the message of a failure may quote a customer. */
    private static Throwable withoutMessages(Throwable error) {
        Throwable cause = error.getCause() == null ? null : withoutMessages(error.getCause());
        Throwable silent = new Exception(error.getClass().getName(), cause);
        silent.setStackTrace(error.getStackTrace());
        return silent;
    }

    private static Response answer(ApiError.Type type, String message) {
        Response.ResponseBuilder response = Response.status(type.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(TYPE_HEADER, type.shape())
                .entity(new Body(message));
        if (type == ApiError.Type.TOO_LARGE) {
            response.header("Connection", "close"); // and nobody waits for the rest of it
        }
        if (type == ApiError.Type.UNAUTHORIZED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return response.build();
    }
}
