package dev.customerprofiles.doors.amqp;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Reason;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.amqp.Resolution.Homeless;
import dev.customerprofiles.doors.amqp.Resolution.Resolved;
import dev.customerprofiles.doors.amqp.Resolution.Unreadable;
import dev.customerprofiles.doors.amqp.Sources.Registration;

/**
 * Finds out which domain an event is for and what it is there; whether there is such an object type, ingest knows. An event whose domain is unknown is never applied, not even
 * where there is a domain that keeps what is rejected: nobody said that its customers are that domain's.
 */
@ApplicationScoped
class Resolver {

    private final Sources sources;
    private final Optional<String> fallback;

    Resolver(Sources sources, EventSettings settings) {
        this.sources = sources;
        this.fallback = settings.fallbackDomain();
    }

    /** Fails only when the database cannot be reached. */
    Uni<Resolution> resolve(Decoded message) {
        return registrations(message).chain(registrations -> domainOf(message, registrations)
                .chain(domain -> domain.isPresent()
                        ? Uni.createFrom().item(inDomain(domain.get(), message, registrations))
                        : withoutDomain(message)));
    }

    private Uni<List<Registration>> registrations(Decoded message) {
        return message.source() == null ? Uni.createFrom().item(List.of()) : sources.registrations(message.source());
    }

    private Uni<Optional<Domain>> domainOf(Decoded message, List<Registration> registrations) {
        if (message.domain() != null) {
            return sources.domain(message.domain());
        }
        List<Domain> domains =
                registrations.stream().map(Registration::domain).distinct().toList();
        return Uni.createFrom().item(domains.size() == 1 ? Optional.of(domains.get(0)) : Optional.empty());
    }

    private static Resolution inDomain(Domain domain, Decoded message, List<Registration> registrations) {
        if (message instanceof Decoded.Event event) {
            String type = registrations.stream()
                    .filter(registration -> registration.domain().equals(domain))
                    .findFirst()
                    .map(registration -> registration.objectTypeOf(event.type()))
                    .orElse(event.type());
            return new Resolved(domain, type, event);
        }
        return unreadable(domain, message, reasonOf(message));
    }

    private Uni<Resolution> withoutDomain(Decoded message) {
        return fallback.map(sources::domain).orElseGet(sources::onlyDomain).map(domain -> domain.<Resolution>map(
                        keeper -> unreadable(keeper, message, reasonOf(message)))
                .orElseGet(() -> new Homeless(message.id(), reasonOf(message))));
    }

    private static Unreadable unreadable(Domain domain, Decoded message, Reason reason) {
        return new Unreadable(domain, message.id(), message.type(), reason, message.payload());
    }

    /** What is wrong with the message itself comes first: knowing its domain would not have helped. */
    private static Reason reasonOf(Decoded message) {
        return message instanceof Decoded.Poison poison ? poison.reason() : Reason.UNKNOWN_DOMAIN;
    }
}
