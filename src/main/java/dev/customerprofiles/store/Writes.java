package dev.customerprofiles.store;

import java.util.HashSet;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Draft;

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
        ObjectNode set = change.after().deepCopy();
        Set<String> unset = new HashSet<>();
        before.body().properties().forEach(member -> {
            if (!change.after().has(member.getKey())) {
                unset.add(member.getKey());
            } else if (change.after().get(member.getKey()).equals(member.getValue())) {
                set.remove(member.getKey());
            }
        });
        return new Write.Update(change.ref(), before.seq(), set, unset);
    }
}
