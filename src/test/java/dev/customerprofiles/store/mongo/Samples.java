package dev.customerprofiles.store.mongo;

import java.math.BigDecimal;
import java.math.BigInteger;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.identity.Key;

/** Bodies that try what the database has an opinion about. */
final class Samples {

    private Samples() {}

    /** Every kind of JSON value, at the top and nested. */
    static ObjectNode everyJson() {
        ObjectNode body = everyValue();
        body.set("nested", everyValue());
        body.putArray("list").add(everyValue()).addNull().add(1).addArray().add("x");
        body.set("names", everyName());
        body.setAll(everyName());
        return body;
    }

    private static ObjectNode everyValue() {
        ObjectNode body = nodes();
        body.put("text", "ünï \uD83D\uDE00 \0 end")
                .put("empty", "")
                .put("yes", true)
                .put("no", false)
                .putNull("null");
        body.put("zero", 0).put("int", Integer.MIN_VALUE).put("small long", 1L).put("long", Long.MAX_VALUE);
        body.put("double", 0.1).put("whole double", 3.0);
        body.put("big", BigInteger.TWO.pow(64))
                .put("huge", BigInteger.TEN.pow(400).add(BigInteger.ONE));
        body.set("decimal", DecimalNode.valueOf(new BigDecimal("12345678901234567890.10")));
        body.set("power", DecimalNode.valueOf(new BigDecimal("1E+3")));
        body.set("long decimal", DecimalNode.valueOf(new BigDecimal("0." + "1234567890".repeat(10))));
        body.put("expires", 1_900_000_000_000L);
        body.putObject("empty object");
        body.putArray("empty list");
        return body;
    }

    static ObjectNode everyName() {
        ObjectNode body = nodes();
        for (String name : new String[] {
            "",
            "%",
            "%%",
            "%2E",
            ".",
            "a.b",
            "..",
            "$",
            "$set",
            "a$",
            "a\0b",
            "\0",
            "0",
            "ünï \uD83D\uDE00",
            " ",
            "__proto__"
        }) {
            body.put(name, name);
        }
        return body;
    }

    static ObjectNode nodes() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode objectBody(String record, String owner, long at, String item, Key... keys) {
        ObjectNode body = nodes().put("type", "t")
                .put("record", record)
                .put("owner", owner)
                .put("at", at);
        if (item != null) {
            body.putObject("item").put("kind", item);
        }
        for (Key key : keys) {
            body.withArray("keys").add(key.ref().id());
        }
        return body;
    }
}
