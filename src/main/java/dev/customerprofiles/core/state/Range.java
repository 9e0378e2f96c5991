package dev.customerprofiles.core.state;

/**
 * Documents that are found by the value of a field instead of by their ids: the objects of a profile, the parked events
 * that wait for a key. A decision that reads one depends on every document that enters or leaves it.
 */
public sealed interface Range {

    Kind kind();

    long token();

    /** The objects that belong to a profile, optionally of one type or with one kind of item; newest source time first. */
    record OwnedBy(String profileId, String objectType, String itemKind) implements Range {

        /** All objects of one type. */
        public static OwnedBy ofType(String profileId, String objectType) {
            return new OwnedBy(profileId, objectType, null);
        }

        /** All objects that show as one kind of item. */
        public static OwnedBy withItem(String profileId, String itemKind) {
            return new OwnedBy(profileId, null, itemKind);
        }

        @Override
        public Kind kind() {
            return Kind.OBJECT;
        }

        @Override
        public long token() {
            return Tokens.of("owner|" + profileId);
        }
    }

    /** The parked events that wait for an identity ({@code Ref.id} of an identity); oldest first. */
    record WaitingFor(String identityId) implements Range {

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }

        @Override
        public long token() {
            return Tokens.of("waits|" + identityId);
        }
    }
}
