package dev.customerprofiles.core.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.identity.Key;

import static dev.customerprofiles.core.identity.StandardIdentifier.LOOKUP_ONLY;
import static dev.customerprofiles.core.identity.StandardIdentifier.NEW_ONLY;
import static dev.customerprofiles.core.identity.StandardIdentifier.PROFILE;
import static dev.customerprofiles.core.identity.StandardIdentifier.SECONDARY;
import static dev.customerprofiles.core.identity.StandardIdentifier.UNIQUE;

/** What makes a mapping unusable. */
final class ObjectTypeRules {

    private static final Pattern FIELD_NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
    private static final Pattern KEY_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Set<String> FORBIDDEN_NAMES = Set.of("Tags", "tags");
    private static final List<List<String>> EXCLUSIVE = List.of(
            List.of("_profile.Gender", "_profile.GenderString"),
            List.of("_profile.PartyType", "_profile.PartyTypeString"));

    private ObjectTypeRules() {}

    /** @throws InvalidObjectType at the first rule that does not hold */
    static void check(ObjectType type) {
        boolean ownMapping = !type.fields().isEmpty() || !type.keys().isEmpty();
        if (type.templateId() != null) {
            require(!ownMapping, "TemplateId", "must not be given together with Fields or Keys");
            return;
        }
        require(ownMapping, "Fields", "must be given, with Keys, or else TemplateId");
        List<Target> targets = checkFields(type);
        checkKeys(type);
        checkTargets(type, targets);
    }

    private static List<Target> checkFields(ObjectType type) {
        require(!type.fields().isEmpty(), "Fields", "must be at least one field");
        List<Target> targets = new ArrayList<>();
        type.fields().forEach((name, field) -> {
            String member = "Fields." + name;
            requireName(FIELD_NAME, name, member);
            requireLength(field.source(), member + ".Source");
            if (field.target() != null) {
                requireLength(field.target(), member + ".Target");
            }
            CompiledField compiled = CompiledField.of(name, field);
            if (compiled.target() != null) {
                targets.add(compiled.target());
            }
        });
        return targets;
    }

    private static void checkTargets(ObjectType type, List<Target> targets) {
        Set<String> written = type.fields().values().stream()
                .filter(field -> field.target() != null)
                .map(Field::target)
                .collect(Collectors.toSet());
        for (List<String> pair : EXCLUSIVE) {
            require(!written.containsAll(pair), "Fields", "must not target both " + String.join(" and ", pair));
        }
        Set<ItemKind> kinds = targets.stream()
                .filter(target -> !target.isProfile())
                .map(Target::kind)
                .collect(Collectors.toSet());
        require(kinds.size() <= 1, "Fields", "must target at most one kind of object beside the profile");
        for (ItemKind kind : kinds) {
            kind.identifier()
                    .ifPresent(identifier -> require(
                            definitions(type).stream().anyMatch(key -> key.has(identifier)),
                            "Keys",
                            "must have one with the identifier " + identifier
                                    + ", because a field targets that object"));
        }
        String format = type.sourceLastUpdatedTimestampFormat();
        require(
                format != null || targets.stream().noneMatch(Target::isSourceTime),
                "SourceLastUpdatedTimestampFormat",
                "must be given, because a field targets " + Target.SOURCE_TIME);
        require(
                format == null || Times.isFormat(format),
                "SourceLastUpdatedTimestampFormat",
                "must be EpochMilli or a SimpleDateFormat pattern");
    }

    private static void checkKeys(ObjectType type) {
        type.keys().forEach((name, definitions) -> {
            String member = "Keys." + name;
            requireName(KEY_NAME, name, member);
            require(!definitions.isEmpty(), member, "must have at least one definition");
            definitions.forEach(definition -> checkKey(type, name, definition, member));
            Set<List<ContentType>> contents = definitions.stream()
                    .map(definition -> KeyContents.contents(type, definition))
                    .collect(Collectors.toSet());
            require(contents.size() == 1, member, "must have the same content types in each of its definitions");
        });
        long unique = definitions(type).stream().filter(key -> key.has(UNIQUE)).count();
        require(unique == 1, "Keys", "must have the identifier UNIQUE exactly once");
        require(
                definitions(type).stream().anyMatch(key -> key.has(PROFILE)),
                "Keys",
                "must have the identifier PROFILE at least once");
        boolean conditional = type.keys().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("_profileId"))
                .flatMap(entry -> entry.getValue().stream())
                .anyMatch(key -> key.has(PROFILE) && isConditional(key));
        require(
                !conditional
                        || !type.allowProfileCreation()
                        || definitions(type).stream().anyMatch(key -> key.has(PROFILE) && !isConditional(key)),
                "Keys",
                "must have a PROFILE key without LOOKUP_ONLY and NEW_ONLY beside one with them");
    }

    private static void checkKey(ObjectType type, String name, KeyDefinition key, String member) {
        require(!key.fieldNames().isEmpty(), member + ".FieldNames", "must name at least one field");
        for (String field : key.fieldNames()) {
            require(type.fields().containsKey(field), member + ".FieldNames", "must name fields of the type");
        }
        require(
                !key.has(UNIQUE) || !isConditional(key),
                member + ".StandardIdentifiers",
                "must not have UNIQUE together with LOOKUP_ONLY or NEW_ONLY");
        require(
                !key.has(SECONDARY) || key.has(PROFILE),
                member + ".StandardIdentifiers",
                "must have PROFILE where it has SECONDARY");
        require(
                !Key.RESERVED.contains(name) || key.has(LOOKUP_ONLY),
                member + ".StandardIdentifiers",
                "must have LOOKUP_ONLY, because the key is reserved");
    }

    private static boolean isConditional(KeyDefinition key) {
        return key.has(LOOKUP_ONLY) || key.has(NEW_ONLY);
    }

    private static List<KeyDefinition> definitions(ObjectType type) {
        return type.keys().values().stream().flatMap(List::stream).toList();
    }

    private static void requireName(Pattern pattern, String name, String member) {
        require(
                pattern.matcher(name).matches() && !FORBIDDEN_NAMES.contains(name),
                member,
                "must have a name that matches " + pattern + " and is not Tags");
    }

    private static void requireLength(String text, String member) {
        require(
                text != null && !text.isBlank() && text.length() <= RecordJson.LONGEST_PATH,
                member,
                "must be 1 to 1000 characters");
    }

    private static void require(boolean holds, String member, String rule) {
        if (!holds) {
            throw new InvalidObjectType(member, rule);
        }
    }
}
