package dev.customerprofiles.core.events;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.records.Mapping;
import dev.customerprofiles.core.records.ObjectType;
import dev.customerprofiles.core.state.Json;

/** The object types of the tests: two that describe people, two whose records show as cases, one that looks people up. */
final class TestTypes {

    static final Normalisation NORMALISATION = new Normalisation("US");

    static final String PERSON =
            """
            {"Description": "people", "AllowProfileCreation": true, "Fields": {
              "id": {"Source": "{{_source.id}}"},
              "first": {"Source": "{{_source.first}}", "Target": "_profile.FirstName"},
              "last": {"Source": "{{_source.last}}", "Target": "_profile.LastName"},
              "mail": {"Source": "{{_source.mail}}", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
              "city": {"Source": "{{_source.city}}", "Target": "_profile.Address.City"},
              "country": {"Source": "{{_source.country}}", "Target": "_profile.Address.Country"}},
             "Keys": {
              "personId": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}]}}""";

    static final String LEAD =
            """
            {"Description": "leads", "AllowProfileCreation": true, "Fields": {
              "id": {"Source": "{{_source.id}}"},
              "person": {"Source": "{{_source.person}}"},
              "first": {"Source": "{{_source.first}}", "Target": "_profile.FirstName"},
              "phone": {"Source": "{{_source.phone}}", "Target": "_profile.PhoneNumber", "ContentType": "PHONE_NUMBER"},
              "mail": {"Source": "{{_source.mail}}", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
              "city": {"Source": "{{_source.city}}", "Target": "_profile.Address.City"},
              "note": {"Source": "{{_source.note}}", "Target": "_profile.Attributes.note"}},
             "Keys": {
              "leadId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
              "personId": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["person"]}]}}""";

    static final String TICKET =
            """
            {"Description": "tickets", "AllowProfileCreation": false, "Fields": {
              "id": {"Source": "{{_source.id}}"},
              "person": {"Source": "{{_source.person}}"},
              "title": {"Source": "{{_source.title}}", "Target": "_case.Title"},
              "status": {"Source": "{{_source.status}}", "Target": "_case.Status"},
              "note": {"Source": "{{_source.note}}", "Target": "_profile.Attributes.note"}},
             "Keys": {
              "ticketId": [{"StandardIdentifiers": ["UNIQUE", "CASE"], "FieldNames": ["id"]}],
              "personId": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["person"]}]}}""";

    /** Looks an e-mail up, and keeps it only for a profile that it makes. */
    static final String CHAT =
            """
            {"Description": "chats", "AllowProfileCreation": true, "Fields": {
              "id": {"Source": "{{_source.id}}"},
              "mail": {"Source": "{{_source.mail}}", "ContentType": "EMAIL_ADDRESS"},
              "phone": {"Source": "{{_source.phone}}", "ContentType": "PHONE_NUMBER"}},
             "Keys": {
              "chatId": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}],
              "_email": [{"StandardIdentifiers": ["PROFILE", "LOOKUP_ONLY"], "FieldNames": ["mail"]}],
              "ticketEmail": [{"StandardIdentifiers": ["PROFILE", "SECONDARY", "NEW_ONLY"], "FieldNames": ["mail"]}]}}""";

    /** A contact that makes a customer of whoever calls, and knows them by phone only then. */
    static final String CONTACT =
            """
            {"Description": "contacts", "AllowProfileCreation": true, "Fields": {
              "id": {"Source": "{{_source.id}}"},
              "phone": {"Source": "{{_source.phone}}", "ContentType": "PHONE_NUMBER"},
              "note": {"Source": "{{_source.note}}", "Target": "_profile.Attributes.note"}},
             "Keys": {
              "_ctrContactId": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}],
              "_phone": [{"StandardIdentifiers": ["PROFILE", "SECONDARY", "NEW_ONLY"], "FieldNames": ["phone"]}]}}""";

    static final Map<String, Mapping> ALL = Stream.of(
                    type("person", PERSON),
                    type("lead", LEAD),
                    type("ticket", TICKET),
                    type("complaint", TICKET.replace("ticketId", "complaintId")),
                    type("chat", CHAT),
                    type("contact", CONTACT),
                    type(
                            "call",
                            TICKET.replace("ticketId", "callId")
                                    .replace(
                                            "\"personId\": [{\"StandardIdentifiers\": [\"PROFILE\"], \"FieldNames\": [\"person\"]}]",
                                            "\"_email\": [{\"StandardIdentifiers\": [\"PROFILE\"], \"FieldNames\": [\"person\"]}],"
                                                    + "\"personId\": [{\"StandardIdentifiers\": [\"PROFILE\", \"SECONDARY\"],"
                                                    + " \"FieldNames\": [\"title\"]}]")))
            .collect(Collectors.toMap(mapping -> mapping.type().name(), mapping -> mapping));

    private TestTypes() {}

    static Mapping type(String name, String json) {
        return Mapping.compile(ObjectType.parse(name, wire(json)), NORMALISATION);
    }

    static ObjectNode wire(String json) {
        try {
            return (ObjectNode) Json.parse(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
