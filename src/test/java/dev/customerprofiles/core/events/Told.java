package dev.customerprofiles.core.events;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Json;

/**
 * What a source system tells: one version of one record.
 *
 * @param time  source time, epoch milliseconds
 * @param event id of the event, null where it is all the same
 */
record Told(String type, Map<String, String> members, long time, String event) {

    Told {
        members = new TreeMap<>(members);
    }

    static Told person(String id) {
        return new Told("person", Map.of("id", id), 1, null);
    }

    static Told lead(String id) {
        return new Told("lead", Map.of("id", id), 1, null);
    }

    static Told ticket(String id) {
        return new Told("ticket", Map.of("id", id), 1, null);
    }

    static Told chat(String id) {
        return new Told("chat", Map.of("id", id), 1, null);
    }

    static Told contact(String id) {
        return new Told("contact", Map.of("id", id), 1, null);
    }

    Told of(String person) {
        return with("person", person);
    }

    Told with(String member, String value) {
        Map<String, String> next = new TreeMap<>(members);
        next.put(member, value);
        return new Told(type, next, time, event);
    }

    Told at(long millis) {
        return new Told(type, members, millis, event);
    }

    Told as(String eventId) {
        return new Told(type, members, time, eventId);
    }

    ObjectNode record() {
        ObjectNode record = Json.object();
        members.forEach(record::put);
        return record;
    }

    SourceEvent event(String source, Instant arrival, String freshId) {
        return new SourceEvent(
                new EventId(source, event), type, record(), Instant.ofEpochMilli(time), arrival, freshId);
    }
}
