package dev.customerprofiles.core.events;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.profiles.LiveContact;
import dev.customerprofiles.core.records.Item;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.View;

/** Parked contact records: an agent sees the contact while it is in progress, before anyone knows whose it is. */
final class WaitingContacts {

    /** A contact sends a few records in its life; more of one contact than this are not looked at. */
    private static final int MOST = 16;

    private final View view;

    WaitingContacts(View view) {
        this.view = view;
    }

    /** The event with what it tells of its contact. One that ends the contact ends it in the events parked before, too. */
    RejectedEvent described(RejectedEvent event, Prepared prepared) {
        if (!event.parked()) {
            return event;
        }
        Optional<ObjectNode> contact = prepared.mapping()
                .map(prepared.alone())
                .item()
                .filter(LiveContact::isContact)
                .map(Item::fields);
        if (contact.isEmpty()) {
            return event;
        }
        List<Document> others = others(event, contact.get());
        boolean over = LiveContact.isOver(contact.get())
                || others.stream().map(WaitingContacts::read).anyMatch(other -> LiveContact.isOver(other.contact()));
        if (over) {
            others.forEach(this::end);
        }
        return event.ofContact(
                contact.get(), over ? null : prepared.version().at().toEpochMilli());
    }

    private List<Document> others(RejectedEvent event, ObjectNode contact) {
        return view.range(new Range.WaitingFor(event.waits().get(0)), MOST).documents().stream()
                .filter(other -> LiveContact.isSame(contact, read(other).contact()))
                .toList();
    }

    private void end(Document document) {
        RejectedEvent other = read(document);
        if (other.live() != null) {
            view.put(document.ref(), Json.write(other.ofContact(other.contact(), null)));
        }
    }

    private static RejectedEvent read(Document document) {
        return Json.read(document.body(), RejectedEvent.class);
    }
}
