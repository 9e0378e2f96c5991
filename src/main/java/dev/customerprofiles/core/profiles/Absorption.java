package dev.customerprofiles.core.profiles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.customerprofiles.core.records.ItemKind;
import dev.customerprofiles.core.records.Value;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.View;

/**
 * How a profile takes in, replaces and gives back what a record says. What one record hid is found again among the other records
 * of the same type, so the profile always is what its present records make it.
 */
public final class Absorption {

    /** Of which one may be the record that goes. */
    private static final int NEWEST = 2;

    private final View view;
    private final Rules rules;
    private final Deriving deriving;

    public Absorption(View view, Rules rules, Deriving deriving) {
        this.view = view;
        this.rules = rules;
        this.deriving = deriving;
    }

    /**
     * The profile after one of its records has changed. The record's document must not have been written yet.
     *
     * @param profileId the id that the record was associated with, which may have been merged into the profile
     * @param old  the record as the profile has taken it in, null when it is new to this profile
     * @param next the record as it is now, null when the profile gives it back
     */
    public Profile replace(String profileId, Profile profile, SourceObject old, SourceObject next, long now) {
        return withItem(profile.ids(profileId), withFields(profileId, profile, old, next), old, next)
                .derived(now, deriving);
    }

    private Profile withFields(String profileId, Profile profile, SourceObject old, SourceObject next) {
        SourceObject any = next != null ? next : old;
        Source source = profile.source(any.type(), profileId);
        int records = source.records() + (old == null ? 1 : 0) - (next == null ? 1 : 0);
        long characters = source.characters() - characters(old) + characters(next);
        Map<String, Said> fields = new TreeMap<>(source.fields());
        Set<String> hidden = new HashSet<>();
        for (String field : changed(old, next)) {
            Said shown = fields.get(field);
            Said mine = said(next, field);
            if (mine != null && (shown == null || mine.beats(shown) || mine.equals(shown))) {
                fields.put(field, mine);
            } else if (shown != null && shown.record().equals(any.record())) {
                hidden.add(field);
            }
        }
        long updatedAt = next == null ? source.updatedAt() : Math.max(source.updatedAt(), next.at());
        if (!hidden.isEmpty() || (next == null && old.at() == source.updatedAt() && records > 0)) {
            List<SourceObject> present = present(profileId, any, next, records, hidden.isEmpty() ? NEWEST : Range.ALL);
            hidden.forEach(field -> strongest(present, field)
                    .ifPresentOrElse(said -> fields.put(field, said), () -> fields.remove(field)));
            updatedAt = present.stream().mapToLong(SourceObject::at).max().orElse(0);
        }
        return profile.withSource(new Source(any.type(), profileId, records, characters, updatedAt, fields));
    }

    private static int characters(SourceObject object) {
        return object == null ? 0 : object.accumulated().characters();
    }

    /** The records of this one's type that the profile has now: all, or as many of the newest. */
    private List<SourceObject> present(String profileId, SourceObject any, SourceObject next, int records, int limit) {
        List<SourceObject> present = new ArrayList<>();
        if (next != null) {
            present.add(next);
        }
        if (records > present.size()) {
            others(Range.OwnedBy.ofType(profileId, any.type()), any, limit).forEach(present::add);
        }
        return present;
    }

    private Stream<SourceObject> others(Range range, SourceObject any, int limit) {
        return view.range(range, limit).documents().stream()
                .map(Document::body)
                .map(SourceObject::fromJson)
                .filter(other ->
                        !other.record().equals(any.record()) || !other.type().equals(any.type()));
    }

    private static Set<String> changed(SourceObject old, SourceObject next) {
        Set<String> fields = new HashSet<>();
        if (old != null) {
            fields.addAll(old.fields().keySet());
        }
        if (next != null) {
            fields.addAll(next.fields().keySet());
        }
        return fields;
    }

    private static Said said(SourceObject object, String field) {
        Value value = object == null ? null : object.fields().get(field);
        return value == null ? null : new Said(value.value(), value.at().toEpochMilli(), object.record());
    }

    private static Optional<Said> strongest(List<SourceObject> present, String field) {
        return present.stream()
                .map(object -> said(object, field))
                .filter(said -> said != null)
                .reduce((one, other) -> one.beats(other) ? one : other);
    }

    private Profile withItem(List<String> ids, Profile profile, SourceObject old, SourceObject next) {
        Map<ItemKind, ProfileItem> added = new HashMap<>();
        Stream.ofNullable(next)
                .forEach(o -> o.shown().ifPresent(item -> added.put(o.kind().orElseThrow(), item)));
        Set<ItemKind> touched = new HashSet<>(added.keySet());
        Stream.ofNullable(old).flatMap(o -> o.kind().stream()).forEach(touched::add);
        SourceObject any = next != null ? next : old;
        Profile result = profile;
        for (ItemKind kind : touched) {
            result = result.withItems(kind, items(ids, result.items(kind), kind, any, added.get(kind)));
        }
        return result;
    }

    private List<ProfileItem> items(
            List<String> ids, List<ProfileItem> before, ItemKind kind, SourceObject any, ProfileItem added) {
        List<ProfileItem> items = new ArrayList<>(before);
        boolean shown = items.removeIf(item -> item.isOf(any.type(), any.record()));
        boolean mayHideOthers = before.size() >= rules.items();
        if (shown && mayHideOthers && (added == null || ranksLast(added, items))) {
            items.clear();
            ids.stream()
                    .flatMap(id -> others(Range.OwnedBy.withItem(id, kind.name()), any, rules.items() + 1))
                    .flatMap(other -> other.shown().stream())
                    .forEach(items::add);
        }
        if (added != null) {
            items.add(added);
        }
        return newest(items);
    }

    private List<ProfileItem> newest(List<ProfileItem> items) {
        return items.stream()
                .sorted(ProfileItem.NEWEST_FIRST)
                .limit(rules.items())
                .toList();
    }

    private static boolean ranksLast(ProfileItem added, List<ProfileItem> others) {
        return others.isEmpty() || ProfileItem.NEWEST_FIRST.compare(added, others.get(others.size() - 1)) > 0;
    }
}
