package dev.customerprofiles.core.events;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.records.StoredType;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.Sha256;
import dev.customerprofiles.core.state.View;

/**
 * The audit trail of the profiles: who did what to which profile, and when. What arrived as an event has its entry in
 * the {@link Ledger}; everything else is written here, with what it did.
 */
public final class History {

    /** Object type of an entry about the profile itself. */
    public static final String OF_PROFILE = "_profile";

    static final String ACTION = "action";
    static final String PROFILE = "profile";
    static final String CONTENT = "content";
    static final String BY = "by";

    private static final int ID_BYTES = 16;

    private final View view;
    private final Duration kept;
    private final Instant now;

    /** What can have happened; the names are the API's. */
    public enum Action {
        ADDED_PROFILE_KEY,
        DELETED_PROFILE_KEY,
        CREATED,
        UPDATED,
        INGESTED,
        DELETED_BY_CUSTOMER,
        EXPIRED,
        MERGED,
        DELETED_BY_MERGE,
        /** Ours: the API knows no way back. */
        UNMERGED
    }

    /**
     * A record that something happened to.
     *
     * @param record its opaque unique key; null where it is the profile itself
     */
    public record Subject(String profileId, String objectType, String record) {

        static Subject of(SourceObject object) {
            return new Subject(object.owner(), StoredType.name(object.type()), object.record());
        }

        public static Subject profile(String profileId) {
            return new Subject(profileId, OF_PROFILE, null);
        }
    }

    /** @param kept how long entries are kept */
    public History(View view, Duration kept, Instant now) {
        this.view = view;
        this.kept = kept;
        this.now = now;
    }

    /** Whether this act has happened already: its batch was committed, and its writer could not know. */
    public boolean has(Act act, Action action, Subject subject) {
        return view.get(ref(act, action, subject)).isPresent();
    }

    /** Writes down that the same was done to each of these profiles. */
    void write(Act act, Action action, List<String> profileIds, JsonNode content) {
        profileIds.forEach(id -> write(act, action, Subject.profile(id), content));
    }

    /**
     * Writes down what was done.
     *
     * @param content what there was to say of it, or null; taken out when the profile is erased
     */
    public void write(Act act, Action action, Subject subject, JsonNode content) {
        ObjectNode entry = Json.object();
        entry.put(ACTION, action.name()).put(BY, act.by());
        entry.put(PROFILE, subject.profileId()).put("type", subject.objectType());
        if (subject.record() != null) {
            entry.put("record", subject.record());
        }
        if (content != null) {
            entry.put(CONTENT, content.toString());
        }
        entry.put("at", now.toEpochMilli());
        entry.put("expires", now.plus(kept).toEpochMilli());
        view.put(ref(act, action, subject), entry);
    }

    /** Where it is written down. */
    static Ref ref(Act act, Action action, Subject subject) {
        String said = String.join(
                "|", act.id(), action.name(), subject.profileId(), subject.objectType(), "" + subject.record());
        return new Ref(Kind.HISTORY, id(said));
    }

    /** Who did what an entry says; empty where it does not say. */
    public static String by(ObjectNode entry) {
        return entry.path(BY).asText();
    }

    /** Whether an entry is about a record and not about a profile itself. */
    public static boolean isOfRecord(ObjectNode entry) {
        return entry.has("record");
    }

    /** The id of an entry that says this, as the API wants ids: 32 lower-case hexadecimal digits. */
    static String id(String said) {
        return HexFormat.of().formatHex(Sha256.of(said), 0, ID_BYTES);
    }
}
