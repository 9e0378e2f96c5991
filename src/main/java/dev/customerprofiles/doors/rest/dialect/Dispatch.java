package dev.customerprofiles.doors.rest.dialect;

import java.net.URI;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Sends every request where the contract's table says, and checks its parameters there. */
@Path(Dispatch.UNSUPPORTED)
public class Dispatch {

    static final String UNSUPPORTED = "/unsupported-operation";
    private static final String OPERATION = Dispatch.class.getName();

    @Inject
    Contract contract;

    /** A path beside the contract is no operation. One that is not served yet says so, to callers with a valid token. */
    @ServerRequestFilter(preMatching = true)
    public void find(ContainerRequestContext request, RoutingContext routing) {
        Optional<Operation> found = contract.at(verb(request), routing.normalizedPath());
        if (found.isEmpty()) {
            throw ApiError.notFound("There is no such operation.");
        }
        if (!contract.supports(found.get())) {
            request.setProperty(OPERATION, found.get().name());
            request.setMethod(HttpMethod.GET);
            request.setRequestUri(URI.create(UNSUPPORTED));
        }
    }

    @ServerRequestFilter
    public void check(ContainerRequestContext request, SimpleResourceInfo resource, UriInfo uri) {
        if (resource.getResourceClass() != Dispatch.class) {
            contract.ofMethod(resource.getMethodName())
                    .checkParameters(uri.getPathParameters(), uri.getQueryParameters());
        }
    }

    @GET
    @Authenticated
    @org.eclipse.microprofile.openapi.annotations.Operation(hidden = true)
    public Uni<Void> unsupported(@Context ContainerRequestContext request) {
        return Uni.createFrom().failure(ApiError.badRequest(request.getProperty(OPERATION) + " is not supported yet."));
    }

    private static String verb(ContainerRequestContext request) {
        return request.getMethod().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.getMethod();
    }
}
