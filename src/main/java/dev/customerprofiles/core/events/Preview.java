package dev.customerprofiles.core.events;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Owners;
import dev.customerprofiles.core.identity.RecordKey;
import dev.customerprofiles.core.identity.StandardIdentifier;
import dev.customerprofiles.core.profiles.Fusion;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.records.Accumulated;
import dev.customerprofiles.core.records.Contribution;
import dev.customerprofiles.core.records.Item;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/**
 * What a record would do.
 *
 * @param profileIds the profiles that its keys lead to; the one that it would make has no id yet
 * @param profile    the golden record of its profile, without the id, as it would be; empty where it would have none
 * @param item       what it would show as; empty where it is not of that kind
 * @param keys       the keys that it has values for
 */
public record Preview(
        Outcome outcome,
        List<String> profileIds,
        Optional<ObjectNode> profile,
        Optional<Item> item,
        List<RecordKey> keys) {

    /** @param view with what the record has done */
    static Preview of(View view, Prepared prepared, Mapping mapping, Decided decided) {
        Outcome outcome = decided.outcome();
        Accumulated record = Optional.ofNullable(outcome.uniqueKey())
                .flatMap(key -> view.get(SourceObject.ref(mapping.storedAs(), key)))
                .map(body -> SourceObject.fromJson(body).accumulated())
                .orElseGet(() -> prepared.alone());
        Contribution contribution = mapping.map(record);
        return new Preview(
                outcome,
                profileIds(view, outcome, contribution.keys()),
                Optional.ofNullable(outcome.profileId())
                        .flatMap(id -> view.get(Profile.ref(id)))
                        .map(body -> Profile.read(body).profile()),
                contribution.item(),
                contribution.keys());
    }

    /** Of a record that nothing can be said of. */
    static Preview of(Outcome outcome) {
        return new Preview(outcome, List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    private static List<String> profileIds(View view, Outcome outcome, List<RecordKey> keys) {
        if (outcome.status() == Outcome.Status.CREATED) {
            return List.of();
        }
        if (outcome.profileId() != null) {
            return List.of(outcome.profileId());
        }
        List<Ref> deciding = keys.stream()
                .filter(key -> key.has(StandardIdentifier.PROFILE))
                .map(key -> key.key().ref())
                .toList();
        view.expect(deciding);
        List<String> owners = deciding.stream()
                .flatMap(ref -> view.get(ref).stream())
                .flatMap(body -> Json.read(body, Owners.class).owners().stream())
                .map(Owners.Owner::id)
                .toList();
        Survivors survivors = new Survivors(view);
        survivors.expect(owners);
        return owners.stream()
                .flatMap(owner -> survivors.find(owner).stream())
                .map(Fusion.Named::id)
                .distinct()
                .toList();
    }
}
