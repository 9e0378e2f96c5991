package dev.customerprofiles.core.profiles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.records.ItemKind;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

/**
 * One customer: what a profile document holds. {@code profile}, {@code keys} and {@code words} follow from the rest.
 *
 * @param createdAt epoch milliseconds
 * @param updatedAt epoch milliseconds
 * @param profile   the golden record as the API serves it, without the id
 * @param edits     values set by hand, by field
 * @param keys      the profile's own keys: phones, e-mails, account numbers, full name, and what people have added
 * @param added     those of the keys that people have added; a source may say them as well
 * @param words     lower-case words that find the profile by their beginnings
 * @param evidence  the identities of what the domain's matching rules compare of it, or of those that became one
 * @param origins   the ids that the profile goes by, where it was merged or a person said whom it is not the same as
 */
public record Profile(
        long createdAt,
        long updatedAt,
        ObjectNode profile,
        List<Source> sources,
        Map<String, Edit> edits,
        List<ProfileItem> cases,
        List<ProfileItem> contacts,
        List<ProfileItem> assets,
        List<ProfileItem> orders,
        List<Key> keys,
        List<Key> added,
        List<String> words,
        List<String> evidence,
        List<Origin> origins) {

    /** Member of the document that a merged id leaves: the id of the profile it is now part of. */
    public static final String REDIRECT = "redirect";

    public Profile {
        profile = profile == null ? Json.object() : profile;
        sources = sources == null ? List.of() : List.copyOf(sources);
        edits = edits == null ? Map.of() : new TreeMap<>(edits);
        cases = cases == null ? List.of() : List.copyOf(cases);
        contacts = contacts == null ? List.of() : List.copyOf(contacts);
        assets = assets == null ? List.of() : List.copyOf(assets);
        orders = orders == null ? List.of() : List.copyOf(orders);
        keys = keys == null ? List.of() : List.copyOf(keys);
        added = added == null ? List.of() : List.copyOf(added);
        words = words == null ? List.of() : List.copyOf(words);
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
        origins = origins == null ? List.of() : List.copyOf(origins);
    }

    public static Profile created(long at) {
        return new Profile(at, at, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    public static Profile read(ObjectNode body) {
        return Json.read(body, Profile.class);
    }

    /** What the golden record follows from: sources, edits and origins; the rest is left out. */
    public static Profile readGrounds(ObjectNode body) {
        ObjectNode grounds = Json.object();
        Stream.of("sources", "edits", "origins")
                .filter(body::has)
                .forEach(member -> grounds.set(member, body.get(member)));
        return read(grounds);
    }

    public static Ref ref(String profileId) {
        return new Ref(Kind.PROFILE, profileId);
    }

    /** The profile that a merged id is now part of; empty where the document is a profile itself. */
    public static Optional<String> redirect(ObjectNode body) {
        return Optional.ofNullable(body.get(REDIRECT)).map(JsonNode::textValue);
    }

    /** All ids whose records belong to this profile, its own first. */
    public List<String> ids(String profileId) {
        return Stream.concat(Stream.of(profileId), origins.stream().map(Origin::id))
                .distinct()
                .toList();
    }

    /** The keys of each id's own. */
    public Map<String, List<Key>> keysByOrigin(String profileId) {
        return origins.isEmpty()
                ? Map.of(profileId, keys)
                : origins.stream().collect(Collectors.toMap(Origin::id, Origin::keys));
    }

    /** The identities of what matching rules compare, of each id's own. */
    public Map<String, List<String>> evidenceByOrigin(String profileId) {
        return origins.isEmpty()
                ? Map.of(profileId, evidence)
                : origins.stream().collect(Collectors.toMap(Origin::id, Origin::evidence));
    }

    public List<ProfileItem> items(ItemKind kind) {
        return switch (kind) {
            case CASE -> cases;
            case CONTACT -> contacts;
            case ASSET -> assets;
            case ORDER -> orders;
            default -> throw new IllegalArgumentException(kind + " is not part of the profile");
        };
    }

    Profile withItems(ItemKind kind, List<ProfileItem> items) {
        return new Profile(
                createdAt,
                updatedAt,
                profile,
                sources,
                edits,
                kind == ItemKind.CASE ? items : cases,
                kind == ItemKind.CONTACT ? items : contacts,
                kind == ItemKind.ASSET ? items : assets,
                kind == ItemKind.ORDER ? items : orders,
                keys,
                added,
                words,
                evidence,
                origins);
    }

    /** Whether no record and no person says anything of this customer any more. */
    @JsonIgnore
    public boolean isEmpty() {
        return sources.isEmpty()
                && edits.isEmpty()
                && added.isEmpty()
                && origins.stream().allMatch(Origin::isUntouched);
    }

    /** Whether no record and no person says anything of this customer under this id. */
    public boolean isEmpty(String id) {
        boolean untouched = origins.stream()
                .filter(origin -> origin.id().equals(id) && !origin.survives())
                .findFirst()
                .map(Origin::isUntouched)
                .orElse(edits.isEmpty() && added.isEmpty());
        return untouched && sources(id).isEmpty();
    }

    /** The object types that say something of this customer. */
    public Set<String> sourceTypes() {
        return sources.stream().map(Source::type).collect(Collectors.toSet());
    }

    /** What the records say that are associated with this id, which the profile goes by. */
    public List<Source> sources(String origin) {
        return sources.stream().filter(source -> source.origin().equals(origin)).toList();
    }

    /** What the records of this type, associated with this profile, say; empty when there are none. */
    Source source(String type, String origin) {
        return sources.stream()
                .filter(source -> source.type().equals(type) && source.origin().equals(origin))
                .findFirst()
                .orElseGet(() -> Source.empty(type, origin));
    }

    /** This profile with one source replaced; a source without records goes. */
    Profile withSource(Source next) {
        List<Source> others = new ArrayList<>();
        for (Source source : sources) {
            if (!source.type().equals(next.type()) || !source.origin().equals(next.origin())) {
                others.add(source);
            }
        }
        if (next.records() > 0) {
            others.add(next);
        }
        return withSources(others);
    }

    Profile withSources(List<Source> next) {
        List<Source> sorted = next.stream()
                .sorted(Comparator.comparing(Source::type).thenComparing(Source::origin))
                .toList();
        return with(sorted, edits, added, origins);
    }

    Profile withOrigins(List<Origin> next) {
        List<Origin> sorted =
                next.stream().sorted(Comparator.comparing(Origin::id)).toList();
        return with(sources, edits, added, sorted);
    }

    /** This profile with what people have said of it. */
    Profile withByHand(Map<String, Edit> nextEdits, List<Key> nextAdded) {
        return with(sources, nextEdits, nextAdded, origins);
    }

    private Profile with(
            List<Source> nextSources, Map<String, Edit> nextEdits, List<Key> nextAdded, List<Origin> nextOrigins) {
        return new Profile(
                createdAt,
                updatedAt,
                profile,
                nextSources,
                nextEdits,
                cases,
                contacts,
                assets,
                orders,
                keys,
                nextAdded,
                words,
                evidence,
                nextOrigins);
    }

    /** This profile after a person has set or cleared fields. */
    public Profile edited(Map<String, Edit> changes, long now, Deriving by) {
        Map<String, Edit> next = new TreeMap<>(edits);
        next.putAll(changes);
        return withByHand(next, added).derived(now, by);
    }

    /** This profile with these keys as those that people have added; each stays with the id that it was added to. */
    public Profile keyed(List<Key> next, long now, Deriving by) {
        List<Key> absorbed =
                origins.stream().flatMap(origin -> origin.added().stream()).toList();
        List<Key> own = next.stream()
                .filter(key -> added.contains(key) || !absorbed.contains(key))
                .distinct()
                .sorted(ProfileKeys.ORDER)
                .toList();
        List<Origin> others = origins.stream()
                .map(origin -> origin.withAdded(
                        origin.added().stream().filter(next::contains).toList()))
                .toList();
        return with(sources, edits, own, others).derived(now, by);
    }

    /** The keys that people have added to this profile or to one that was merged into it. */
    public List<Key> addedByHand() {
        return Stream.concat(added.stream(), origins.stream().flatMap(origin -> origin.added().stream()))
                .distinct()
                .sorted(ProfileKeys.ORDER)
                .toList();
    }

    /** This profile as it follows from what it has, if that is worked out in another way than it was. */
    public Profile reviewed(Deriving by) {
        return derived(updatedAt, by);
    }

    /** This profile with everything brought up to date that follows from its sources, edits and items. */
    Profile derived(long now, Deriving by) {
        ObjectNode golden = GoldenRecord.of(GoldenRecord.decide(this, by.priority()));
        List<Origin> current =
                origins.stream().map(origin -> derived(origin, golden, by)).toList();
        List<Key> allKeys = current.isEmpty()
                ? keys(golden, sources, edits, added, by.normalisation())
                : current.stream()
                        .flatMap(origin -> origin.keys().stream())
                        .distinct()
                        .sorted(ProfileKeys.ORDER)
                        .toList();
        List<String> allEvidence = current.isEmpty()
                ? by.evidence().apply(golden)
                : current.stream()
                        .flatMap(origin -> origin.evidence().stream())
                        .distinct()
                        .sorted()
                        .toList();
        return new Profile(
                createdAt,
                now,
                golden,
                sources,
                edits,
                cases,
                contacts,
                assets,
                orders,
                allKeys,
                added,
                SearchWords.of(golden, allKeys, cases, by.normalisation()),
                allEvidence,
                current);
    }

    /** With what an origin would have alone; the survivor has the keys of the golden record as well. */
    private Origin derived(Origin origin, ObjectNode golden, Deriving by) {
        List<Source> own = sources(origin.id());
        Map<String, Edit> ownEdits = origin.survives() ? edits : origin.edits();
        List<Key> ownAdded = origin.survives() ? added : origin.added();
        ObjectNode alone = GoldenRecord.of(GoldenRecord.decide(own, ownEdits, by.priority()));
        List<Key> ownKeys = keys(alone, own, ownEdits, ownAdded, by.normalisation());
        if (origin.survives()) {
            ownKeys = Stream.concat(
                            ownKeys.stream(), ProfileKeys.of(golden, List.of(), Map.of(), by.normalisation()).stream())
                    .distinct()
                    .sorted(ProfileKeys.ORDER)
                    .toList();
        }
        return origin.with(ownKeys, by.evidence().apply(alone));
    }

    /** The golden record that each id would have alone. */
    public Map<String, ObjectNode> goldenByOrigin(String profileId, Function<String, Integer> priority) {
        if (origins.isEmpty()) {
            return Map.of(profileId, profile);
        }
        Map<String, ObjectNode> golden = new TreeMap<>();
        origins.forEach(origin -> golden.put(
                origin.id(),
                GoldenRecord.of(GoldenRecord.decide(
                        sources(origin.id()), origin.survives() ? edits : origin.edits(), priority))));
        return golden;
    }

    private static List<Key> keys(
            ObjectNode golden,
            List<Source> sources,
            Map<String, Edit> edits,
            List<Key> added,
            Normalisation normalisation) {
        return Stream.concat(ProfileKeys.of(golden, sources, edits, normalisation).stream(), added.stream())
                .distinct()
                .sorted(ProfileKeys.ORDER)
                .toList();
    }
}
