package dev.customerprofiles.workspace;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.EventId;
import dev.customerprofiles.core.events.Outcome;
import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.ingest.Ingest;
import dev.customerprofiles.tenancy.DomainDirectory;

/** More calls than a test could send one by one. */
@ApplicationScoped
class ManyContacts {

    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");

    private final Ingest ingest;
    private final DomainDirectory domains;

    ManyContacts(Ingest ingest, DomainDirectory domains) {
        this.ingest = ingest;
        this.domains = domains;
    }

    /** Puts this many calls from one number, an hour apart. */
    void put(String domainName, int count, String phone) {
        Domain domain =
                domains.find(domainName).await().atMost(Duration.ofSeconds(30)).orElseThrow();
        Multi.createFrom()
                .range(0, count)
                .onItem()
                .transformToUni(number -> put(domain, number, phone))
                .merge(512)
                .collect()
                .last()
                .await()
                .atMost(Duration.ofMinutes(5));
    }

    private Uni<Outcome> put(Domain domain, int number, String phone) {
        Instant begin = FIRST.plus(Duration.ofHours(number));
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("ContactId", "call-" + number)
                .put("Channel", "VOICE")
                .put("InitiationTimestamp", begin.toString())
                .put("DisconnectTimestamp", begin.plusSeconds(number % 900).toString())
                .put("LastUpdateTimestamp", begin.plusSeconds(900).toString());
        record.putObject("CustomerEndpoint").put("Type", "TELEPHONE_NUMBER").put("Address", phone);
        record.putObject("Agent").put("Username", "dana");
        EventId id = new EventId("urn:test", UUID.randomUUID().toString());
        String freshId = UUID.randomUUID().toString().replace("-", "");
        return ingest.submit(domain, new SourceEvent(id, "CTR-AutoAssociateOnly", record, null, begin, freshId), false);
    }
}
