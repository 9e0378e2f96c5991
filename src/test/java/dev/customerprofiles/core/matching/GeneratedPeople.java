package dev.customerprofiles.core.matching;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;

/**
 * Invented people with what makes matching hard: mistyped, missing and exchanged values, moves, phones that a family shares, fathers
 * and sons of one name, twins. The ids say who is who: {@code person-copy}.
 */
final class GeneratedPeople {

    private static final List<String> SYLLABLES = List.of(
            "ba", "den", "ko", "lin", "mar", "no", "ri", "sal", "tor", "vi", "wes", "ya", "el", "jo", "han", "pe");
    private static final List<String> STREETS = List.of("street", "road", "avenue", "lane", "court");

    private final Map<String, ObjectNode> profiles = new LinkedHashMap<>();
    private final Random random;
    private int people;

    /** @param wanted about how many profiles */
    GeneratedPeople(int wanted, long seed) {
        random = new Random(seed);
        while (profiles.size() < wanted) {
            household();
        }
    }

    Map<String, ObjectNode> profiles() {
        return profiles;
    }

    static String person(String id) {
        return id.substring(0, id.indexOf('-'));
    }

    private void household() {
        String lastName = name(2, 3);
        ObjectNode address = address();
        String phone = phone();
        ObjectNode father = person(lastName, address, phone, 1940 + random.nextInt(30));
        tell(father);
        if (random.nextInt(2) == 0) {
            tell(person(lastName, address, phone, 1940 + random.nextInt(30)));
        }
        if (random.nextInt(100) == 0) {
            ObjectNode son = person(lastName, address, phone, 1970 + random.nextInt(30));
            tell(son.set("FirstName", father.get("FirstName")));
        }
        if (random.nextInt(60) == 0) {
            ObjectNode twin = person(lastName, address, phone, 1970 + random.nextInt(30));
            tell(twin);
            tell(person(lastName, address, phone, 1980).set("BirthDate", twin.get("BirthDate")));
        }
    }

    private ObjectNode person(String lastName, ObjectNode address, String phone, int year) {
        ObjectNode person = Json.object();
        person.put("FirstName", firstName()).put("LastName", lastName);
        person.put(
                "BirthDate",
                LocalDate.of(year, 1, 1).plusDays(random.nextInt(365)).toString());
        person.put("PhoneNumber", random.nextInt(3) == 0 ? phone() : phone);
        person.put(
                "EmailAddress",
                person.get("FirstName").asText() + random.nextInt(1000) + '@' + name(2, 3) + ".example");
        person.set("Address", address);
        return person;
    }

    /** One profile of the person, and often another that was made elsewhere. */
    private void tell(ObjectNode person) {
        int number = people++;
        profiles.put(number + "-0", person);
        for (int copy = 1; random.nextInt(100) < 30; copy++) {
            profiles.put(number + "-" + copy, copied(person));
        }
    }

    private ObjectNode copied(ObjectNode person) {
        ObjectNode copy = person.deepCopy();
        if (random.nextInt(5) == 0) {
            copy.set("Address", address());
        }
        if (random.nextInt(4) == 0) {
            copy.put("EmailAddress", name(3, 3) + '@' + name(2, 3) + ".example");
        }
        for (String field : List.of("FirstName", "LastName", "BirthDate", "PhoneNumber", "EmailAddress")) {
            if (random.nextInt(10) == 0) {
                copy.put(field, mistyped(copy.get(field).asText()));
            }
            if (random.nextInt(field.equals("LastName") ? 50 : 12) == 0) {
                copy.remove(field);
            }
        }
        if (random.nextInt(40) == 0 && copy.has("FirstName") && copy.has("LastName")) {
            String first = copy.get("FirstName").asText();
            copy.put("FirstName", copy.get("LastName").asText()).put("LastName", first);
        }
        return copy;
    }

    private String mistyped(String text) {
        StringBuilder typed = new StringBuilder(text);
        int at = random.nextInt(text.length() - 1);
        switch (random.nextInt(3)) {
            case 0 -> typed.deleteCharAt(at);
            case 1 -> typed.insert(at, text.charAt(at));
            default -> {
                typed.setCharAt(at, text.charAt(at + 1));
                typed.setCharAt(at + 1, text.charAt(at));
            }
        }
        return typed.toString();
    }

    private ObjectNode address() {
        ObjectNode address = Json.object();
        address.put(
                "Address1",
                (1 + random.nextInt(200)) + " " + name(2, 3) + ' ' + STREETS.get(random.nextInt(STREETS.size())));
        int town = random.nextInt(80);
        address.put("City", SYLLABLES.get(town % 16) + SYLLABLES.get(town / 5) + "ville");
        return address.put("PostalCode", Integer.toString(10_000 + town * 10 + random.nextInt(3)));
    }

    private String phone() {
        return "+1206" + (2_000_000 + random.nextInt(8_000_000));
    }

    private String firstName() {
        return SYLLABLES.get(random.nextInt(SYLLABLES.size()))
                + SYLLABLES.get(random.nextInt(SYLLABLES.size()))
                + (random.nextBoolean() ? "" : SYLLABLES.get(random.nextInt(SYLLABLES.size())));
    }

    /** The first syllables are more frequent than the last, as names are. */
    private String name(int fewest, int most) {
        StringBuilder name = new StringBuilder();
        int syllables = fewest + random.nextInt(most - fewest + 1);
        for (int i = 0; i < syllables; i++) {
            double skewed = random.nextDouble() * random.nextDouble();
            name.append(SYLLABLES.get((int) (skewed * SYLLABLES.size())));
        }
        return name.toString();
    }
}
