package dev.customerprofiles.doors.rest;

import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.rest.dialect.ApiError;
import dev.customerprofiles.doors.security.Callers;
import dev.customerprofiles.doors.security.DomainScope;
import dev.customerprofiles.doors.security.NoSuchDomain;
import dev.customerprofiles.tenancy.DomainDirectory;

/** Lets callers into the domains that their token names; every other one answers as one that does not exist. */
@ApplicationScoped
public class DomainGate {

    private final DomainDirectory directory;
    private final SecurityIdentity caller;

    DomainGate(DomainDirectory directory, SecurityIdentity caller) {
        this.directory = directory;
        this.caller = caller;
    }

    Uni<Domain> open(String name) {
        return open(name, directory::find);
    }

    /** Whatever is found under the name of a domain that the caller may touch. */
    <T> Uni<T> open(String name, Function<String, Uni<Optional<T>>> find) {
        if (!scope().contains(name)) {
            return Uni.createFrom().failure(notFound());
        }
        return find.apply(name).map(found -> found.orElseThrow(DomainGate::notFound));
    }

    DomainScope scope() {
        return DomainScope.of(caller);
    }

    /** The caller as the audit trail names them. */
    String caller() {
        return Callers.name(caller);
    }

    static ApiError notFound() {
        return ApiError.notFound(NoSuchDomain.MESSAGE);
    }
}
