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
import java.util.Locale;
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
 * Customers whose records come from two systems, late, twice, and with messages among them that are no events, as many as are asked
 * for; and, worked out in the plainest way, what must be known of each customer when all have arrived.
 */
final class Crowd {

    private static final long YEAR_2025 = Instant.parse("2025-01-01T00:00:00Z").getEpochSecond();
    private static final DateTimeFormatter SALESFORCE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.000Z").withZone(ZoneOffset.UTC);
    private static final String NO_SOURCE = "customer-profiles.events";

    private final Random random;
    private final String domain;
    private final String zendesk;
    private final String salesforce;
    private final int known;
    private final List<Sent> messages = new ArrayList<>();
    private final List<Sent> atHand = new ArrayList<>();
    private final Set<String> ledger = new HashSet<>();
    private final Set<String> poison = new HashSet<>();
    private final Map<Integer, Customer> customers = new TreeMap<>();
    private final Set<Integer> contacts = new HashSet<>();
    private int times;
    private int events;

    /**
     * @param zendesk    source whose event types are {@code user} and {@code ticket}
     * @param salesforce source whose event type is {@code Contact}
     */
    Crowd(long seed, int customers, String domain, String zendesk, String salesforce) {
        this.random = new Random(seed);
        this.known = customers;
        this.domain = domain;
        this.zendesk = zendesk;
        this.salesforce = salesforce;
        for (int i = 0; i < known; i++) {
            user(i);
            contact(i);
        }
    }

    /** A message as it is to be sent, once or several times. */
    interface Sent {
        Message<?> message() throws ClientException;
    }

    /** All that must be known of a customer: fields of the golden record by their path, and the tickets by their ids. */
    record Customer(Map<String, Said> fields, Map<Long, Ticket> tickets) {

        /** Of whom nothing is known yet. */
        Customer() {
            this(new HashMap<>(), new HashMap<>());
        }

        /** The value that was said last. */
        void hears(String field, String value, long at) {
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

    /** The next messages to be sent, of which some are overdue, and others before their time. */
    List<Sent> next(int count) {
        List<Sent> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            more(random.nextInt(known));
            next.add(atHand.remove(random.nextInt(atHand.size())));
        }
        return next;
    }

    /** Those that have not been sent yet; what is known of the customers includes what they say. */
    List<Sent> rest() {
        List<Sent> rest = new ArrayList<>(atHand);
        atHand.clear();
        Collections.shuffle(rest, random);
        return rest;
    }

    /** Source and id of every event, and of every message that is none. */
    Set<String> ledger() {
        return Set.copyOf(ledger);
    }

    /** Source and id of every message that is no event. */
    Set<String> poison() {
        return Set.copyOf(poison);
    }

    /** By their Zendesk id. */
    Map<Integer, Customer> customers() {
        return Collections.unmodifiableMap(customers);
    }

    private void more(int customer) {
        switch (random.nextInt(20)) {
            case 0 -> noEvent();
            case 1, 2 -> atHand.add(messages.get(random.nextInt(messages.size())));
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
                .put("Id", String.format(Locale.ROOT, "003%012d", id))
                .put("FirstName", firstName(id))
                .put("LastName", lastName(id))
                .put("Email", email(id))
                .put("LastModifiedDate", SALESFORCE.format(Instant.ofEpochSecond(at)));
        customer.hears("Attributes.sfdcContactId", String.format(Locale.ROOT, "003%012dAAA", id), 0);
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
        toBeSent(() -> structured ? event.structured() : event.binary());
        ledger.add(source + " " + event.id());
    }

    private void toBeSent(Sent message) {
        messages.add(message);
        atHand.add(message);
    }

    private void noEvent() {
        String id = domain + "-" + poison.size();
        switch (random.nextInt(3)) {
            case 0 -> {
                toBeSent(() -> Message.create("no event " + id).messageId(id).durable(true));
                noEvent(NO_SOURCE, madeUp(id, "no event " + id));
            }
            case 1 -> {
                toBeSent(() -> new CloudEvent("p" + id, zendesk, "user", domain, "{\"id\":").binary());
                noEvent(zendesk, "p" + id);
            }
            default -> {
                toBeSent(() -> new CloudEvent("p" + id, zendesk, "user", domain, "{\"name\":\"Nobody\"}").binary());
                noEvent(zendesk, "p" + id);
            }
        }
    }

    private void noEvent(String source, String id) {
        ledger.add(source + " " + id);
        poison.add(source + " " + id);
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
        return customers.computeIfAbsent(id, absent -> new Customer());
    }

    private String phone() {
        return String.format("+1206555%04d", random.nextInt(10_000));
    }

    static String name(int id) {
        return firstName(id) + ' ' + lastName(id);
    }

    /** In letters: what holds digits is no name. */
    static String firstName(int id) {
        return "Ada" + letters(id);
    }

    static String lastName(int id) {
        return "Love" + letters(id);
    }

    private static String letters(int id) {
        return Integer.toString(id)
                .chars()
                .mapToObj(digit -> Character.toString('a' + digit - '0'))
                .collect(Collectors.joining());
    }

    static String email(int id) {
        return "ada" + id + "@example.com";
    }
}
