package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.ContentType;
import dev.customerprofiles.core.profiles.ProfileKeys;
import dev.customerprofiles.core.records.DefinedType;
import dev.customerprofiles.core.records.InvalidObjectType;
import dev.customerprofiles.core.records.KeyContents;
import dev.customerprofiles.core.records.ObjectType;
import dev.customerprofiles.core.records.Tags;
import dev.customerprofiles.core.records.Templates;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Range;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;

/** How a domain's object types are defined; what depends on its other types is decided with them in view. */
public final class TypeDefinitions {

    /** How the names of the standard objects begin, and of the keys that every domain has. */
    private static final String RESERVED = "_";

    private static final String TAGS = "Tags";
    private static final String ALLOW_CREATION = "AllowProfileCreation";
    private static final String TIME_FORMAT = "SourceLastUpdatedTimestampFormat";
    private static final List<String> KEPT_AS_PUT = List.of("EncryptionKey", TAGS);

    private final Templates templates;
    private final Quotas quotas;

    public TypeDefinitions(Templates templates, Quotas quotas) {
        this.templates = templates;
        this.quotas = quotas;
    }

    /**
     * What a domain may have.
     *
     * @param types   object types
     * @param keys    definitions of keys in one type
     * @param fields  fields in one type
     * @param objects records that a profile keeps, which the types' own limits have to share
     */
    public record Quotas(int types, int keys, int fields, int objects) {}

    /** What became of the wish for a type. */
    public sealed interface Definition {

        record Defined(DefinedType type) implements Definition {}

        /** @param member that breaks a rule @param rule what must be */
        record Refused(String member, String rule) implements Definition {}
    }

    /**
     * Defines a type, or defines it anew; records that are stored already stay as they are.
     *
     * @param wire     the definition in the shape of the API
     * @param revision one that no other definition has
     */
    public Definition define(View view, String name, ObjectNode wire, String revision, Instant now) {
        try {
            return new Definition.Defined(define(view, ObjectType.parse(name, wire), wire, revision, now));
        } catch (InvalidObjectType invalid) {
            return new Definition.Refused(invalid.member(), invalid.rule());
        }
    }

    /** Changes the tags of a type and nothing else of it; how its records are read stays as it is. */
    public static Tags.Change retag(View view, String name, UnaryOperator<Tags> change, Instant now) {
        Ref ref = Types.ref(name);
        Optional<DefinedType> defined = view.get(ref).flatMap(Types::read);
        if (defined.isEmpty()) {
            return Tags.Change.NOT_FOUND;
        }
        DefinedType type = defined.get();
        Tags tags = change.apply(Tags.in(type.definition()));
        if (tags.areTooMany()) {
            return Tags.Change.TOO_MANY;
        }
        view.put(
                ref,
                Json.write(new DefinedType(
                        name,
                        type.revision(),
                        type.incarnation(),
                        tags.putInto(type.definition()),
                        type.createdAt(),
                        now.toEpochMilli())));
        return Tags.Change.DONE;
    }

    /**
     * Deletes a type, with whatever is stored under it: at once for everybody who asks, and for good by a job.
     *
     * @param nextIncarnation tells the next type of this name from all before it
     * @return false where the domain has no such type
     */
    public boolean delete(View view, String name, String nextIncarnation, Instant now) {
        Ref ref = Types.ref(name);
        Optional<DefinedType> defined = view.get(ref).flatMap(Types::read);
        defined.ifPresent(type -> {
            view.put(ref, Types.deleted(name, nextIncarnation));
            Job removal = Job.open(
                    TypeRemoval.WORK, TypeRemoval.of(name, type.storedAs()).toJson());
            view.put(Job.ref(TypeRemoval.WORK, type.storedAs()), Json.write(removal));
            Ref replay = TypeReplay.progressRef(name);
            view.get(replay).ifPresent(progress -> view.erase(replay, now));
        });
        return defined.isPresent();
    }

    private DefinedType define(View view, ObjectType type, ObjectNode wire, String revision, Instant now) {
        require(
                !type.name().startsWith(RESERVED),
                "ObjectTypeName",
                "must not begin with an underscore, as the standard object types do");
        ObjectType whole = templates.expanded(type);
        checkAgainstTemplate(type, whole, wire);
        checkSize(type);
        Ref ref = Types.ref(type.name());
        view.expect(List.of(ref));
        List<DefinedType> others = others(view, type.name());
        Optional<ObjectNode> body = view.get(ref);
        Optional<DefinedType> before = body.flatMap(Types::read);
        require(
                before.isPresent() || others.size() < quotas.types(),
                "ObjectTypeName",
                "must be one of those that exist: the domain has as many object types as it may");
        checkCounts(type, others);
        checkKeys(whole, others);
        DefinedType defined = new DefinedType(
                type.name(),
                revision,
                body.map(Types::incarnation).orElse(null),
                definition(type, wire, before),
                before.map(DefinedType::createdAt).orElse(now.toEpochMilli()),
                now.toEpochMilli());
        view.put(ref, Json.write(defined));
        return defined;
    }

    private static List<DefinedType> others(View view, String name) {
        return view.range(new Range.DefinedTypes(), Range.ALL).documents().stream()
                .map(Document::body)
                .flatMap(body -> Types.read(body).stream())
                .filter(other -> !other.name().equals(name))
                .toList();
    }

    /** A template decides for itself; to say the same does no harm. */
    private static void checkAgainstTemplate(ObjectType type, ObjectType whole, ObjectNode wire) {
        if (type.templateId() == null) {
            return;
        }
        require(
                !wire.hasNonNull(ALLOW_CREATION) || type.allowProfileCreation() == whole.allowProfileCreation(),
                ALLOW_CREATION,
                "must not differ from the template's");
        require(
                !wire.hasNonNull(TIME_FORMAT)
                        || Objects.equals(
                                type.sourceLastUpdatedTimestampFormat(), whole.sourceLastUpdatedTimestampFormat()),
                TIME_FORMAT,
                "must not differ from the template's");
    }

    private void checkSize(ObjectType type) {
        require(type.fields().size() <= quotas.fields(), "Fields", "must be at most " + quotas.fields() + " fields");
        int keys = type.keys().values().stream().mapToInt(List::size).sum();
        require(keys <= quotas.keys(), "Keys", "must be at most " + quotas.keys() + " definitions of keys");
    }

    private void checkCounts(ObjectType type, List<DefinedType> others) {
        if (type.maxProfileObjectCount() == null) {
            return;
        }
        int left = availableObjects(quotas, others);
        require(
                type.maxProfileObjectCount() <= left,
                "MaxProfileObjectCount",
                "must be at most " + left + ", what the other object types leave of a profile's " + quotas.objects());
    }

    /** How many of a profile's records no type has claimed for itself. */
    public static int availableObjects(Quotas quotas, Collection<DefinedType> types) {
        long claimed = types.stream()
                .map(type -> type.definition().path("MaxProfileObjectCount"))
                .mapToLong(JsonNode::asLong)
                .sum();
        return (int) Math.max(0, quotas.objects() - claimed);
    }

    private void checkKeys(ObjectType type, List<DefinedType> others) {
        Set<String> builtIn = Stream.concat(
                        Stream.of(
                                ProfileKeys.PROFILE_ID,
                                ProfileKeys.PHONE,
                                ProfileKeys.EMAIL,
                                ProfileKeys.ACCOUNT,
                                ProfileKeys.FULL_NAME,
                                "_orderId",
                                "_caseId",
                                "_assetId"),
                        templates.all().stream().flatMap(template -> template.keys().keySet().stream()))
                .collect(Collectors.toSet());
        Map<String, List<ContentType>> mine = KeyContents.of(type);
        mine.keySet()
                .forEach(name -> require(
                        !name.startsWith(RESERVED) || builtIn.contains(name),
                        "Keys." + name,
                        "must not begin with an underscore, unless it is a key that every domain has"));
        Set.of(ProfileKeys.PHONE, ProfileKeys.EMAIL, ProfileKeys.ACCOUNT, ProfileKeys.FULL_NAME)
                .forEach(name -> checkAgreement(name, mine, List.of(ProfileKeys.contentType(name))));
        templates.all().stream()
                .filter(template -> !template.name().equals(type.name()))
                .forEach(template -> checkAgreement(mine, template));
        others.stream()
                .map(other -> ObjectType.parse(other.name(), other.definition()))
                .forEach(other -> checkAgreement(mine, other));
    }

    private static void checkAgreement(Map<String, List<ContentType>> mine, ObjectType other) {
        KeyContents.of(other).forEach((name, contents) -> checkAgreement(name, mine, contents));
    }

    private static void checkAgreement(String name, Map<String, List<ContentType>> mine, List<ContentType> elsewhere) {
        require(
                !mine.containsKey(name) || mine.get(name).equals(elsewhere),
                "Keys." + name,
                "must have fields of the content types " + elsewhere + ", as the key has elsewhere in the domain");
    }

    /** As it was put, every default written out; tags are those it was created with. */
    private static ObjectNode definition(ObjectType type, ObjectNode wire, Optional<DefinedType> before) {
        ObjectNode definition = type.toWire();
        definition.remove("ObjectTypeName");
        if (type.templateId() != null) {
            definition.remove(List.of("Fields", "Keys", ALLOW_CREATION, TIME_FORMAT));
        }
        KEPT_AS_PUT.stream().filter(wire::hasNonNull).forEach(member -> definition.set(member, wire.get(member)));
        before.ifPresent(known -> {
            definition.remove(TAGS);
            if (known.definition().has(TAGS)) {
                definition.set(TAGS, known.definition().get(TAGS));
            }
        });
        return definition;
    }

    private static void require(boolean holds, String member, String rule) {
        if (!holds) {
            throw new InvalidObjectType(member, rule);
        }
    }
}
