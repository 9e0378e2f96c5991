package dev.customerprofiles.core.records;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the values of a field go.
 *
 * @param object the standard object
 * @param path   {@code [FirstName]}, {@code [Address, City]}, {@code [Attributes, x]}, {@code [Attributes]} for all members of an
 *     object at once, {@code [OrderItems[], Title]} for a value of each element of a list, {@code [Events, Open, EventId]}
 */
record Target(StandardObject object, List<String> path) {

    static final String ATTRIBUTES = "Attributes";
    static final String SOURCE_TIME = "SourceLastUpdatedTimestamp";
    static final String EACH = "[]";

    private static final int LIMIT = 255;
    private static final Map<String, Integer> LONGER_LIMITS = Map.of("AdditionalInformation", 1000);

    /** @throws InvalidObjectType if nothing of that name can be filled */
    static Target parse(String target, String member) {
        int dot = target.indexOf('.');
        StandardObject object = StandardObject.named(dot < 0 ? target : target.substring(0, dot))
                .orElseThrow(() -> new InvalidObjectType(
                        member, "must start with the name of a standard object, such as _profile, followed by a dot"));
        String rest = dot < 0 ? "" : target.substring(dot + 1);
        if (rest.equals(ATTRIBUTES)) {
            return new Target(object, List.of(ATTRIBUTES));
        }
        if (rest.startsWith(ATTRIBUTES + '.')) {
            String name = rest.substring(ATTRIBUTES.length() + 1);
            if (name.isBlank() || name.length() > LIMIT) {
                throw new InvalidObjectType(member, "must name an attribute of 1 to 255 characters");
            }
            return new Target(object, List.of(ATTRIBUTES, name));
        }
        List<String> path = List.of(rest.split("\\.", -1));
        if (!object.has(path)) {
            throw new InvalidObjectType(member, "must be a member of the standard object that a mapping may fill");
        }
        return new Target(object, path);
    }

    ItemKind kind() {
        return object.kind();
    }

    boolean isProfile() {
        return object == StandardObject.PROFILE;
    }

    boolean isSourceTime() {
        return isProfile() && path.get(0).equals(SOURCE_TIME);
    }

    boolean isAttribute() {
        return path.get(0).equals(ATTRIBUTES) && path.size() == 2;
    }

    boolean isAllAttributes() {
        return path.get(0).equals(ATTRIBUTES) && path.size() == 1;
    }

    boolean isEachOfList() {
        return path.get(0).endsWith(EACH);
    }

    /** The text as the target takes it: a constant of an enumeration, a time in ISO-8601, shortened to the limit. */
    Optional<String> accept(String text) {
        String name = path.get(path.size() - 1);
        Optional<String> accepted =
                switch (isProfile() ? name : "") {
                    case "Gender" -> Texts.gender(text);
                    case "PartyType" -> Texts.partyType(text);
                    case "ProfileType" -> Texts.profileType(text);
                    default -> Optional.of(isItemTime(name) ? Times.normalised(text) : text);
                };
        return accepted.map(value -> Texts.shortened(value, LONGER_LIMITS.getOrDefault(name, LIMIT)));
    }

    private boolean isItemTime(String name) {
        return !isProfile() && !path.contains(ATTRIBUTES) && (name.endsWith("Date") || name.endsWith("Timestamp"));
    }
}
