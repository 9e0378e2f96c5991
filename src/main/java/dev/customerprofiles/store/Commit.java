package dev.customerprofiles.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One entry of a domain's commit log.
 *
 * @param number  1, 2, 3, ...
 * @param nonce   tells this commit from another that wanted the same number
 * @param at      when it was decided
 * @param done    whether it is applied and published; then writes and changes are empty
 * @param tokens  what it touched: every document it wrote and every range a document entered, left or changed in
 * @param writes  what it stands for
 * @param changes what to tell the world
 */
public record Commit(
        long number,
        String nonce,
        Instant at,
        boolean done,
        Set<Long> tokens,
        List<Write> writes,
        List<ProfileChange> changes) {

    public Commit {
        tokens = Set.copyOf(tokens);
        writes = List.copyOf(writes);
        changes = List.copyOf(changes);
    }
}
