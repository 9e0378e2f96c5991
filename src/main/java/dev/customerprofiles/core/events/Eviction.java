package dev.customerprofiles.core.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.profiles.Source;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.ObjectType;
import dev.customerprofiles.core.records.Version;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/**
 * Keeps the records of a profile within its limits: first go the oldest records of the type that is furthest over its own
 * limit, where one is, then the oldest of the type that has just come.
 */
public final class Eviction {

    /** Who evicts, in the audit trail. */
    public static final String QUOTA = "urn:customer-profiles:quota";

    private final View view;
    private final Rules rules;
    private final Types types;
    private final Removal removal;

    Eviction(View view, Rules rules, Types types, Removal removal) {
        this.view = view;
        this.rules = rules;
        this.types = types;
        this.removal = removal;
    }

    /**
     * Removes records until the profile is within its limits; one that was merged has those of each of its ids, so that a merge
     * costs nobody a record.
     *
     * @param profile   as it is with the record
     * @param profileId the id that the record has come to
     * @return what it has removed
     */
    List<SourceObject> evict(Profile profile, String profileId, String incomingType) {
        List<SourceObject> evicted = new ArrayList<>();
        List<Source> sources = profile.sources(profileId);
        while (isOver(sources)) {
            List<Range> oldestFirst = oldestFirst(sources, furthestOver(sources).orElse(incomingType));
            SourceObject oldest = oldest(oldestFirst);
            if (!view.hasRead(needs(oldest))) {
                oldestFirst.forEach(this::foresee);
            }
            evicted.add(oldest);
            sources =
                    removal.remove(oldest, act(oldest), History.Action.EXPIRED).sources(profileId);
        }
        return evicted;
    }

    private static Act act(SourceObject evicted) {
        Version version = evicted.accumulated().version();
        String said = String.join(
                "|",
                "evicted",
                evicted.type(),
                evicted.record(),
                Long.toString(version.at().toEpochMilli()),
                version.by());
        return new Act(History.id(said), QUOTA);
    }

    private boolean isOver(List<Source> sources) {
        long records = sources.stream().mapToLong(Source::records).sum();
        long characters = sources.stream().mapToLong(Source::characters).sum();
        return records > 1 && (records > rules.objects() || characters > rules.objectCharacters());
    }

    private Optional<String> furthestOver(List<Source> sources) {
        Map<String, Integer> over = new TreeMap<>(
                sources.stream().collect(Collectors.groupingBy(Source::type, Collectors.summingInt(Source::records))));
        over.replaceAll((type, records) -> types.present(type)
                .map(Mapping::type)
                .map(ObjectType::maxProfileObjectCount)
                .map(most -> records - most)
                .orElse(0));
        return over.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    private List<Range> oldestFirst(List<Source> sources, String type) {
        return sources.stream()
                .filter(source -> source.type().equals(type))
                .<Range>map(source -> new Range.Oldest(source.origin(), type))
                .toList();
    }

    private SourceObject oldest(List<Range> oldestFirst) {
        return oldestFirst.stream()
                .flatMap(range -> view.range(range, 1).documents().stream())
                .min(oldestFirst.get(0).order())
                .map(document -> SourceObject.fromJson(document.body()))
                .orElseThrow();
    }

    /** Where a record has to go for every one that comes, what the next ones need is read together. */
    private void foresee(Range oldestFirst) {
        view.alreadyRead(oldestFirst).stream()
                .map(document -> SourceObject.fromJson(document.body()))
                .forEach(next -> view.foresee(needs(next)));
    }

    private static Set<Ref> needs(SourceObject evicted) {
        return Removal.needs(evicted, act(evicted), History.Action.EXPIRED);
    }
}
