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
 * @param keys      the profile's own keys: phones, e-mails, account numbers, full name
 * @param words     lower-case words that find the profile by their beginnings
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
        List<String> words,
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
        words = words == null ? List.of() : List.copyOf(words);
        origins = origins == null ? List.of() : List.copyOf(origins);
    }

    public static Profile created(long at) {
        return new Profile(at, at, null, null, null, null, null, null, null, null, null, null);
    }

    public static Profile read(ObjectNode body) {
        return Json.read(body, Profile.class);
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
                words,
                origins);
    }

    /** The object types that say something of this customer. */
    public Set<String> sourceTypes() {
        return sources.stream().map(Source::type).collect(Collectors.toSet());
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
        return new Profile(
                createdAt, updatedAt, profile, sorted, edits, cases, contacts, assets, orders, keys, words, origins);
    }

    Profile withEdits(Map<String, Edit> next) {
        return new Profile(
                createdAt, updatedAt, profile, sources, next, cases, contacts, assets, orders, keys, words, origins);
    }

    Profile withOrigins(List<Origin> next) {
        List<Origin> sorted =
                next.stream().sorted(Comparator.comparing(Origin::id)).toList();
        return new Profile(
                createdAt, updatedAt, profile, sources, edits, cases, contacts, assets, orders, keys, words, sorted);
    }

    /** This profile with everything brought up to date that follows from its sources, edits and items. */
    Profile derived(long now, Function<String, Integer> priority, Normalisation normalisation) {
        ObjectNode golden = GoldenRecord.of(GoldenRecord.decide(this, priority));
        List<Origin> current = origins.stream()
                .map(origin -> origin.withKeys(ownKeys(origin, golden, priority, normalisation)))
                .toList();
        List<Key> allKeys = current.isEmpty()
                ? ProfileKeys.of(golden, sources, edits, normalisation)
                : current.stream()
                        .flatMap(origin -> origin.keys().stream())
                        .distinct()
                        .sorted(ProfileKeys.ORDER)
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
                SearchWords.of(golden, allKeys, cases, normalisation),
                current);
    }

    /** The keys that an origin would have alone; the survivor has those of the golden record as well. */
    private List<Key> ownKeys(
            Origin origin, ObjectNode golden, Function<String, Integer> priority, Normalisation normalisation) {
        List<Source> own = sources.stream()
                .filter(source -> source.origin().equals(origin.id()))
                .toList();
        Map<String, Edit> ownEdits = origin.survives() ? edits : origin.edits();
        ObjectNode alone = GoldenRecord.of(GoldenRecord.decide(own, ownEdits, priority));
        List<Key> keysAlone = ProfileKeys.of(alone, own, ownEdits, normalisation);
        return origin.survives()
                ? Stream.concat(keysAlone.stream(), ProfileKeys.of(golden, List.of(), Map.of(), normalisation).stream())
                        .distinct()
                        .sorted(ProfileKeys.ORDER)
                        .toList()
                : keysAlone;
    }
}
