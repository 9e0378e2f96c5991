package dev.customerprofiles.core.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The profiles that a key belongs to; what an identity document holds.
 *
 * @param owners  up to {@link #LISTED} profiles, each with how many records and profile members say so
 * @param others  how many more records say that it belongs to profiles that are not listed
 * @param waiting whether parked events wait for this key
 * @param ready   whether an owner has appeared since, and the parked events are to be tried again
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Owners(List<Owner> owners, int others, boolean waiting, boolean ready) {

    /** A key of more profiles than this is no evidence of anything; only that there are more is kept. */
    public static final int LISTED = 16;

    public static final Owners NONE = new Owners(List.of(), 0, false, false);

    public Owners {
        owners = owners == null ? List.of() : List.copyOf(owners);
    }

    /** @param refs how many records and profile members give this profile the key, at least 1 */
    public record Owner(String id, int refs) {}

    /** The profile this key belongs to, if it is exactly one. */
    public Optional<String> only() {
        return owners.size() == 1 && others == 0 ? Optional.of(owners.get(0).id()) : Optional.empty();
    }

    /** These without the listed profiles that are gone, whose references have not all been taken back yet. */
    public Owners living(Predicate<String> lives) {
        return new Owners(
                owners.stream().filter(owner -> lives.test(owner.id())).toList(), others, waiting, ready);
    }

    /**
     * The profile id this key belongs to, if all its owners have become one profile: that profile's own id where it is
     * an owner itself.
     *
     * @param survivor the profile that an owner is part of now
     */
    public Optional<String> only(UnaryOperator<String> survivor) {
        List<String> ids = owners.stream().map(Owner::id).sorted().toList();
        List<String> profiles = ids.stream().map(survivor).distinct().toList();
        if (profiles.size() != 1 || others > 0) {
            return Optional.empty();
        }
        return Optional.of(ids.contains(profiles.get(0)) ? profiles.get(0) : ids.get(0));
    }

    /** Whether no profile has this key. */
    @JsonIgnore
    public boolean unowned() {
        return owners.isEmpty() && others == 0;
    }

    /** Whether nothing is known of this key any more. */
    @JsonIgnore
    public boolean pointless() {
        return unowned() && !waiting;
    }

    /** One more record or profile member says that the key belongs to this profile. */
    public Owners plus(String profileId) {
        int at = indexOf(profileId);
        if (at < 0 && owners.size() == LISTED) {
            return new Owners(owners, others + 1, waiting, waiting);
        }
        List<Owner> next = new ArrayList<>(owners);
        if (at < 0) {
            next.add(new Owner(profileId, 1));
        } else {
            next.set(at, new Owner(profileId, owners.get(at).refs() + 1));
        }
        return new Owners(next, others, waiting, waiting);
    }

    /** One record or profile member less says so. */
    public Owners minus(String profileId) {
        int at = indexOf(profileId);
        if (at < 0) {
            return new Owners(owners, Math.max(0, others - 1), waiting, ready);
        }
        List<Owner> next = new ArrayList<>(owners);
        int refs = owners.get(at).refs() - 1;
        if (refs > 0) {
            next.set(at, new Owner(profileId, refs));
        } else {
            next.remove(at);
        }
        return new Owners(next, others, waiting, ready);
    }

    /** A parked event waits for this key. */
    public Owners awaited() {
        return new Owners(owners, others, true, ready);
    }

    /**
     * The parked events have been tried again.
     *
     * @param more  whether there are some that have not
     * @param still whether some are parked still
     */
    public Owners settled(boolean more, boolean still) {
        return new Owners(owners, others, more || still, more && !unowned());
    }

    private int indexOf(String profileId) {
        for (int i = 0; i < owners.size(); i++) {
            if (owners.get(i).id().equals(profileId)) {
                return i;
            }
        }
        return -1;
    }
}
