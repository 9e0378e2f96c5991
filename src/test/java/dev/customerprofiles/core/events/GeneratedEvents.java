package dev.customerprofiles.core.events;

import java.util.Map;
import java.util.TreeMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Events of few customers, records, times and values, so that they meet. */
final class GeneratedEvents {

    private static final Arbitrary<Map<String, String>> MEMBERS = Arbitraries.of(
                    "first", "first", "last", "mail", "city", "country", "note", "phone", "title", "status")
            .flatMap(member -> Arbitraries.of("a", "a", "b", "").map(value -> Map.entry(member, value(member, value))))
            .list()
            .ofMaxSize(5)
            .map(entries -> {
                Map<String, String> members = new TreeMap<>();
                entries.forEach(entry -> members.put(entry.getKey(), entry.getValue()));
                return members;
            });

    private GeneratedEvents() {}

    /** Each record is of one customer for ever. */
    static Arbitrary<Told> ofFixedCustomers() {
        return Combinators.combine(
                        Arbitraries.of("person", "lead", "lead", "ticket", "ticket", "complaint"),
                        Arbitraries.of("c1", "c1", "c2"),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.longs().between(0, 4),
                        MEMBERS)
                .as((type, customer, number, time, members) -> told(
                        type, type.equals("person") ? customer : customer + '-' + number, customer, time, members));
    }

    /** Records move between customers; some are looked up by e-mail, and found more than once. */
    static Arbitrary<Told> ofAnyCustomers() {
        return Combinators.combine(
                        Arbitraries.of("person", "lead", "lead", "ticket", "ticket", "complaint", "chat", "call"),
                        Arbitraries.of("c1", "c2", "c3"),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.longs().between(0, 9),
                        MEMBERS)
                .as((type, customer, number, time, members) -> {
                    String id = type.equals("person") ? customer : "r" + number;
                    return told(type, id, type.equals("call") ? value("mail", "a") : customer, time, members);
                });
    }

    private static Told told(String type, String id, String customer, long time, Map<String, String> members) {
        Map<String, String> all = new TreeMap<>(members);
        all.put("id", id);
        if (!type.equals("person")) {
            all.put("person", customer);
        }
        return new Told(type, all, time, null);
    }

    private static String value(String member, String value) {
        if (value.isEmpty()) {
            return value;
        }
        return switch (member) {
            case "mail" -> value + "@example.com";
            case "phone" -> value.equals("a") ? "(206) 555-0100" : "+1 206 555 0101";
            default -> value;
        };
    }
}
