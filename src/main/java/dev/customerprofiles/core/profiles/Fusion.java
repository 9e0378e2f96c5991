package dev.customerprofiles.core.profiles;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.customerprofiles.core.records.ItemKind;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.View;

/**
 * How profiles become one, and how one leaves again. Records stay with the id they were associated with, and so do edits: nothing
 * is moved that could not be told apart later.
 */
public final class Fusion {

    private static final List<ItemKind> SHOWN =
            Stream.of(ItemKind.values()).filter(ItemKind::inProfile).toList();

    private final View view;
    private final Rules rules;
    private final Deriving deriving;
    private final long now;

    /**
     * @param now      epoch milliseconds
     */
    public Fusion(View view, Rules rules, Deriving deriving, long now) {
        this.view = view;
        this.rules = rules;
        this.deriving = deriving;
        this.now = now;
    }

    /** A profile with the id that its document is stored under. */
    public record Named(String id, Profile profile) {}

    /**
     * How one profile goes into another.
     *
     * @param equals whether the values of both rank alike, as where a rule says that they are one; else the survivor's come first
     * @param prefers object type whose values come first, or null
     * @param chosen fields that the absorbed profile's values alone count for
     * @param silent fields that its values do not count for
     */
    public record Terms(boolean equals, String prefers, Collection<String> chosen, Collection<String> silent) {

        public static Terms ofEquals(String prefers) {
            return new Terms(true, prefers, List.of(), List.of());
        }
    }

    /** Both profiles after one has left the other. */
    public record Parted(Profile survivor, Profile parted) {}

    /** The survivor after it has taken the other one in. */
    public Profile absorb(Named survivor, Named absorbed, Terms terms) {
        List<Origin> ours = origins(survivor);
        List<Origin> theirs = origins(absorbed);
        int behind = terms.equals() ? 0 : new Lineage(ours).last();
        Map<String, Long> chosen = new HashMap<>();
        terms.chosen().forEach(field -> chosen.put(field, now));
        List<Origin> all = new ArrayList<>();
        ours.forEach(origin -> all.add(reconciled(origin, ids(theirs))));
        theirs.stream()
                .map(origin -> origin.survives()
                        ? origin.mergedInto(
                                absorbed.profile(),
                                survivor.id(),
                                behind,
                                now,
                                terms.prefers(),
                                chosen,
                                List.copyOf(terms.silent()))
                        : origin)
                .forEach(origin -> all.add(reconciled(origin, ids(ours))));
        Profile merged = survivor.profile()
                .withOrigins(all)
                .withSources(Stream.concat(survivor.profile().sources().stream(), absorbed.profile().sources().stream())
                        .toList());
        for (ItemKind kind : SHOWN) {
            merged = merged.withItems(
                    kind,
                    newest(Stream.concat(
                            survivor.profile().items(kind).stream(), absorbed.profile().items(kind).stream())));
        }
        return merged.derived(now, deriving);
    }

    /** Whether a person said that somebody in one profile is not the same as somebody in the other. */
    public static boolean apart(Named one, Named other) {
        return apart(one.profile(), other) || apart(other.profile(), one);
    }

    private static boolean apart(Profile one, Named other) {
        List<String> ids = other.profile().ids(other.id());
        return one.origins().stream().anyMatch(origin -> origin.apart().stream().anyMatch(ids::contains));
    }

    /** Those of a match, without whom a person has taken apart from all the others. */
    public static List<String> together(Collection<Named> match) {
        return match.stream()
                .filter(one -> match.stream().anyMatch(other -> !other.id().equals(one.id()) && !apart(one, other)))
                .map(Named::id)
                .toList();
    }

    /** Takes a merged id out again, with all that had been merged into it before. */
    public Parted part(Named survivor, String leaving) {
        Map<String, Origin> byId = new HashMap<>();
        survivor.profile().origins().forEach(origin -> byId.put(origin.id(), origin));
        Set<String> under = new Lineage(survivor.profile().origins()).under(leaving);
        Origin parting = byId.get(leaving);
        List<String> notThese =
                Stream.of(survivor.id(), parting.into()).distinct().toList();
        List<Origin> stay = new ArrayList<>();
        List<Origin> leave = new ArrayList<>();
        byId.values().forEach(origin -> {
            if (origin.id().equals(leaving)) {
                Origin alone = Origin.survivor(leaving, origin.keys());
                leave.add(alone.withApart(with(origin.apart(), notThese)));
            } else if (under.contains(origin.id())) {
                leave.add(origin);
            } else {
                stay.add(
                        notThese.contains(origin.id())
                                ? origin.withApart(with(origin.apart(), List.of(leaving)))
                                : origin);
            }
        });
        Profile kept = survivor.profile().withOrigins(stay).withSources(sources(survivor, id -> !under.contains(id)));
        Profile parted = Profile.created(parting.createdAt())
                .withByHand(parting.edits(), parting.added())
                .withOrigins(leave)
                .withSources(sources(survivor, under::contains));
        return new Parted(withItems(kept, ids(stay)), withItems(parted, ids(leave)));
    }

    private static List<Source> sources(Named survivor, Predicate<String> which) {
        return survivor.profile().sources().stream()
                .filter(source -> which.test(source.origin()))
                .toList();
    }

    private Profile withItems(Profile profile, Collection<String> ids) {
        Profile result = profile;
        for (ItemKind kind : SHOWN) {
            result = result.withItems(kind, newest(ids.stream().flatMap(id -> shown(id, kind))));
        }
        return result.derived(now, deriving);
    }

    private Stream<ProfileItem> shown(String id, ItemKind kind) {
        return view.range(Range.OwnedBy.withItem(id, kind.name()), rules.items()).documents().stream()
                .map(object -> SourceObject.fromJson(object.body()))
                .flatMap(object -> object.shown().stream());
    }

    private List<ProfileItem> newest(Stream<ProfileItem> items) {
        return items.sorted(ProfileItem.NEWEST_FIRST).limit(rules.items()).toList();
    }

    private static List<Origin> origins(Named named) {
        return named.profile().origins().isEmpty()
                ? List.of(Origin.survivor(named.id(), named.profile().keys()))
                : named.profile().origins();
    }

    private static List<String> ids(List<Origin> origins) {
        return origins.stream().map(Origin::id).toList();
    }

    /** Whom a person merges are the same again, whatever was said before. */
    private static Origin reconciled(Origin origin, Collection<String> ids) {
        return origin.withApart(
                origin.apart().stream().filter(id -> !ids.contains(id)).toList());
    }

    private static List<String> with(List<String> before, List<String> further) {
        return Stream.concat(before.stream(), further.stream())
                .distinct()
                .sorted()
                .toList();
    }
}
