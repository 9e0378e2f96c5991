package dev.customerprofiles.core.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.records.Accumulated;
import dev.customerprofiles.core.records.Contribution;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.Version;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.Sha256;

/**
 * An event with what its record says of itself, worked out once, before any state is looked at.
 *
 * @param likely       how its record is read, if its type is what it was a moment ago; empty where that is not known
 * @param version      of the record
 * @param alone        the record as it is where no other version of it is known
 * @param uniqueKey    opaque key of the record among those of its type; empty where the record has no identity
 * @param likelyReads  the documents that a decision about it needs at least
 * @param keptDays     how long its record is kept after it came, unless its type says otherwise
 * @param keepRejected whether it is stored with its payload if it is rejected
 */
public record Prepared(
        SourceEvent event,
        Optional<Mapping> likely,
        Version version,
        Accumulated alone,
        Optional<String> uniqueKey,
        List<Ref> likelyReads,
        int keptDays,
        boolean keepRejected) {

    public static Prepared of(SourceEvent event, Optional<Mapping> likely, int keptDays, boolean keepRejected) {
        Version version = new Version(
                likely.flatMap(mapping -> mapping.sourceTime(event.record()))
                        .orElse(event.time() != null ? event.time() : event.arrival()),
                event.id().toString());
        Optional<String> uniqueKey = likely.flatMap(mapping -> mapping.uniqueKey(event.record()))
                .map(value -> hash(event.type() + '|' + value));
        Accumulated alone = Accumulated.first(event.record(), version);
        List<Ref> reads = new ArrayList<>();
        reads.add(Ledger.ref(event.id()));
        reads.add(Types.ref(event.type()));
        reads.add(Resolution.REF);
        uniqueKey.ifPresent(record -> {
            reads.add(SourceObject.ref(likely.get().storedAs(), record));
            Contribution contribution = likely.get().map(alone);
            contribution.keys().forEach(key -> reads.add(key.key().ref()));
            contribution.item().flatMap(item -> item.idKey(record)).ifPresent(key -> reads.add(key.ref()));
        });
        return new Prepared(event, likely, version, alone, uniqueKey, reads, keptDays, keepRejected);
    }

    /** This event, its record read by this mapping, which its domain has now. */
    Prepared readBy(Mapping mapping) {
        return likely.filter(mapping::equals).isPresent()
                ? this
                : of(event, Optional.of(mapping), keptDays, keepRejected);
    }

    /** About how long the record is. */
    public int characters() {
        return alone.characters();
    }

    /** How its record is read. */
    Mapping mapping() {
        return likely.orElseThrow();
    }

    /** When its record expires, epoch milliseconds. */
    long keptUntil() {
        Integer ofType = mapping().type().expirationDays();
        return event.arrival()
                .plus(Duration.ofDays(ofType == null ? keptDays : ofType))
                .toEpochMilli();
    }

    /** 43 characters that stand for a text of any length. */
    static String hash(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(text));
    }
}
