package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.events.History.Action;
import dev.customerprofiles.core.events.History.Subject;
import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Origin;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.View;

/** Makes several profiles one, and takes that back. */
final class Merging {

    private final View view;
    private final Rules rules;
    private final Types types;
    private final Instant now;
    private final Survivors survivors;
    private final Fusion fusion;
    private final History history;

    Merging(View view, Rules rules, Types types, History history, Instant now) {
        this.view = view;
        this.rules = rules;
        this.types = types;
        this.now = now;
        this.history = history;
        this.survivors = new Survivors(view);
        this.fusion = new Fusion(view, rules, Resolution.deriving(view, rules, types), now.toEpochMilli());
    }

    MergeOutcome merge(Merge merge) {
        List<String> wanted =
                Stream.concat(Stream.of(merge.main()), merge.others().stream()).toList();
        survivors.expect(wanted);
        for (String id : wanted) {
            if (survivors.find(id).isEmpty()) {
                return new MergeOutcome.NotFound(id);
            }
        }
        Fusion.Named main = survivors.find(merge.main()).orElseThrow();
        Map<String, String> sources = new LinkedHashMap<>();
        merge.fieldSources().forEach((field, id) -> sources.put(field, survivors.id(id)));
        Set<String> others = new LinkedHashSet<>();
        merge.others().forEach(id -> others.add(survivors.id(id)));
        others.remove(main.id());
        Set<String> absorbed = new LinkedHashSet<>();
        for (String other : others) {
            Fusion.Named named = survivors.find(other).orElseThrow();
            Optional<Fusion.Named> merged = absorb(main, named, terms(main.id(), other, sources));
            if (merged.isEmpty()) {
                view.undo();
                return new MergeOutcome.TooLarge();
            }
            main = merged.get();
            absorbed.add(other);
        }
        tell(merge.act(), main.id(), absorbed, Json.object());
        return new MergeOutcome.Merged(main.id(), absorbed);
    }

    /** A field goes by one of the profiles: by an absorbed one alone, or by the main one, so that the others are silent. */
    private static Fusion.Terms terms(String main, String other, Map<String, String> sources) {
        Set<String> chosen = new HashSet<>();
        Set<String> silent = new HashSet<>();
        sources.forEach((field, id) -> {
            if (id.equals(other)) {
                chosen.add(field);
            } else if (id.equals(main)) {
                silent.add(field);
            }
        });
        return new Fusion.Terms(false, null, chosen, silent);
    }

    /** The survivor; empty where it would grow beyond the limit, and then nothing is changed. */
    Optional<Fusion.Named> absorb(Fusion.Named survivor, Fusion.Named absorbed, Fusion.Terms terms) {
        types.expect(survivor.profile().sourceTypes());
        types.expect(absorbed.profile().sourceTypes());
        Fusion.Named merged = new Fusion.Named(survivor.id(), fusion.absorb(survivor, absorbed, terms));
        ObjectNode body = Json.write(merged.profile());
        if (rules.isTooLarge(body)) {
            return Optional.empty();
        }
        view.expect(
                absorbed.profile().ids(absorbed.id()).stream().map(Profile::ref).toList());
        change(List.of(survivor, absorbed), List.of(merged));
        view.put(Profile.ref(merged.id()), body);
        absorbed.profile().ids(absorbed.id()).forEach(id -> view.put(Profile.ref(id), Survivors.redirect(merged.id())));
        return Optional.of(merged);
    }

    /**
     * Makes profiles one that a rule says are, so that the values of none come first; whom a person has taken apart stays apart.
     *
     * @param prefers object type whose values come first, or null
     * @return whether any became one; not those that would grow beyond the limit
     */
    boolean mergeEquals(List<Fusion.Named> profiles, String prefers, Act act, ObjectNode because) {
        List<Fusion.Named> oldestFirst = profiles.stream()
                .sorted(Comparator.comparingLong(
                                (Fusion.Named named) -> named.profile().createdAt())
                        .thenComparing(Fusion.Named::id))
                .toList();
        Fusion.Named survivor = oldestFirst.get(0);
        Set<String> absorbed = new LinkedHashSet<>();
        for (Fusion.Named other : oldestFirst.subList(1, oldestFirst.size())) {
            Optional<Fusion.Named> merged = Fusion.apart(survivor, other)
                    ? Optional.empty()
                    : absorb(survivor, other, Fusion.Terms.ofEquals(prefers));
            if (merged.isPresent()) {
                survivor = merged.get();
                absorbed.add(other.id());
            }
        }
        tell(act, survivor.id(), absorbed, because);
        return !absorbed.isEmpty();
    }

    private void tell(Act act, String survivor, Set<String> absorbed, ObjectNode because) {
        for (String id : absorbed) {
            history.write(
                    act,
                    Action.DELETED_BY_MERGE,
                    Subject.profile(id),
                    because.deepCopy().put("MergedInto", survivor));
        }
        if (!absorbed.isEmpty()) {
            ObjectNode content = because.deepCopy();
            absorbed.forEach(content.putArray("MergedProfileIds")::add);
            history.write(act, Action.MERGED, Subject.profile(survivor), content);
        }
    }

    UnmergeOutcome unmerge(Unmerge unmerge) {
        survivors.expect(List.of(unmerge.profileId(), unmerge.mergedProfileId()));
        for (String id : List.of(unmerge.profileId(), unmerge.mergedProfileId())) {
            if (survivors.find(id).isEmpty()) {
                return new UnmergeOutcome.NotFound(id);
            }
        }
        Fusion.Named survivor = survivors.find(unmerge.profileId()).orElseThrow();
        String leaving = unmerge.mergedProfileId();
        if (history.has(unmerge.act(), Action.UNMERGED, Subject.profile(leaving))) {
            return new UnmergeOutcome.Unmerged(survivor.id(), leaving);
        }
        boolean merged = !leaving.equals(survivor.id())
                && survivor.profile().origins().stream().map(Origin::id).anyMatch(leaving::equals);
        if (!merged) {
            return new UnmergeOutcome.NotMerged();
        }
        types.expect(survivor.profile().sourceTypes());
        Fusion.Parted parted = fusion.part(survivor, leaving);
        Fusion.Named kept = new Fusion.Named(survivor.id(), parted.survivor());
        Fusion.Named back = new Fusion.Named(leaving, parted.parted());
        List<String> ids = back.profile().ids(leaving);
        view.expect(ids.stream().map(Profile::ref).toList());
        change(List.of(survivor), List.of(kept, back));
        view.put(Profile.ref(kept.id()), Json.write(kept.profile()));
        ids.forEach(id -> view.put(
                Profile.ref(id), id.equals(leaving) ? Json.write(back.profile()) : Survivors.redirect(leaving)));
        history.write(
                unmerge.act(),
                Action.UNMERGED,
                Subject.profile(survivor.id()),
                Json.object().put("UnmergedProfileId", leaving));
        history.write(
                unmerge.act(),
                Action.UNMERGED,
                Subject.profile(leaving),
                Json.object().put("UnmergedFrom", survivor.id()));
        return new UnmergeOutcome.Unmerged(survivor.id(), leaving);
    }

    private void change(List<Fusion.Named> before, List<Fusion.Named> after) {
        new Identities(view, now).change(claims(before), claims(after));
    }

    private static Set<Identities.Claim> claims(List<Fusion.Named> profiles) {
        Set<Identities.Claim> claims = new HashSet<>();
        profiles.forEach(named -> claims.addAll(Identities.claims(named.id(), named.profile())));
        return claims;
    }
}
