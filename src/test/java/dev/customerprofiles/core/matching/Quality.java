package dev.customerprofiles.core.matching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.state.Json;

/** How well pairs are found whose truth is known. */
record Quality(long right, long wrong, long missed) {

    private static final Pattern RECORD_ID = Pattern.compile("rec-(\\d+)-(org|dup).*");

    double precision() {
        return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }

    double recall() {
        return right + missed == 0 ? 1 : (double) right / (right + missed);
    }

    /** Counts pairs: two profiles of one group are a pair, and rightly so where they are one person's. */
    static Quality of(List<ScoredMatching.Group> groups, Map<String, String> truth) {
        long right = 0;
        long wrong = 0;
        for (ScoredMatching.Group group : groups) {
            for (int i = 0; i < group.ids().size(); i++) {
                for (int j = i + 1; j < group.ids().size(); j++) {
                    if (truth.get(group.ids().get(i))
                            .equals(truth.get(group.ids().get(j)))) {
                        right++;
                    } else {
                        wrong++;
                    }
                }
            }
        }
        Map<String, Long> people = new HashMap<>();
        truth.values().forEach(person -> people.merge(person, 1L, Long::sum));
        long all = people.values().stream().mapToLong(n -> n * (n - 1) / 2).sum();
        return new Quality(right, wrong, all - right);
    }

    /** A set in the format of FEBRL: the id says who it is. */
    static Map<String, ObjectNode> febrl(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] columns = lines.get(0).split(",", -1);
        Map<String, ObjectNode> profiles = new java.util.LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < columns.length && i < values.length; i++) {
                row.put(columns[i].strip().toLowerCase(Locale.ROOT), values[i].strip());
            }
            profiles.put(row.get("rec_id"), profile(row));
        }
        return profiles;
    }

    static Map<String, String> truth(Iterable<String> ids) {
        Map<String, String> truth = new HashMap<>();
        ids.forEach(id -> {
            Matcher matcher = RECORD_ID.matcher(id);
            truth.put(id, matcher.matches() ? matcher.group(1) : id);
        });
        return truth;
    }

    static List<Traits> traits(Map<String, ObjectNode> profiles) {
        Normalisation normalisation = new Normalisation("US");
        List<Traits> traits = new ArrayList<>();
        profiles.forEach((id, golden) -> traits.add(Traits.of(id, golden, normalisation)));
        return traits;
    }

    private static ObjectNode profile(Map<String, String> row) {
        ObjectNode profile = Json.object();
        put(profile, "FirstName", row.get("given_name"));
        put(profile, "LastName", row.get("surname"));
        put(profile, "BirthDate", row.get("date_of_birth"));
        put(profile, "PhoneNumber", row.get("phone_number"));
        ObjectNode address = profile.putObject("Address");
        put(
                address,
                "Address1",
                (row.getOrDefault("street_number", "") + ' ' + row.getOrDefault("address_1", "")).strip());
        put(address, "Address2", row.get("address_2"));
        put(address, "City", row.get("suburb"));
        put(address, "PostalCode", row.get("postcode"));
        put(address, "State", row.get("state"));
        return profile;
    }

    private static void put(ObjectNode object, String member, String value) {
        if (value != null && !value.isEmpty()) {
            object.put(member, value);
        }
    }
}
