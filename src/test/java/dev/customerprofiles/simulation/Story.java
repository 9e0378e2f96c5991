package dev.customerprofiles.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.events.Act;
import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.Editing;
import dev.customerprofiles.core.events.Editing.Expected;
import dev.customerprofiles.core.events.EventId;
import dev.customerprofiles.core.events.Merge;
import dev.customerprofiles.core.events.Prepared;
import dev.customerprofiles.core.events.SourceEvent;
import dev.customerprofiles.core.events.Unmerge;
import dev.customerprofiles.core.identity.Key;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.profiles.Patch;
import dev.customerprofiles.core.profiles.Rules;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.ObjectType;
import dev.customerprofiles.core.records.TestMappings;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.ingest.Command;

/** What happens to a few customers: records of three systems that share keys, and edits, in all the ways that are hard. */
final class Story {

    private static final Normalisation NORMALISATION = new Normalisation("US");

    private static final Map<String, Mapping> TYPES = Stream.of(
                    type(
                            "person",
                            """
                            {"Description": "people", "AllowProfileCreation": true, "Fields": {
                              "id": {"Source": "{{_source.id}}"},
                              "name": {"Source": "{{_source.name}}", "Target": "_profile.FirstName"},
                              "mail": {"Source": "{{_source.mail}}", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
                              "city": {"Source": "{{_source.city}}", "Target": "_profile.Address.City"}},
                             "Keys": {
                              "personId": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}],
                              "mail": [{"StandardIdentifiers": ["PROFILE", "SECONDARY"], "FieldNames": ["mail"]}]}}"""),
                    type(
                            "ticket",
                            """
                            {"Description": "tickets", "AllowProfileCreation": false, "Fields": {
                              "id": {"Source": "{{_source.id}}"},
                              "person": {"Source": "{{_source.person}}"},
                              "title": {"Source": "{{_source.title}}", "Target": "_case.Title"}},
                             "Keys": {
                              "ticketId": [{"StandardIdentifiers": ["UNIQUE", "CASE"], "FieldNames": ["id"]}],
                              "personId": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["person"]}]}}"""),
                    type(
                            "visit",
                            """
                            {"Description": "visits", "AllowProfileCreation": true, "Fields": {
                              "id": {"Source": "{{_source.id}}"},
                              "mail": {"Source": "{{_source.mail}}", "ContentType": "EMAIL_ADDRESS"},
                              "page": {"Source": "{{_source.page}}", "Target": "_profile.Attributes.page"}},
                             "Keys": {
                              "_ctrContactId": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}],
                              "mail": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["mail"]}]}}"""))
            .collect(Collectors.toMap(mapping -> mapping.type().name(), mapping -> mapping));

    static final Duration KEEP_TOMBSTONES = Duration.ofDays(1);

    static final Decisions DECISIONS = new Decisions(
            new Rules(2, 100_000, 4, 100_000, NORMALISATION),
            new Decisions.Retention(Duration.ofDays(90), Duration.ofDays(30), KEEP_TOMBSTONES),
            new TestMappings(TYPES::get),
            2);

    private static final Editing EDITING = DECISIONS.editing();

    private final World world;
    private final List<Prepared> told = new ArrayList<>();
    private int events;

    Story(World world) {
        this.world = world;
    }

    /** Everything that happens, in the order in which it is sent. */
    List<Command<?>> commands(int count) {
        List<Command<?>> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            commands.add(next());
        }
        return commands;
    }

    private Command<?> next() {
        if (!told.isEmpty() && world.oneIn(8)) {
            return ingest(told.get(world.anyBelow(told.size())));
        }
        if (!told.isEmpty() && world.oneIn(8)) {
            String profileId = told.get(world.anyBelow(told.size())).event().freshId();
            return (view, now) -> DECISIONS.erase(view, profileId, now);
        }
        if (!told.isEmpty() && world.oneIn(6)) {
            return edit(told.get(world.anyBelow(told.size())).event().freshId());
        }
        if (!told.isEmpty() && world.oneIn(5)) {
            return mergeOrUnmerge();
        }
        if (world.oneIn(12)) {
            return resolve();
        }
        Prepared prepared = prepared();
        told.add(prepared);
        return ingest(prepared);
    }

    private Command<?> edit(String profileId) {
        Act act = new Act("act" + events++, "somebody");
        List<Key> keys = List.of(
                world.oneIn(2)
                        ? new Key("_ctrContactId", "v" + world.anyBelow(3))
                        : new Key("mail", "mail" + world.anyBelow(3)));
        Patch patch = new Patch(Json.object().put("FirstName", world.oneIn(3) ? "" : "name" + world.anyBelow(5)));
        return switch (world.anyBelow(4)) {
            case 0 -> (view, now) -> EDITING.update(view, act, profileId, Expected.ANY, patch, now);
            case 1 -> (view, now) -> EDITING.deleteKeys(view, act, profileId, Expected.ANY, keys, now);
            case 2 -> (view, now) -> EDITING.delete(view, act, profileId, Expected.ANY, now);
            default -> (view, now) -> EDITING.addKeys(view, act, profileId, Expected.ANY, keys, 9, now);
        };
    }

    /** Rules that merge on a name or on nothing, and records that bridge profiles or do not. */
    private Command<?> resolve() {
        ObjectNode changes = Json.object().put("Bridging", world.oneIn(2) ? "MERGE" : "FIRST_KEY");
        ObjectNode rules = changes.putObject("RuleBasedMatching");
        rules.put("Enabled", world.oneIn(2)).put("MaxAllowedRuleLevelForMerging", 1);
        rules.putArray("MatchingRules").addObject().putArray("Rule").add("FirstName");
        return (view, now) -> DECISIONS.reviews().resolveBy(view, changes, now);
    }

    /** Among few profiles, so that merges meet, oppose each other and form rings. */
    private Command<?> mergeOrUnmerge() {
        Act act = new Act("act" + events++, "somebody");
        String main = anybody();
        if (world.oneIn(3)) {
            Unmerge unmerge = new Unmerge(act, main, anybody());
            return (view, now) -> DECISIONS.unmerge(view, unmerge, now);
        }
        Merge merge = new Merge(
                act, main, List.of(anybody(), anybody()), world.oneIn(2) ? Map.of() : Map.of("FirstName", main));
        return (view, now) -> DECISIONS.merge(view, merge, now);
    }

    private String anybody() {
        return told.get(world.anyBelow(told.size())).event().freshId();
    }

    private static Command<?> ingest(Prepared prepared) {
        return new Command<Object>() {
            @Override
            public Object decide(dev.customerprofiles.core.state.View view, Instant now) {
                return DECISIONS.ingest(view, prepared, now);
            }

            @Override
            public java.util.Collection<dev.customerprofiles.core.state.Ref> likelyReads() {
                return prepared.likelyReads();
            }
        };
    }

    private Prepared prepared() {
        ObjectNode record = Json.object();
        String type;
        switch (world.anyBelow(3)) {
            case 0 -> {
                type = "person";
                record.put("id", "p" + world.anyBelow(3)).put("name", "name" + world.anyBelow(5));
                some(record, "mail", 3);
                some(record, "city", 3);
            }
            case 1 -> {
                type = "ticket";
                record.put("id", "t" + world.anyBelow(4)).put("person", "p" + world.anyBelow(3));
                some(record, "title", 9);
            }
            default -> {
                type = "visit";
                record.put("id", "v" + world.anyBelow(3)).put("mail", "mail" + world.anyBelow(3));
                some(record, "page", 9);
            }
        }
        int event = events++;
        SourceEvent sourceEvent = new SourceEvent(
                new EventId("story", "e" + event),
                type,
                record,
                Instant.ofEpochMilli(1_000L * world.anyBelow(10)),
                world.now(),
                UUID.nameUUIDFromBytes(("profile" + event).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", ""));
        return Prepared.of(sourceEvent, Optional.of(TYPES.get(type)), 1 + world.anyBelow(3), true);
    }

    private void some(ObjectNode record, String member, int values) {
        if (!world.oneIn(3)) {
            record.put(member, member + world.anyBelow(values));
        }
    }

    private static Mapping type(String name, String json) {
        try {
            return Mapping.compile(ObjectType.parse(name, (ObjectNode) Json.parse(json)), NORMALISATION);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
