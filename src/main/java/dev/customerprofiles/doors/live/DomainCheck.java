package dev.customerprofiles.doors.live;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.customerprofiles.doors.security.DomainScope;
import dev.customerprofiles.doors.security.NoSuchDomain;
import dev.customerprofiles.tenancy.DomainDirectory;

/** Looks before a stream is opened: once it is, its failure can no longer be told. */
class DomainCheck {

    private final DomainDirectory directory;
    private final SecurityIdentity caller;

    DomainCheck(DomainDirectory directory, SecurityIdentity caller) {
        this.directory = directory;
        this.caller = caller;
    }

    @ServerRequestFilter(priority = Priorities.USER + 100)
    @InDomain
    public Uni<Void> check(UriInfo uri) {
        String name = uri.getPathParameters().getFirst("DomainName");
        if (!DomainScope.of(caller).contains(name)) {
            return Uni.createFrom().failure(new NoSuchDomain());
        }
        return directory
                .find(name)
                .invoke(found -> found.orElseThrow(NoSuchDomain::new))
                .replaceWithVoid();
    }
}
