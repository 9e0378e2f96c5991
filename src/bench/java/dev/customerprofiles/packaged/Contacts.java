package dev.customerprofiles.packaged;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.customerprofiles.CloudEvent;

/** Contacts of Salesforce as events; every event is a newer version of its contact. */
final class Contacts {

    private final Random random = new Random(7);
    private final String domain;
    private final String source;
    private int versions;

    /** @param source whose event type is {@code Contact} */
    Contacts(String domain, String source) {
        this(domain, source, 0);
    }

    /** @param firstVersion where others send about the same contacts, one that they do not reach */
    Contacts(String domain, String source, int firstVersion) {
        this.domain = domain;
        this.source = source;
        this.versions = firstVersion;
    }

    /** One event about each contact from one number to another. */
    List<CloudEvent> oneEach(int from, int to) {
        List<CloudEvent> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            events.add(event(i));
        }
        return events;
    }

    /** Events about contacts from one number to another, half of them about one in a hundred. */
    List<CloudEvent> hot(int from, int to, int count) {
        List<CloudEvent> events = new ArrayList<>();
        int hot = Math.max(1, (to - from) / 100);
        for (int i = 0; i < count; i++) {
            events.add(event(from + random.nextInt(random.nextBoolean() ? hot : to - from)));
        }
        return events;
    }

    CloudEvent event(int contact) {
        int version = versions++;
        return new CloudEvent("v" + version, source, "Contact", domain, record(contact, version));
    }

    static String id(int contact) {
        return String.format("003%012d", contact);
    }

    /** About 700 characters, as the fields that are used of a contact take. */
    private static String record(int contact, int version) {
        return """
                {"Id":"%s","FirstName":"Ada%d","LastName":"Lovelace%d","Email":"ada%d@example.com","Phone":"+1206%07d",
                 "MobilePhone":"+1425%07d","Birthdate":"1985-12-10","Title":"Engineer %d","Department":"Analytical engines",
                 "MailingStreet":"%d Pine Street","MailingCity":"Seattle","MailingState":"WA","MailingPostalCode":"98101","MailingCountry":"US",
                 "OtherStreet":"%d Main Street","OtherCity":"Portland","OtherState":"OR","OtherPostalCode":"97201","OtherCountry":"US",
                 "LeadSource":"Web","Description":"Prefers to be called in the afternoon; asked for a quote in March.",
                 "LastModifiedDate":"2025-%02d-%02dT%02d:%02d:%02d.000+0000"}"""
                .formatted(
                        id(contact),
                        contact,
                        contact,
                        contact,
                        contact,
                        contact,
                        version,
                        version,
                        contact,
                        1 + version / 2_332_800 % 12,
                        1 + version / 86_400 % 27,
                        version / 3_600 % 24,
                        version / 60 % 60,
                        version % 60);
    }
}
