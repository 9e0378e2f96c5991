package dev.customerprofiles.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;

/**
 * Reads of customer data for the doors; they never wait for writers and never see removed documents. Limits are at least 1. A
 * page token that was never given out fails with {@link BadPageToken}.
 */
public interface Customers {

    /** The profile with this id, or the one that it was merged into. */
    Uni<Optional<Document>> profile(Domain domain, String profileId);

    /** Those of the profiles that exist, by the ids that were asked for; a merged id has the profile that it is part of now. */
    Uni<Map<String, Document>> profiles(Domain domain, Collection<String> profileIds);

    /**
     * Profiles that have any of the keys, each with the keys it has; {@code ProfileKeys.PROFILE_ID} finds one by any id that it
     * goes by. After {@code afterPlace} (null: from the start), ascending by place.
     */
    Uni<List<Found>> search(Domain domain, List<Key> anyOf, String afterPlace, int limit);

    /** All profiles, ascending by id, after {@code afterId} (null: from the start). */
    Uni<List<Document>> everybody(Domain domain, String afterId, int limit);

    /** What a list shows of the profiles whose words begin with every one of these (lower-case) prefixes; ascending by id. */
    Uni<List<Document>> typeahead(Domain domain, List<String> prefixes, String afterId, int limit);

    /** Objects of one type that belong to a profile by any of its ids, newest source time first. */
    Uni<Page> objects(Domain domain, Collection<String> owners, String objectType, String token, int limit);

    /**
     * Objects of a profile, by any of its ids, that show as one kind of item (CASE, CONTACT, ASSET, ORDER), newest source time
     * first; with their total.
     */
    Uni<Page> items(Domain domain, Collection<String> owners, String itemKind, String token, int limit);

    /** The ledger's entry for an event; where {@code source} is null, the newest entry with this event id. */
    Uni<Optional<ObjectNode>> event(Domain domain, String source, String eventId);

    /** The audit trail of a profile, newest entry first; also of one that is gone. */
    Uni<Page> history(Domain domain, HistoryFilter filter, String token, int limit);

    /** One entry of the audit trail. */
    Uni<Optional<Document>> historyRecord(Domain domain, String id);

    /** The golden records of the profiles made last. */
    Uni<List<ObjectNode>> newest(Domain domain, int limit);

    /** Rejected and parked events, newest first; only those with this reason code (null: all). */
    Uni<Page> rejected(Domain domain, String reason, String token, int limit);

    /** One rejected or parked event by its document id. */
    Uni<Optional<Document>> rejected(Domain domain, String id);

    /**
     * Records of contacts in progress, those that belong to a profile and those that wait for one, whose source time is not
     * before this (epoch milliseconds); newest first.
     */
    Uni<List<Document>> liveContacts(Domain domain, long since, int limit);

    /** How many profiles and objects the domain holds. */
    Uni<Stats> stats(Domain domain);

    /** The entries of any of these ids of a profile, and where these are not null, those of one object type, action or actor. */
    record HistoryFilter(Collection<String> profileIds, String objectType, String action, String by) {}

    /**
     * A profile that has some of the keys.
     *
     * @param place   where it stands in the order of all that is found
     * @param profile the golden record within its document, where it has been read already
     */
    record Found(String profileId, List<Key> keys, String place, Optional<Document> profile) {}

    /** @param nextToken where to go on, or null at the end; @param total of all pages, or -1 where it is not counted */
    record Page(List<Document> documents, String nextToken, long total) {}

    record Stats(long profiles, long objects) {}
}
