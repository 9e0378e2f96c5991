package dev.customerprofiles.core.events;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Owners;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.ProfileItem;
import dev.customerprofiles.core.profiles.Said;
import dev.customerprofiles.core.profiles.Source;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.records.ItemKind;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** What the profiles and identities of a domain must be, worked out anew from its records in the plainest way. */
final class Recomputed {

    private static final Comparator<Said> STRENGTH = Comparator.comparingLong(Said::at)
            .thenComparing(Said::record)
            .thenComparing(said -> said.v().toString());

    private Recomputed() {}

    static void assertFollowsFromItsRecords(TestDomain domain, int items) {
        Map<String, List<SourceObject>> byOwner = domain.bodies(Kind.OBJECT).values().stream()
                .map(SourceObject::fromJson)
                .collect(Collectors.groupingBy(SourceObject::owner));
        Map<String, Profile> profiles = new HashMap<>();
        domain.bodies(Kind.PROFILE).forEach((ref, body) -> {
            if (Profile.redirect(body).isEmpty()) {
                profiles.put(ref.id(), Profile.read(body));
            }
        });
        Set<String> ids = new TreeSet<>();
        Map<String, Map<String, Integer>> claims = new TreeMap<>();
        profiles.forEach((id, profile) -> {
            List<String> origins = profile.ids(id);
            assertThat(ids).doesNotContainAnyElementsOf(origins);
            ids.addAll(origins);
            List<SourceObject> objects = origins.stream()
                    .flatMap(origin -> byOwner.getOrDefault(origin, List.of()).stream())
                    .toList();
            List<Source> sources = sources(byOwner, origins);
            assertThat(profile.sources()).isEqualTo(sources);
            assertThat(profile.cases()).isEqualTo(cases(objects, items));
            if (origins.size() == 1 && profile.edits().isEmpty()) {
                assertThat(profile.profile()).isEqualTo(golden(sources));
            }
            Set<Key> all = new HashSet<>();
            for (String origin : origins) {
                List<Source> own = sources.stream()
                        .filter(source -> source.origin().equals(origin))
                        .toList();
                boolean edited = origins.size() > 1 || !profile.edits().isEmpty();
                Set<Key> expected = keys(own, golden(own));
                expected.addAll(origin.equals(id) ? keys(List.of(), profile.profile()) : Set.of());
                List<Key> found = profile.keysByOrigin(id).get(origin);
                if (!edited) {
                    assertThat(Set.copyOf(found)).isEqualTo(expected);
                }
                all.addAll(found);
                Stream.concat(
                                byOwner.getOrDefault(origin, List.of()).stream()
                                        .flatMap(object -> object.keys().stream()),
                                found.stream().map(key -> key.ref().id()))
                        .forEach(key -> claims.computeIfAbsent(key, k -> new TreeMap<>())
                                .merge(origin, 1, Integer::sum));
            }
            assertThat(Set.copyOf(profile.keys())).isEqualTo(all);
        });
        assertThat(ids).containsAll(byOwner.keySet());
        domain.bodies(Kind.PROFILE).forEach((ref, body) -> Profile.redirect(body)
                .ifPresent(survivor ->
                        assertThat(profiles.get(survivor).ids(survivor)).contains(ref.id())));
        assertThat(refs(domain)).isEqualTo(claims);
    }

    /** The owners of each key, and how many reasons each has. */
    static Map<String, Map<String, Integer>> refs(TestDomain domain) {
        Map<String, Map<String, Integer>> refs = new TreeMap<>();
        domain.bodies(Kind.IDENTITY).forEach((ref, body) -> {
            Owners owners = Json.read(body, Owners.class);
            Map<String, Integer> counts = new TreeMap<>();
            owners.owners().forEach(owner -> counts.put(owner.id(), owner.refs()));
            if (!owners.unowned()) {
                refs.put(ref.id(), counts);
            }
        });
        return refs;
    }

    private static List<Source> sources(Map<String, List<SourceObject>> byOwner, List<String> origins) {
        return origins.stream()
                .flatMap(origin -> sources(origin, byOwner.getOrDefault(origin, List.of())).stream())
                .sorted(Comparator.comparing(Source::type).thenComparing(Source::origin))
                .toList();
    }

    private static List<Source> sources(String id, List<SourceObject> objects) {
        Map<String, List<SourceObject>> byType =
                objects.stream().collect(Collectors.groupingBy(SourceObject::type, TreeMap::new, Collectors.toList()));
        return byType.entrySet().stream()
                .map(entry -> new Source(
                        entry.getKey(),
                        id,
                        entry.getValue().size(),
                        entry.getValue().stream()
                                .mapToLong(object -> object.accumulated().characters())
                                .sum(),
                        entry.getValue().stream()
                                .mapToLong(SourceObject::at)
                                .max()
                                .orElseThrow(),
                        strongest(entry.getValue())))
                .toList();
    }

    private static Map<String, Said> strongest(List<SourceObject> objects) {
        Map<String, Said> fields = new TreeMap<>();
        objects.forEach(object -> object.fields()
                .forEach((field, value) -> fields.merge(
                        field,
                        new Said(value.value(), value.at().toEpochMilli(), object.record()),
                        (one, other) -> STRENGTH.compare(one, other) > 0 ? one : other)));
        return fields;
    }

    private static List<ProfileItem> cases(List<SourceObject> objects, int items) {
        return objects.stream()
                .filter(object -> object.item()
                        .filter(item -> item.kind() == ItemKind.CASE)
                        .isPresent())
                .sorted(Comparator.comparingLong(SourceObject::at).reversed().thenComparing(SourceObject::record))
                .limit(items)
                .map(object -> new ProfileItem(
                        object.record(),
                        object.type(),
                        object.at(),
                        object.item().orElseThrow().fields()))
                .toList();
    }

    /** Without priorities and edits: the newest, then the first type name. */
    private static ObjectNode golden(List<Source> sources) {
        Map<String, Said> winners = new TreeMap<>();
        for (Source source : sources) {
            source.fields()
                    .forEach((field, said) ->
                            winners.merge(field, said, (first, second) -> second.at() > first.at() ? second : first));
        }
        ObjectNode golden = Json.object();
        winners.forEach((field, said) -> {
            String[] names = field.split("\\.", 2);
            (names.length == 1 ? golden : golden.withObjectProperty(names[0])).set(names[names.length - 1], said.v());
        });
        return golden;
    }

    private static Set<Key> keys(List<Source> sources, ObjectNode golden) {
        Set<Key> keys = new TreeSet<>(Comparator.comparing(Key::name).thenComparing(Key::value));
        Map<String, ContentType> fields =
                Map.of("EmailAddress", ContentType.EMAIL_ADDRESS, "PhoneNumber", ContentType.PHONE_NUMBER);
        Map<String, String> names = Map.of("EmailAddress", "_email", "PhoneNumber", "_phone");
        fields.forEach((field, contentType) -> sources.stream()
                .map(source -> source.fields().get(field))
                .filter(Objects::nonNull)
                .flatMap(said ->
                        TestTypes.NORMALISATION.normalise(contentType, said.v().asText()).stream())
                .forEach(value -> keys.add(new Key(names.get(field), value))));
        String name = (golden.path("FirstName").asText()
                        + ' '
                        + golden.path("LastName").asText())
                .strip();
        if (!name.isEmpty()) {
            keys.add(new Key("_fullName", name.toLowerCase(java.util.Locale.ROOT)));
        }
        return keys;
    }
}
