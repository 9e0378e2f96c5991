package dev.customerprofiles.core.profiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
        List<String> words) {

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
                words);
    }

    /** Whether no record and no person says anything of this customer any more. */
    @JsonIgnore
    public boolean isEmpty() {
        return sources.isEmpty() && edits.isEmpty() && added.isEmpty();
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
        others.sort(java.util.Comparator.comparing(Source::type).thenComparing(Source::origin));
        return new Profile(
                createdAt, updatedAt, profile, others, edits, cases, contacts, assets, orders, keys, added, words);
    }

    /** This profile after a person has set or cleared fields. */
    public Profile edited(
            Map<String, Edit> changes, long now, Function<String, Integer> priority, Normalisation normalisation) {
        Map<String, Edit> next = new TreeMap<>(edits);
        next.putAll(changes);
        return new Profile(
                        createdAt, updatedAt, profile, sources, next, cases, contacts, assets, orders, keys, added,
                        words)
                .derived(now, priority, normalisation);
    }

    /** This profile with these keys as those that people have added. */
    public Profile keyed(List<Key> next, long now, Function<String, Integer> priority, Normalisation normalisation) {
        List<Key> sorted = next.stream().distinct().sorted(ProfileKeys.ORDER).toList();
        return new Profile(
                        createdAt, updatedAt, profile, sources, edits, cases, contacts, assets, orders, keys, sorted,
                        words)
                .derived(now, priority, normalisation);
    }

    /** This profile with everything brought up to date that follows from its sources, edits and items. */
    Profile derived(long now, Function<String, Integer> priority, Normalisation normalisation) {
        SortedMap<String, GoldenRecord.Decision> decisions = GoldenRecord.decide(sources, edits, priority);
        ObjectNode golden = GoldenRecord.of(decisions);
        List<Key> ownKeys = Stream.concat(
                        ProfileKeys.of(golden, sources, edits, normalisation).stream(), added.stream())
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
                ownKeys,
                added,
                SearchWords.of(golden, ownKeys, cases, normalisation));
    }
}
