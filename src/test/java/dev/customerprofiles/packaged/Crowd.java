package dev.customerprofiles.packaged;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.vertx.core.json.JsonObject;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

import dev.customerprofiles.CloudEvent;
import dev.customerprofiles.core.state.Sha256;

/**
 * Customers whose records come from two systems, late, twice, and with messages among them that are no events; and, worked out in the
 * plainest way, what must be known of each customer when all have arrived.
 */
final class Crowd {

    private static final long YEAR_2025 = Instant.parse("2025-01-01T00:00:00Z").getEpochSecond();
    private static final DateTimeFormatter SALESFORCE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.000Z").withZone(ZoneOffset.UTC);
    private static final String NO_SOURCE = "customer-profiles.events";
    private static final int EVENTS_PER_CUSTOMER = 12;

    private final Random random;
    private final String domain;
    private final String zendesk;
    private final String salesforce;
    private final List<Sent> messages = new ArrayList<>();
    private final Set<String> ledger = new HashSet<>();
    private final Map<Integer, Customer> customers = new TreeMap<>();
    private final Set<Integer> contacts = new HashSet<>();
    private int times;
    private int events;
    private int poison;

    /**
     * @param zendesk    source whose event types are {@code user} and {@code ticket}
     * @param salesforce source whose event type is {@code Contact}
     */
    Crowd(long seed, int count, String domain, String zendesk, String salesforce) {
        this.random = new Random(seed);
        this.domain = domain;
        this.zendesk = zendesk;
        this.salesforce = salesforce;
        int known = Math.max(2, count / EVENTS_PER_CUSTOMER);
        for (int i = 0; i < known; i++) {
            user(i);
            contact(i);
        }
        while (messages.size() < count) {
            more(random.nextInt(known));
        }
        Collections.shuffle(messages, random);
    }

    /** A message as it is to be sent, once or several times. */
    interface Sent {
        Message<?> message() throws ClientException;
    }

    /** What must be known of a customer: fields of the golden record by their path, and the tickets by their ids. */
    record Customer(Map<String, Said> fields, Map<Long, Ticket> tickets) {

        /** The value that was said last. */
        private void hears(String field, String value, long at) {
            fields.merge(field, new Said(value, at), (one, other) -> one.at() >= other.at() ? one : other);
        }

        Map<String, String> golden() {
            Map<String, String> golden = new TreeMap<>();
            fields.forEach((field, said) -> golden.put(field, said.value()));
            return golden;
        }

        /** The newest of them, newest first. */
        List<Ticket> newest(int most) {
            return tickets.values().stream()
                    .sorted(Comparator.comparingLong(Ticket::at).reversed())
                    .limit(most)
                    .toList();
        }
    }

    record Said(String value, long at) {}

    record Ticket(long id, String subject, long at) {}

    List<Sent> messages() {
        return List.copyOf(messages);
    }

    /** Source and id of every event, and of every message that is none. */
    Set<String> ledger() {
        return Set.copyOf(ledger);
    }

    /** By their Zendesk id. */
    Map<Integer, Customer> customers() {
        return Collections.unmodifiableMap(customers);
    }

    int poison() {
        return poison;
    }

    private void more(int customer) {
        switch (random.nextInt(20)) {
            case 0 -> noEvent();
            case 1, 2 -> messages.add(messages.get(random.nextInt(messages.size())));
            case 3, 4, 5, 6, 7 -> user(customer);
            case 8, 9, 10, 11, 12 -> contact(customer);
            default -> ticket(customer);
        }
    }

    private void user(int id) {
        long at = time();
        Customer customer = customer(id);
        JsonObject record = new JsonObject()
                .put("id", id)
                .put("name", name(id))
                .put("email", email(id))
                .put("updated_at", Instant.ofEpochSecond(at).toString());
        customer.hears("FirstName", firstName(id), 0);
        customer.hears("LastName", lastName(id), 0);
        customer.hears("EmailAddress", email(id), 0);
        customer.hears("Attributes.ZendeskUserId", Integer.toString(id), 0);
        some("phone", phone(), "PhoneNumber", record, customer, at);
        some("role", "role" + random.nextInt(9), "Attributes.ZendeskRole", record, customer, at);
        event(zendesk, "user", record);
    }

    private void contact(int id) {
        long at = time();
        Customer customer = customer(id);
        JsonObject record = new JsonObject()
                .put("Id", String.format("003%012d", id))
                .put("FirstName", firstName(id))
                .put("LastName", lastName(id))
                .put("Email", email(id))
                .put("LastModifiedDate", SALESFORCE.format(Instant.ofEpochSecond(at)));
        if (contacts.add(id)) {
            // without one of its own, the record that makes a profile lends it any other number
            String phone = phone();
            record.put("Phone", phone);
            customer.hears("PhoneNumber", phone, at);
        } else {
            some("Phone", phone(), "PhoneNumber", record, customer, at);
        }
        some("MobilePhone", phone(), "MobilePhoneNumber", record, customer, at);
        some("MailingCity", "City " + random.nextInt(50), "MailingAddress.City", record, customer, at);
        event(salesforce, "Contact", record);
    }

    private void ticket(int customer) {
        long at = time();
        long id = customer * 100L + random.nextInt(6);
        String subject = "Subject " + at;
        JsonObject record = new JsonObject()
                .put("id", id)
                .put("requester_id", customer)
                .put("subject", subject)
                .put("updated_at", Instant.ofEpochSecond(at).toString());
        customer(customer)
                .tickets()
                .merge(id, new Ticket(id, subject, at), (one, other) -> one.at() >= other.at() ? one : other);
        event(zendesk, "ticket", record);
    }

    /** A field that not every version of a record carries. */
    private void some(String member, String value, String field, JsonObject record, Customer customer, long at) {
        if (random.nextInt(3) > 0) {
            record.put(member, value);
            customer.hears(field, value, at);
        }
    }

    private void event(String source, String type, JsonObject record) {
        CloudEvent event = new CloudEvent("e" + events++, source, type, domain, record.encode());
        boolean structured = random.nextBoolean();
        messages.add(() -> structured ? event.structured() : event.binary());
        ledger.add(source + " " + event.id());
    }

    private void noEvent() {
        String id = domain + "-" + poison++;
        switch (random.nextInt(3)) {
            case 0 -> {
                messages.add(
                        () -> Message.create("no event " + id).messageId(id).durable(true));
                ledger.add(NO_SOURCE + " " + madeUp(id, "no event " + id));
            }
            case 1 -> {
                messages.add(() -> new CloudEvent("p" + id, zendesk, "user", domain, "{\"id\":").binary());
                ledger.add(zendesk + " p" + id);
            }
            default -> {
                messages.add(() -> new CloudEvent("p" + id, zendesk, "user", domain, "{\"name\":\"Nobody\"}").binary());
                ledger.add(zendesk + " p" + id);
            }
        }
    }

    /** A message without an event's identity is the same message again when its id and its body are the same. */
    private static String madeUp(String messageId, String body) {
        byte[] digest = Sha256.of(messageId + '\0' + body);
        return "message-" + HexFormat.of().formatHex(digest);
    }

    /** No two versions are of the same time, and they come in another order. */
    private long time() {
        return YEAR_2025 + times++;
    }

    private Customer customer(int id) {
        return customers.computeIfAbsent(id, absent -> new Customer(new HashMap<>(), new HashMap<>()));
    }

    private String phone() {
        return String.format("+1206555%04d", random.nextInt(10_000));
    }

    private static String name(int id) {
        return firstName(id) + ' ' + lastName(id);
    }

    /** In letters: what holds digits is no name. */
    private static String firstName(int id) {
        return "Ada" + letters(id);
    }

    private static String lastName(int id) {
        return "Love" + letters(id);
    }

    private static String letters(int id) {
        return Integer.toString(id)
                .chars()
                .mapToObj(digit -> Character.toString('a' + digit - '0'))
                .collect(Collectors.joining());
    }

    private static String email(int id) {
        return "ada" + id + "@example.com";
    }
}
