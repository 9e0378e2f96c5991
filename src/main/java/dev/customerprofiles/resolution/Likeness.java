package dev.customerprofiles.resolution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

import dev.customerprofiles.core.events.ScoredMatch;
import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.matching.ScoredMatching;
import dev.customerprofiles.core.matching.Traits;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.Customers;

/** Compares the profiles of a domain with each other, away from the event loop. */
@ApplicationScoped
class Likeness {

    private static final int PAGE = 500;
    private static final double ROUNDED = 1_000;

    private final Customers customers;
    private final Normalisation normalisation;

    Likeness(Customers customers, Normalisation normalisation) {
        this.customers = customers;
        this.normalisation = normalisation;
    }

    /** @param matches the most certain first; @param complete whether these were all profiles */
    record Found(long profiles, List<ScoredMatch> matches, boolean complete) {}

    /**
     * Reads profiles and compares them.
     *
     * @param jobId what the matches are found by
     * @param most  how many profiles; ids are random, so that the first ones are a sample
     */
    Uni<Found> find(Domain domain, String jobId, int most) {
        return read(domain, null, most, new ArrayList<>())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(traits -> found(jobId, traits, most));
    }

    private Uni<List<Traits>> read(Domain domain, String after, int most, List<Traits> before) {
        return customers.everybody(domain, after, PAGE).chain(page -> {
            page.stream().map(this::traits).forEach(before::add);
            return page.size() < PAGE || before.size() > most
                    ? Uni.createFrom().item(before)
                    : read(domain, page.get(page.size() - 1).ref().id(), most, before);
        });
    }

    private Traits traits(Document profile) {
        return Traits.of(profile.ref().id(), profile.body().path("profile"), normalisation);
    }

    private static Found found(String jobId, List<Traits> all, int most) {
        List<Traits> traits = all.size() > most ? all.subList(0, most) : all;
        if (traits.size() < 2) {
            return new Found(traits.size(), List.of(), all.size() <= most);
        }
        Map<String, Traits> byId = new HashMap<>();
        traits.forEach(one -> byId.put(one.id(), one));
        ScoredMatching matching = new ScoredMatching(traits);
        List<ScoredMatch> matches = matching.groups().stream()
                .map(group ->
                        new ScoredMatch(jobId, group.ids(), group.confidence(), reasons(matching, group.ids(), byId)))
                .toList();
        return new Found(traits.size(), matches, all.size() <= most);
    }

    /** The first profile of a group with each of the others. */
    private static ArrayNode reasons(ScoredMatching matching, List<String> ids, Map<String, Traits> byId) {
        ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
        for (String other : ids.subList(1, ids.size())) {
            ScoredMatching.Explained why = matching.explain(byId.get(ids.get(0)), byId.get(other));
            ObjectNode pair = pairs.addObject();
            pair.putArray("ProfileIds").add(ids.get(0)).add(other);
            pair.put("ConfidenceScore", rounded(why.confidence()));
            ArrayNode fields = pair.putArray("Fields");
            why.reasons().forEach(reason -> fields.addObject()
                    .put("Field", reason.trait().field())
                    .put("Likeness", rounded(reason.likeness()))
                    .put("Bits", rounded(reason.bits())));
        }
        return pairs;
    }

    private static double rounded(double value) {
        return Math.round(value * ROUNDED) / ROUNDED;
    }
}
