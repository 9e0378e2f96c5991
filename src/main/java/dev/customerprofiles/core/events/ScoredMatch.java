package dev.customerprofiles.core.events;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;

/**
 * Profiles that a run of scored matching has found to be likely one person's.
 *
 * @param jobId      of the run
 * @param ids        of the profiles, ascending, at least two
 * @param confidence 0 to 1
 * @param reasons    why, pair by pair, as the API shows them
 */
public record ScoredMatch(String jobId, List<String> ids, double confidence, ArrayNode reasons) {

    private static final String PREFIX = "scored|";
    private static final String OF = "scored-of|";
    private static final int CERTAIN = 10_000;

    /** The document that says which run's matches are shown. */
    public static final Ref SHOWN = new Ref(Kind.CONFIGURATION, "scored-shown");

    public ScoredMatch {
        ids = List.copyOf(ids);
    }

    public static ScoredMatch read(ObjectNode body) {
        return Json.read(body, ScoredMatch.class);
    }

    /** What the ids of a run's matches begin with; the most certain comes first. */
    public static String prefix(String jobId) {
        return PREFIX + jobId + '|';
    }

    static String prefixOfMembers(String jobId) {
        return OF + jobId + '|';
    }

    /** The document that says which match of a run a profile is in. */
    public static Ref refOfMember(String jobId, String profileId) {
        return new Ref(Kind.CONFIGURATION, prefixOfMembers(jobId) + profileId);
    }

    /** Opaque; the match is found by it. */
    public String id() {
        return "%s.%05d.%s".formatted(jobId, CERTAIN - Math.round(confidence * CERTAIN), ids.get(0));
    }

    /** The document of the match of this id. */
    public static Ref ref(String id) {
        return new Ref(Kind.CONFIGURATION, PREFIX + id.replace('.', '|'));
    }
}
