package dev.customerprofiles.store;

import java.util.HashSet;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Draft;
import dev.customerprofiles.core.state.Json;

/** From what a batch changes to the writes of its commit. */
final class Writes {

    private Writes() {}

    static Write of(Draft.Change change) {
        if (change.before().isEmpty()) {
            return new Write.Insert(change.ref(), change.after());
        }
        Document before = change.before().get();
        if (change.purges()) {
            return new Write.Purge(change.ref(), before.seq());
        }
        ObjectNode set = Json.object();
        change.after().properties().forEach(member -> {
            if (!member.getValue().equals(before.body().get(member.getKey()))) {
                set.set(member.getKey(), member.getValue());
            }
        });
        Set<String> unset = new HashSet<>();
        before.body().fieldNames().forEachRemaining(unset::add);
        change.after().fieldNames().forEachRemaining(unset::remove);
        return new Write.Update(change.ref(), before.seq(), set, unset);
    }
}
